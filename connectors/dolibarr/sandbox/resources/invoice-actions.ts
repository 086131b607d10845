import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { number } from "../core/amounts";
import { onlyArgument, text } from "../core/params";
import { afterTrigger } from "../core/render";
import { type Call, NothingToDo, RestError, type Route } from "../core/rest";
import { nextRef, startOfDay, type World } from "../core/world";
import { LINE_ALONE } from "../shapes/documents";
import { discountFromCreditNote } from "./discounts";
import { linkObjects } from "./document";
import { findInvoice, INVOICE_LINES, insertInvoice, renderInvoice } from "./invoices";
import { justCreatedInvoice } from "./just-created";
import { insertLine, linesOf, recompute, renderLine } from "./lines";
import { findOrder, ORDER_LINES } from "./orders";
import { move, notEnough } from "./stock";

export const invoiceActionRoutes: readonly Route[] = [
  { method: "POST", path: "invoices/createfromorder/{orderid}", handle: createFromOrder, right: "facture.creer" },
  { method: "GET", path: "invoices/{id}/lines", handle: listLines, right: "facture.lire" },
  { method: "POST", path: "invoices/{id}/lines", handle: addLine, right: "facture.creer" },
  { method: "POST", path: "invoices/{id}/validate", handle: validate, right: "facture.creer" },
  { method: "POST", path: "invoices/{id}/settodraft", handle: setToDraft, right: "facture.creer" },
  { method: "POST", path: "invoices/{id}/settopaid", handle: setToPaid, right: "facture.creer" },
  { method: "POST", path: "invoices/{id}/settounpaid", handle: setToUnpaid, right: "facture.creer" },
  { method: "POST", path: "invoices/{id}/markAsCreditAvailable", handle: markAsCredit, right: "facture.creer" },
];

const PREFIXES: Readonly<Record<string, string>> = { "2": "AV", "3": "AC" };

function change(world: World, row: Row, fields: JsonObject): Row {
  return world.table("facture").update(row.id, { ...fields, date_modification: world.now() }) ?? row;
}

function status(value: string): JsonObject {
  return { statut: value, status: value };
}

function validate(call: Call): Json {
  const { world, body } = call;
  const before = findInvoice(world, call.path.id);
  if (text(before.statut ?? "0") !== "0") throw new NothingToDo();
  const failed = (reason: string) => new RestError(500, `Error when validating Invoice: ${reason}`);
  if (linesOf(world, INVOICE_LINES, before.id).length === 0)
    throw failed(`Object ${before.ref} must have lines to be validated.`);
  const ref = newRef(world, before, text(body.force_number));
  const taken = world
    .table("facture")
    .by("ref", ref)
    .some((row) => row.id !== before.id);
  if (taken) throw failed(`Duplicate entry '${ref}-1' for key 'uk_facture_ref'`);
  const warehouse = text(body.idwarehouse);
  if (world.constant("STOCK_CALCULATE_ON_BILL") === "1" && Number(warehouse) > 0 && text(before.type ?? "0") !== "3") {
    moveStock(world, before, warehouse, failed);
  }
  const row = change(world, before, {
    ...status("1"),
    ref,
    date_validation: startOfDay(world.now()),
    user_validation_id: "1",
    fk_user_valid: "1",
  });
  const object = renderInvoice(world, row, { online_payment_url: onlineUrl(world, row) });
  world.emit("BILL_VALIDATE", object);
  return afterTrigger(object, "inv");
}

function onlineUrl(world: World, row: Row): string {
  return `${world.baseUrl}/public/payment/newpayment.php?source=invoice&ref=${encodeURIComponent(text(row.ref))}`;
}

function newRef(world: World, row: Row, forced: string): string {
  if (forced !== "") return forced;
  if (!text(row.ref).startsWith("(PROV")) return text(row.ref);
  return nextRef(world.table("facture"), PREFIXES[text(row.type)] ?? "FA", Number(row.date));
}

function moveStock(world: World, invoice: Row, warehouse: string, failed: (reason: string) => RestError): void {
  const moves = linesOf(world, INVOICE_LINES, invoice.id).flatMap((line) => {
    const product = world.table("product").get(Number(text(line.fk_product)) || -1);
    if (!product || text(product.type) === "1") return [];
    const qty = text(invoice.type) === "2" ? number(line.qty) : number(line.qty).neg();
    return [{ product, qty }];
  });
  for (const { product, qty } of moves) {
    const shortage = notEnough(world, product, warehouse, qty);
    if (shortage) throw failed(shortage);
  }
  const origin = { type: "facture", id: String(invoice.id) };
  for (const { product, qty } of moves) {
    if (!qty.isZero())
      move(world, {
        product,
        warehouse,
        qty,
        label: `Invoice ${invoice.ref} validated`,
        type: qty.isNegative() ? "2" : "3",
        origin,
      });
  }
}

function setToDraft(call: Call): Json {
  onlyArgument(call, "idwarehouse", -1);
  const before = findInvoice(call.world, call.path.id);
  if (text(before.statut ?? "0") === "0") throw new NothingToDo();
  const object = renderInvoice(call.world, change(call.world, before, status("0")));
  call.world.emit("BILL_UNVALIDATE", object);
  return afterTrigger(object, "inv");
}

/** With a close code (`abandon`, `discount_vat`…) the invoice is closed but stays marked as not paid. */
function setToPaid(call: Call): Json {
  const { world, body } = call;
  const before = findInvoice(world, call.path.id);
  if (text(before.paye ?? "0") === "1" || text(before.statut ?? "0") === "2") throw new NothingToDo();
  const code = text(body.close_code);
  const closing: JsonObject = code === "" ? { paye: "1" } : { close_code: code, close_note: text(body.close_note) };
  const object = renderInvoice(world, change(world, before, { ...status("2"), ...closing }));
  world.emit("BILL_PAYED", object);
  return afterTrigger(object, "inv");
}

function setToUnpaid(call: Call): Json {
  const before = findInvoice(call.world, call.path.id);
  if (text(before.statut ?? "0") === "1") throw new NothingToDo();
  const row = change(call.world, before, { ...status("1"), paye: "0", close_code: null, close_note: null });
  call.world.emit("BILL_UNPAYED", renderInvoice(call.world, row));
  return renderInvoice(call.world, row);
}

function markAsCredit(call: Call): Json {
  const { world } = call;
  const before = findInvoice(world, call.path.id);
  const refuse = (reason: string) => new RestError(500, reason);
  if (text(before.paye ?? "0") === "1") throw refuse("Alreay paid");
  if (!["0", "2", "3"].includes(text(before.type ?? "0"))) throw refuse("Invoice type not allowed");
  discountFromCreditNote(world, before);
  const row = change(world, before, { ...status("2"), paye: "1" });
  // The answer is the object in memory: paid as a number, its status not yet moved.
  return afterTrigger(renderInvoice(world, row, { paye: 1, statut: "1", status: 2 }), "inv");
}

function listLines(call: Call): Json {
  const { world } = call;
  const invoice = findInvoice(world, call.path.id);
  return linesOf(world, INVOICE_LINES, invoice.id).map((line) => ({
    ...LINE_ALONE,
    fk_multicurrency: invoice.fk_multicurrency ?? "0",
    multicurrency_code: invoice.multicurrency_code ?? "EUR",
    ...renderLine(world, INVOICE_LINES, line),
  }));
}

function addLine(call: Call): Json {
  const invoice = findInvoice(call.world, call.path.id);
  if (text(invoice.statut ?? "0") !== "0") throw new RestError(400, "Unable to insert the new line. Check your inputs. ");
  return insertLine(call.world, INVOICE_LINES, invoice.id, call.body);
}

/** Draft with the order's lines, linked to it; the order's `ref_ext` is not copied and nothing stops a second one. */
function createFromOrder(call: Call): Json {
  const { world } = call;
  const order = findOrder(world, call.path.orderid);
  const own = [
    "ref_client",
    "mode_reglement_id",
    "cond_reglement_id",
    "fk_multicurrency",
    "multicurrency_code",
    "multicurrency_tx",
    "socid",
  ];
  const copied = Object.fromEntries(own.flatMap((name) => (order[name] === undefined ? [] : [[name, order[name]]])));
  const now = world.now();
  const row = insertInvoice(world, {
    ...copied,
    date: startOfDay(now),
    note_public: text(order.note_public) || null,
    note_private: text(order.note_private) || null,
  });
  copyLines(world, linesOf(world, ORDER_LINES, order.id), row.id);
  recompute(world, INVOICE_LINES, row.id);
  linkObjects(world, { type: "commande", id: order.id }, { type: "facture", id: row.id });
  const stored = world.table("facture").get(row.id) ?? row;
  world.emit("BILL_CREATE", renderInvoice(world, stored));
  return justCreatedInvoice(world, stored, order, now);
}

/** Ranked lines push down those already copied, by their place in a list that starts with the order's own lines. */
function copyLines(world: World, lines: readonly Row[], invoice: number): void {
  const table = world.table("facturedet");
  const copies: Row[] = [];
  for (const line of lines) {
    const { id: _, fk_commande: __, price: ___, ref_ext: ____, ...fields } = line;
    const rank = Number(text(line.rang));
    if (rank > 0) {
      for (const [at, copy] of copies.entries()) {
        const place = lines.length + at + 1;
        if (place >= rank) table.update(copy.id, { rang: String(place + 1) });
      }
    }
    copies.push(table.insert({ ...fields, fk_facture: String(invoice) }));
  }
}
