import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { idFields, isObject, names, textFields } from "../core/fields";
import { columns, list, ofThirdparties, wantsLines } from "../core/list";
import { isTrue, requireFields, text } from "../core/params";
import { afterTrigger, arrayOptions, mergeOptions, render } from "../core/render";
import { type Call, notFound, RestError, type Route, success } from "../core/rest";
import type { RowTest } from "../core/sql-filter";
import { spendId, startOfDay, type World } from "../core/world";
import { INVOICE, INVOICE_LINE } from "../shapes/documents";
import {
  currencyFields,
  dictionaryCodes,
  documentDate,
  findBy,
  linkedObjects,
  linkSent,
  paymentUrl,
  refuseLongRefExt,
  unlinkAll,
} from "./document";
import { insertLines, type LineKind, linesOf, renderLine } from "./lines";
import { paidAmounts } from "./payments";

export const INVOICE_LINES: LineKind = { document: "facture", table: "facturedet", parent: "fk_facture", shape: INVOICE_LINE };

const TEXTS = names("ref_ext ref_client note_public note_private type close_code close_note module_source pos_source");
const IDS = names("mode_reglement_id cond_reglement_id fk_account fk_project fk_facture_source");

export const invoiceRoutes: readonly Route[] = [
  { method: "GET", path: "invoices", handle: listInvoices, right: "facture.lire" },
  { method: "POST", path: "invoices", handle: create, right: "facture.creer", denial: "Insuffisant rights" },
  {
    method: "GET",
    path: "invoices/{id}",
    handle: (call) => read(call.world, findInvoice(call.world, call.path.id)),
    right: "facture.lire",
  },
  { method: "GET", path: "invoices/ref/{ref}", handle: by("ref"), right: "facture.lire" },
  { method: "GET", path: "invoices/ref_ext/{ref_ext}", handle: by("ref_ext"), right: "facture.lire" },
  { method: "PUT", path: "invoices/{id}", handle: update, right: "facture.creer" },
  { method: "DELETE", path: "invoices/{id}", handle: remove, right: "facture.supprimer" },
];

export function findInvoice(world: World, id: Json | undefined): Row {
  const row = world.table("facture").get(Number(text(id)));
  if (!row) throw notFound("Invoice");
  return row;
}

/** An invoice as actions answer it: without what was paid and what it is linked with. */
export function renderInvoice(world: World, row: Row, extra: JsonObject = {}): JsonObject {
  return render(INVOICE, row, {
    array_options: arrayOptions(world, "facture", row),
    ref_customer: row.ref_client ?? null,
    datem: row.date_modification ?? null,
    ...dictionaryCodes(world, row),
    linkedObjectsIds: null,
    lines: "lines" in extra ? [] : linesOf(world, INVOICE_LINES, row.id).map((line) => renderLine(world, INVOICE_LINES, line)),
    ...extra,
  });
}

/** An invoice as it is read, with its payments summed. */
export function read(world: World, row: Row, extra: JsonObject = {}): JsonObject {
  const credits = world.table("facture").by("fk_facture_source", String(row.id));
  return renderInvoice(world, row, {
    contacts_ids: [],
    linkedObjectsIds: linkedObjects(world, "facture", row.id),
    online_payment_url: paymentUrl(world, "invoice", row),
    creditnote_ids: credits.filter((each) => text(each.type) === "2").map((each) => String(each.id)),
    ...paidAmounts(world, row),
    ...extra,
  });
}

function by(field: "ref" | "ref_ext") {
  return (call: Call): Json => {
    const row = findBy(call.world, "facture", field, call.path[field] ?? "");
    if (!row) throw notFound("Invoice");
    return read(call.world, row);
  };
}

const STATUSES: Readonly<Record<string, RowTest>> = {
  draft: (row) => text(row.statut ?? "0") === "0",
  unpaid: (row) => text(row.statut ?? "0") === "1",
  paid: (row) => text(row.statut ?? "0") === "2",
  cancelled: (row) => text(row.statut ?? "0") === "3",
};

function listInvoices(call: Call): Json {
  const linked = isTrue(call.query.loadlinkedobjects);
  const lines: JsonObject = wantsLines(call) ? {} : { lines: [] };
  return list(call, {
    rows: ({ world }) => world.table("facture"),
    columns: columns(
      "rowid:#id ref ref_ext ref_client type:#type fk_soc:#socid fk_statut:#statut paye:#paye datef:@date " +
        "date_valid:@date_validation datec:@date_creation tms:@date_modification date_lim_reglement:@date_lim_reglement " +
        "total_ht:#total_ht total_tva:#total_tva total_ttc:#total_ttc fk_facture_source:#fk_facture_source close_code " +
        "fk_mode_reglement:#mode_reglement_id fk_cond_reglement:#cond_reglement_id multicurrency_code note_public note_private",
    ),
    extrafields: "facture",
    shape: INVOICE,
    defaultSort: "t.rowid",
    failure: "retrieve invoice list",
    where: (each) => {
      const [thirdparty, status] = [ofThirdparties(each), STATUSES[each.query.status ?? ""]];
      return (row) => (thirdparty?.(row) ?? true) && (status?.(row) ?? true);
    },
    render: ({ world }, row) => read(world, row, { ...lines, ...(linked ? {} : { linkedObjectsIds: null }) }),
  });
}

/** Day the invoice is due: its day moved by the payment terms, then to the end of the month if they say so. */
function dueDate(world: World, date: number, terms: Json | undefined): number {
  const row = world.table("dictionary:payment_terms").get(Number(text(terms)) || -1);
  const days = date + Number(text(row?.nbjour)) * 86_400;
  if (text(row?.type_cdr) !== "1") return days;
  const last = new Date(days * 1000);
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 0) / 1000;
}

export function insertInvoice(world: World, fields: JsonObject): Row {
  const table = world.table("facture");
  return table.insert({
    ...fields,
    ref: `(PROV${table.nextId()})`,
    date_lim_reglement: dueDate(world, Number(fields.date), fields.cond_reglement_id),
    date_creation: world.now(),
    date_modification: world.now(),
  });
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["socid"]);
  refuseLongRefExt(body, "invoice");
  const date = body.date === undefined ? startOfDay(world.now()) : documentDate(body.date, "invoice", "facture", "datef");
  if (isObject(body.linkedObjectsIds) && world.constant("SANDBOX_LINKS_ON_CREATION") === "refused")
    throw new RestError(500, "Error creating invoice", ["ErrorLink"]);
  if (!world.table("societe").get(Number(text(body.socid)))) {
    spendId(world.table("facture"));
    throw new RestError(500, "Error creating invoice", [
      "Cannot add or update a child row: a foreign key constraint fails (`dolibarr`.`llx_facture`, CONSTRAINT " +
        "`fk_facture_fk_soc` FOREIGN KEY (`fk_soc`) REFERENCES `llx_societe` (`rowid`))",
    ]);
  }
  const row = insertInvoice(world, {
    ...textFields(body, TEXTS),
    ...idFields(body, IDS),
    ...currencyFields(world, body),
    socid: text(body.socid),
    date,
    array_options: mergeOptions(world, "facture", undefined, body.array_options),
  });
  insertLines(world, INVOICE_LINES, row.id, body.lines);
  linkSent(world, body.linkedObjectsIds, { type: "facture", id: row.id });
  world.emit("BILL_CREATE", renderInvoice(world, world.table("facture").get(row.id) ?? row));
  return row.id;
}

function update(call: Call): Json {
  const { body, world } = call;
  const before = findInvoice(world, call.path.id);
  const { type: _, ...texts } = textFields(body, TEXTS);
  const date: JsonObject = body.date === undefined ? {} : { date: documentDate(body.date, "invoice", "facture", "datef") };
  const row =
    world.table("facture").update(before.id, {
      ...texts,
      ...idFields(body, IDS),
      ...date,
      ...(body.status === undefined ? {} : { statut: text(body.status), status: text(body.status) }),
      ...(body.paye === undefined ? {} : { paye: text(body.paye) }),
      array_options: mergeOptions(world, "facture", before.array_options, body.array_options),
      date_modification: world.now(),
    }) ?? before;
  world.emit("BILL_MODIFY", renderInvoice(world, row));
  return afterTrigger(read(world, row), "inv");
}

/** Only a draft, or the last validated invoice that nothing follows, can go. */
function remove(call: Call): Json {
  const { world } = call;
  const row = findInvoice(world, call.path.id);
  const provisional = text(row.ref).startsWith("(PROV");
  if (!provisional) {
    if (text(world.constant("INVOICE_CAN_ALWAYS_BE_REMOVED")) !== "1" && !isLast(world, row))
      throw new RestError(403, "Invoice not erasable");
    if (world.table("societe_remise_except").by("fk_facture", String(row.id)).length > 0) {
      throw new RestError(500, "Error when deleting invoice");
    }
  }
  world.emit("BILL_DELETE", renderInvoice(world, row));
  for (const line of linesOf(world, INVOICE_LINES, row.id)) world.table("facturedet").delete(line.id);
  unlinkAll(world, "facture", row.id);
  world.table("facture").delete(row.id);
  return success("Invoice deleted");
}

function isLast(world: World, row: Row): boolean {
  const prefix = /^([A-Z]+)\d{4}-(\d+)$/.exec(text(row.ref));
  if (!prefix || text(row.paye) === "1") return false;
  for (const each of world.table("facture").all()) {
    const other = /^([A-Z]+)\d{4}-(\d+)$/.exec(text(each.ref));
    if (other && other[1] === prefix[1] && Number(other[2]) > Number(prefix[2])) return false;
  }
  return true;
}
