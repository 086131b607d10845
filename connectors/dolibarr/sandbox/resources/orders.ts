import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { idFields, names, textFields } from "../core/fields";
import { columns, list, ofThirdparties, wantsLines } from "../core/list";
import { isTrue, onlyArgument, requireFields, text } from "../core/params";
import { afterTrigger, arrayOptions, mergeOptions, render } from "../core/render";
import { type Call, NothingToDo, notFound, RestError, type Route, success } from "../core/rest";
import { nextRef, parseDate, spendId, startOfDay, type World } from "../core/world";
import { ORDER, ORDER_LINE } from "../shapes/documents";
import {
  currencyFields,
  demandReason,
  dictionaryCodes,
  documentDate,
  findBy,
  linkedObjects,
  paymentUrl,
  refuseLongRefExt,
  unlinkAll,
} from "./document";
import { contactsOf } from "./document-contacts";
import { insertLines, type LineKind, linesOf, renderLine } from "./lines";
import { moveOrderStock, orderShortage } from "./order-stock";

export const ORDER_LINES: LineKind = { document: "commande", table: "commandedet", parent: "fk_commande", shape: ORDER_LINE };

const TEXTS = names("ref_ext ref_client note_public note_private module_source pos_source");
const IDS = names(
  "mode_reglement_id cond_reglement_id shipping_method_id demand_reason_id availability_id warehouse_id fk_account fk_project",
);

export const orderRoutes: readonly Route[] = [
  { method: "GET", path: "orders", handle: listOrders, right: "commande.lire" },
  { method: "POST", path: "orders", handle: create, right: "commande.creer", denial: "Insuffisant rights" },
  {
    method: "GET",
    path: "orders/{id}",
    handle: (call) => read(call, findOrder(call.world, call.path.id)),
    right: "commande.lire",
  },
  { method: "GET", path: "orders/ref/{ref}", handle: by("ref"), right: "commande.lire" },
  { method: "GET", path: "orders/ref_ext/{ref_ext}", handle: by("ref_ext"), right: "commande.lire" },
  { method: "PUT", path: "orders/{id}", handle: update, right: "commande.creer" },
  { method: "DELETE", path: "orders/{id}", handle: remove, right: "commande.supprimer" },
  { method: "POST", path: "orders/{id}/validate", handle: validate, right: "commande.creer" },
  { method: "POST", path: "orders/{id}/close", handle: close, right: "commande.creer" },
  { method: "POST", path: "orders/{id}/reopen", handle: reopen, right: "commande.creer" },
  { method: "POST", path: "orders/{id}/settodraft", handle: setToDraft, right: "commande.creer" },
  { method: "POST", path: "orders/{id}/setinvoiced", handle: setInvoiced, right: "commande.creer" },
];

export function findOrder(world: World, id: Json | undefined): Row {
  const row = world.table("commande").get(Number(text(id)));
  if (!row) throw notFound("Order");
  return row;
}

/** An order with its lines; `linkedObjectsIds` as after a fetch of them. */
export function renderOrder(world: World, row: Row, extra: JsonObject = {}): JsonObject {
  return render(ORDER, row, {
    array_options: arrayOptions(world, "commande", row),
    ref_customer: row.ref_client ?? null,
    date_commande: row.date ?? null,
    ...dictionaryCodes(world, row),
    ...demandReason(world, row),
    linkedObjectsIds: linkedObjects(world, "commande", row.id),
    online_payment_url: paymentUrl(world, "order", row),
    lines: "lines" in extra ? [] : linesOf(world, ORDER_LINES, row.id).map((line) => renderLine(world, ORDER_LINES, line)),
    ...extra,
  });
}

function read(call: Call, row: Row): JsonObject {
  const object = renderOrder(call.world, row);
  if (call.query.contact_list !== "0") return object;
  return { ...object, contacts_ids: contactsOf(call.world, "commande", row.id), contacts_ids_internal: [] };
}

function by(field: "ref" | "ref_ext") {
  return (call: Call): Json => {
    const row = findBy(call.world, "commande", field, call.path[field] ?? "");
    if (!row) throw notFound("Order");
    return read(call, row);
  };
}

function listOrders(call: Call): Json {
  const linked = isTrue(call.query.loadlinkedobjects);
  const lines: JsonObject = wantsLines(call) ? {} : { lines: [] };
  return list(call, {
    rows: ({ world }) => world.table("commande"),
    columns: columns(
      "rowid:#id ref ref_ext ref_client fk_soc:#socid fk_statut:#statut date_commande:@date date_valid:@date_validation " +
        "date_creation:@date_creation tms:@date_modification total_ht:#total_ht total_tva:#total_tva total_ttc:#total_ttc " +
        "facture:#billed fk_mode_reglement:#mode_reglement_id fk_cond_reglement:#cond_reglement_id note_public note_private " +
        "multicurrency_code date_livraison:@delivery_date fk_shipping_method:#shipping_method_id module_source",
    ),
    extrafields: "commande",
    shape: ORDER,
    defaultSort: "t.rowid",
    failure: "retrieve commande list",
    where: ofThirdparties,
    render: ({ world }, row) =>
      renderOrder(world, row, { contacts_ids: [], ...lines, ...(linked ? {} : { linkedObjectsIds: null }) }),
  });
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["socid", "date"]);
  const table = world.table("commande");
  refuseLongRefExt(body, "order");
  const date = documentDate(body.date, "order", "commande", "date_commande");
  if (!world.table("societe").get(Number(text(body.socid)))) {
    spendId(table);
    throw new RestError(500, "Error creating order", [
      "Cannot add or update a child row: a foreign key constraint fails (`dolibarr`.`llx_commande`, CONSTRAINT " +
        "`fk_commande_fk_soc` FOREIGN KEY (`fk_soc`) REFERENCES `llx_societe` (`rowid`))",
    ]);
  }
  const row = table.insert({
    ...textFields(body, TEXTS),
    ...idFields(body, IDS),
    ...currencyFields(world, body),
    ref: `(PROV${table.nextId()})`,
    socid: text(body.socid),
    date,
    delivery_date: parseDate(body.delivery_date) ?? "",
    array_options: mergeOptions(world, "commande", undefined, body.array_options),
    date_creation: world.now(),
    date_modification: world.now(),
  });
  insertLines(world, ORDER_LINES, row.id, body.lines);
  world.emit("ORDER_CREATE", renderOrder(world, table.get(row.id) ?? row));
  return row.id;
}

/** Header only: `lines` has no effect. `status` is written as it comes (-1 cancels, without a stock movement), `statut` is ignored. */
function update(call: Call): Json {
  const { body, world } = call;
  const before = findOrder(world, call.path.id);
  const date = body.date ?? body.date_commande;
  const row =
    world.table("commande").update(before.id, {
      ...textFields(body, TEXTS),
      ...idFields(body, IDS),
      ...(date === undefined ? {} : { date: startOfDay(parseDate(date) ?? Number(before.date)) }),
      ...(body.delivery_date === undefined ? {} : { delivery_date: parseDate(body.delivery_date) ?? "" }),
      ...(body.status === undefined ? {} : { statut: text(body.status), status: text(body.status) }),
      ...(body.billed === undefined ? {} : { billed: text(body.billed) }),
      array_options: mergeOptions(world, "commande", before.array_options, body.array_options),
      user_modification_id: "1",
      date_modification: world.now(),
    }) ?? before;
  const object = renderOrder(world, row);
  world.emit("ORDER_MODIFY", object);
  return afterTrigger(object, "ord");
}

function remove(call: Call): Json {
  const { world } = call;
  const row = findOrder(world, call.path.id);
  world.emit("ORDER_DELETE", renderOrder(world, row));
  for (const line of linesOf(world, ORDER_LINES, row.id)) world.table("commandedet").delete(line.id);
  unlinkAll(world, "commande", row.id);
  world.table("commande").delete(row.id);
  return success("Order deleted");
}

function change(world: World, row: Row, fields: JsonObject): Row {
  return world.table("commande").update(row.id, { ...fields, user_modification_id: "1", date_modification: world.now() }) ?? row;
}

function status(value: string): JsonObject {
  return { statut: value, status: value };
}

function validate(call: Call): Json {
  const { world, body } = call;
  const before = findOrder(world, call.path.id);
  if (before.statut !== undefined && before.statut !== "0") throw new NothingToDo();
  const warehouse = text(body.idwarehouse);
  const moves = world.constant("STOCK_CALCULATE_ON_VALIDATE_ORDER") === "1" && Number(warehouse) > 0;
  const shortage = moves ? orderShortage(world, before, warehouse) : null;
  if (shortage) throw new RestError(500, `Error when validating Order: ${shortage}`);
  const provisional = text(before.ref).startsWith("(PROV");
  const ref = provisional ? nextRef(world.table("commande"), "CO", Number(before.date)) : text(before.ref);
  if (moves) moveOrderStock(world, { ...before, ref }, warehouse, "out");
  const row = change(world, before, { ...status("1"), ref, date_validation: world.now(), user_validation_id: "1" });
  const object = renderOrder(world, row);
  world.emit("ORDER_VALIDATE", object);
  return afterTrigger(object, "ord");
}

function close(call: Call): Json {
  const { world } = call;
  onlyArgument(call, "notrigger", 0);
  const before = findOrder(world, call.path.id);
  if (!["1", "2"].includes(text(before.statut))) throw new NothingToDo();
  const object = renderOrder(world, change(world, before, status("3")), { online_payment_url: null });
  world.emit("ORDER_CLOSE", object);
  return afterTrigger(object, "ord");
}

function reopen(call: Call): Json {
  const row = findOrder(call.world, call.path.id);
  if (!["3", "-1"].includes(text(row.statut))) throw new NothingToDo();
  change(call.world, row, { ...status("1"), billed: "0" });
  call.world.emit("ORDER_REOPEN", renderOrder(call.world, row));
  return 1;
}

function setToDraft(call: Call): Json {
  const { world } = call;
  const warehouse = onlyArgument(call, "idwarehouse", -1);
  const before = findOrder(world, call.path.id);
  if (before.statut === undefined || before.statut === "0") throw new NothingToDo();
  if (world.constant("STOCK_CALCULATE_ON_VALIDATE_ORDER") === "1" && warehouse > 0)
    moveOrderStock(world, before, String(warehouse), "in");
  const row = change(world, before, status("0"));
  world.emit("ORDER_UNVALIDATE", renderOrder(world, row));
  return renderOrder(world, row, { online_payment_url: null });
}

function setInvoiced(call: Call): Json {
  const row = change(call.world, findOrder(call.world, call.path.id), { billed: "1" });
  const object = renderOrder(call.world, row, { online_payment_url: null });
  call.world.emit("ORDER_CLASSIFY_BILLED", object);
  return afterTrigger(object, "ord");
}
