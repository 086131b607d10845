import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";
import { number, short } from "../core/amounts";
import { idFields, isObject, names, textFields } from "../core/fields";
import { columns, list, ofThirdparties } from "../core/list";
import { integer, onlyArgument, requireFields, text } from "../core/params";
import { afterTrigger, render } from "../core/render";
import { type Call, NothingToDo, notFound, RestError, type Route, success } from "../core/rest";
import { nextRef, parseDate, type World } from "../core/world";
import { SHIPMENT, SHIPMENT_LINE } from "../shapes/documents";
import { asNumber, linkedObjects, linkObjects, unlinkAll } from "./document";
import { linesOf, renderLine } from "./lines";
import { findOrder, ORDER_LINES } from "./orders";
import { move, notEnough } from "./stock";

const TEXTS = names("ref_ext ref_client tracking_number note_public note_private");

export const shipmentRoutes: readonly Route[] = [
  { method: "GET", path: "shipments", handle: listShipments, right: "expedition.lire" },
  { method: "POST", path: "shipments", handle: create, right: "expedition.creer", denial: "Insuffisant rights" },
  { method: "GET", path: "shipments/{id}", handle: (call) => read(call.world, find(call)), right: "expedition.lire" },
  { method: "PUT", path: "shipments/{id}", handle: update, right: "expedition.creer" },
  { method: "DELETE", path: "shipments/{id}", handle: remove, right: "expedition.supprimer" },
  { method: "POST", path: "shipments/{id}/validate", handle: validate, right: "expedition.creer" },
  { method: "POST", path: "shipments/{id}/close", handle: close, right: "expedition.creer" },
  { method: "GET", path: "orders/{id}/shipment", handle: ofOrder, right: "expedition.lire" },
  { method: "POST", path: "orders/{id}/shipment/{warehouse_id}", handle: shipOrder, right: "expedition.creer" },
];

function find(call: Call): Row {
  const row = call.world.table("expedition").get(Number(call.path.id));
  if (!row) throw notFound("Shipment");
  return row;
}

function shipmentLines(world: World, shipment: Row): Row[] {
  return world.table("expeditiondet").by("fk_expedition", String(shipment.id));
}

function read(world: World, row: Row, extra: JsonObject = {}): JsonObject {
  const order = world.table("commande").get(Number(text(row.origin_id)) || -1);
  const method = world.table("dictionary:shipping_methods").get(Number(text(row.shipping_method_id)) || -1);
  const total = (name: string) => (order ? asNumber(order[name]) : 0);
  const totals = Object.fromEntries(
    names(
      "total_ht total_tva total_localtax1 total_localtax2 total_ttc multicurrency_total_ht multicurrency_total_tva multicurrency_total_ttc",
    ).map((name) => [name, total(name)]),
  );
  return render(SHIPMENT, row, {
    ...totals,
    statut: text(row.statut ?? "0"),
    status: text(row.statut ?? "0"),
    shipping_method: method?.label ?? null,
    tracking_url: text(row.tracking_number),
    linkedObjectsIds: linkedObjects(world, "shipping", row.id),
    lines: shipmentLines(world, row).flatMap((line) => shownLine(world, line)),
    ...extra,
  });
}

function shownLine(world: World, line: Row): JsonObject[] {
  const ordered = world.table("commandedet").get(Number(line.fk_elementdet));
  if (!ordered) return [];
  const source = renderLine(world, ORDER_LINES, ordered);
  const copied = names(
    "ref product_type fk_product desc description product_ref product_label product_barcode fk_product_type info_bits special_code " +
      "subprice multicurrency_subprice libelle rang product_tosell product_tobuy product_tobatch price multicurrency_total_ht " +
      "multicurrency_total_tva multicurrency_total_ttc weight weight_units volume_units",
  );
  const product = world.table("product").get(Number(text(ordered.fk_product)) || -1);
  const units = names("length_units width_units height_units surface_units");
  const own = Object.fromEntries(copied.map((name) => [name, source[name] ?? null]));
  const id = String(line.id);
  return [
    render(
      SHIPMENT_LINE,
      { id: line.id },
      {
        ...own,
        ...Object.fromEntries(units.map((name) => [name, text(product?.[name]) || null])),
        stockable_product: product ? "1" : null,
        rowid: id,
        line_id: id,
        qty: text(line.qty),
        qty_shipped: text(line.qty),
        qty_asked: text(ordered.qty),
        fk_elementdet: String(ordered.id),
        origin_line_id: String(ordered.id),
        fk_expedition: text(line.fk_expedition),
        entrepot_id: text(line.entrepot_id),
        details_entrepot: [{ entrepot_id: text(line.entrepot_id), qty_shipped: text(line.qty), line_id: id }],
      },
    ),
  ];
}

function listShipments(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("expedition").all(),
    columns: columns(
      "rowid:#id ref ref_ext fk_soc:#socid fk_statut:#statut date_creation:@date_creation tracking_number tms:@date_creation",
    ),
    shape: SHIPMENT,
    defaultSort: "t.rowid",
    failure: "retrieve commande list",
    where: ofThirdparties,
    render: ({ world }, row) => read(world, row, { linkedObjectsIds: null }),
  });
}

interface Shipped {
  readonly line: number;
  readonly qty: Decimal;
  readonly warehouse: string;
}

function insertShipment(world: World, order: Row, fields: JsonObject, lines: readonly Shipped[]): number {
  const table = world.table("expedition");
  const row = table.insert({
    ...fields,
    ref: `(PROV${table.nextId()})`,
    socid: text(order.socid),
    origin_type: "commande",
    origin_id: String(order.id),
    date_creation: world.now(),
  });
  for (const { line, qty, warehouse } of lines) {
    world
      .table("expeditiondet")
      .insert({ fk_expedition: String(row.id), fk_elementdet: String(line), qty: short(qty), entrepot_id: warehouse });
  }
  linkObjects(world, { type: "commande", id: order.id }, { type: "shipping", id: row.id });
  return row.id;
}

/** Draft with every line of the order; an unknown warehouse is accepted. */
function shipOrder(call: Call): Json {
  const { world, path } = call;
  const order = findOrder(world, path.id);
  const warehouse = path.warehouse_id ?? "";
  const lines = linesOf(world, ORDER_LINES, order.id).map((line) => ({ line: line.id, qty: number(line.qty), warehouse }));
  return insertShipment(world, order, {}, lines);
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["socid", "origin_id", "origin_type"]);
  const order = findOrder(world, body.origin_id);
  const sent = Array.isArray(body.lines) ? body.lines.filter(isObject) : [];
  const lines = sent.map((line) => ({
    line: integer(line.origin_line_id ?? line.fk_elementdet),
    qty: number(line.qty),
    warehouse: text(line.entrepot_id),
  }));
  const delivery = parseDate(body.date_delivery);
  const fields = {
    ...textFields(body, TEXTS),
    ...idFields(body, ["shipping_method_id"]),
    ...(delivery === null ? {} : { date_delivery: delivery }),
  };
  return insertShipment(world, order, fields, lines);
}

function change(world: World, row: Row, fields: JsonObject): Row {
  return world.table("expedition").update(row.id, fields) ?? row;
}

function update(call: Call): Json {
  const { body, world } = call;
  const before = find(call);
  const delivery = parseDate(body.date_delivery);
  const row = change(world, before, {
    ...textFields(body, TEXTS),
    ...idFields(body, ["shipping_method_id"]),
    ...(delivery === null ? {} : { date_delivery: delivery }),
  });
  const object = read(world, row);
  world.emit("SHIPPING_MODIFY", object);
  return afterTrigger(object, "shi");
}

function remove(call: Call): Json {
  const { world } = call;
  const row = find(call);
  for (const line of shipmentLines(world, row)) world.table("expeditiondet").delete(line.id);
  unlinkAll(world, "shipping", row.id);
  world.table("expedition").delete(row.id);
  return success("Shipment deleted");
}

function validate(call: Call): Json {
  onlyArgument(call, "notrigger", 0);
  const { world } = call;
  const before = find(call);
  if (text(before.statut ?? "0") !== "0") throw new NothingToDo();
  if (world.constant("STOCK_CALCULATE_ON_SHIPMENT") === "1") moveStock(world, before, "Error when validating Shipment");
  const ref = nextRef(world.table("expedition"), "SH", world.now());
  const row = change(world, before, { statut: "1", ref, date_valid: world.now() });
  const order = world.table("commande").get(Number(text(row.origin_id)));
  if (order && text(order.statut) === "1") world.table("commande").update(order.id, { statut: "2", status: "2" });
  const object = read(world, row);
  world.emit("SHIPPING_VALIDATE", object);
  return afterTrigger(object, "shi");
}

function moveStock(world: World, shipment: Row, failing: string): void {
  const moves = shipmentLines(world, shipment).flatMap((line) => {
    const ordered = world.table("commandedet").get(Number(line.fk_elementdet));
    const product = world.table("product").get(Number(text(ordered?.fk_product)) || -1);
    const qty = number(line.qty).neg();
    if (!product || text(product.type) === "1" || qty.isZero()) return [];
    return [{ product, warehouse: text(line.entrepot_id), qty }];
  });
  for (const each of moves) {
    const shortage = notEnough(world, each.product, each.warehouse, each.qty);
    if (shortage) throw new RestError(500, `${failing}: ${shortage}`);
  }
  const origin = { type: "shipping", id: String(shipment.id) };
  for (const each of moves) move(world, { ...each, label: `Shipment ${shipment.ref} validated`, type: "2", origin });
}

/** Once everything ordered has been shipped, the order is closed too. */
function close(call: Call): Json {
  onlyArgument(call, "notrigger", 0);
  const { world } = call;
  const before = find(call);
  if (text(before.statut ?? "0") === "2") throw new NothingToDo();
  const now = world.now();
  const row = change(world, before, { statut: "2", date: now, date_expedition: now, date_shipping: now });
  if (world.constant("STOCK_CALCULATE_ON_SHIPMENT_CLOSE") === "1") moveStock(world, row, "Error when closing Shipment");
  const order = world.table("commande").get(Number(text(row.origin_id)));
  if (order && isComplete(world, order))
    world.table("commande").update(order.id, { statut: "3", status: "3", date_modification: now });
  world.emit("SHIPPING_CLOSED", read(world, row));
  return read(world, row);
}

function isComplete(world: World, order: Row): boolean {
  const closed = world
    .table("expedition")
    .by("origin_id", String(order.id))
    .filter((row) => text(row.statut) === "2");
  const shipped = closed.flatMap((row) => shipmentLines(world, row));
  return linesOf(world, ORDER_LINES, order.id).every((line) => {
    const quantities = shipped.filter((each) => each.fk_elementdet === String(line.id)).map((each) => number(each.qty));
    return Decimal.sum(quantities).compare(number(line.qty)) >= 0;
  });
}

function ofOrder(call: Call): Json {
  const order = findOrder(call.world, call.path.id);
  const rows = call.world.table("expedition").by("origin_id", String(order.id));
  if (rows.length === 0) throw new RestError(404, "Shipments not found ");
  return rows.map((row) => {
    const lines = shipmentLines(call.world, row).flatMap((line) => lineOfOrder(call.world, line));
    return { ...read(call.world, row, { linkedObjectsIds: null, lines }), canvas: null };
  });
}

/** Through its order, a shipment's line shows its amounts too, as numbers. */
function lineOfOrder(world: World, line: Row): JsonObject[] {
  const ordered = world.table("commandedet").get(Number(line.fk_elementdet));
  if (!ordered) return [];
  const source = renderLine(world, ORDER_LINES, ordered);
  const totals = names("total_ht total_tva total_localtax1 total_localtax2 total_ttc").map(
    (name) => [name, asNumber(source[name])] as const,
  );
  const kept = names("canvas remise_percent tva_tx vat_src_code").map((name) => [name, source[name] ?? null] as const);
  return shownLine(world, line).map((object) => ({ ...object, ...Object.fromEntries(totals), ...Object.fromEntries(kept) }));
}
