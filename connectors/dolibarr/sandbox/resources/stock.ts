import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";
import { money, number, short } from "../core/amounts";
import { idFields, names, textFields } from "../core/fields";
import { columns, list } from "../core/list";
import { requireFields, requireParams, text } from "../core/params";
import { render } from "../core/render";
import { type Call, notFound, RestError, type Route } from "../core/rest";
import { fold } from "../core/sql-filter";
import { spendId, type World } from "../core/world";
import { STOCK_MOVEMENT, WAREHOUSE } from "../shapes/products";
import { countryOf } from "./countries";

const NEGATIVE = "You don't have enough stock from your source warehouse and your setup does not allow negative stocks. : ";

export const stockRoutes: readonly Route[] = [
  { method: "GET", path: "warehouses", handle: listWarehouses, right: "stock.lire" },
  { method: "POST", path: "warehouses", handle: createWarehouse, right: "stock.creer" },
  { method: "GET", path: "warehouses/{id}", handle: (call) => renderWarehouse(call, findWarehouse(call)), right: "stock.lire" },
  { method: "PUT", path: "warehouses/{id}", handle: updateWarehouse, right: "stock.creer" },
  { method: "DELETE", path: "warehouses/{id}", handle: removeWarehouse, right: "stock.supprimer" },
  { method: "GET", path: "stockmovements", handle: listMovements, right: "stock.mouvement.lire" },
  { method: "POST", path: "stockmovements", handle: createMovement, right: "stock.mouvement.creer" },
];

const WAREHOUSE_TEXTS = names("label description statut lieu address zip town phone fax fk_parent");

function findWarehouse(call: Call): Row {
  const row = call.world.table("entrepot").get(Number(call.path.id));
  if (!row) throw notFound("warehouse");
  return row;
}

function renderWarehouse(_: Call, row: Row): JsonObject {
  return render(WAREHOUSE, row, { ref: row.label ?? null });
}

function listWarehouses(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("entrepot").all(),
    columns: columns("rowid:#id ref:label label description statut:#statut lieu address zip town fk_pays:#country_id"),
    shape: WAREHOUSE,
    defaultSort: "t.rowid",
    failure: "retrieve warehouse list",
    render: renderWarehouse,
  });
}

function warehouseFields({ body, world }: Call): JsonObject {
  const ids = idFields(body, ["country_id"]);
  return { ...textFields(body, WAREHOUSE_TEXTS), ...ids, ...("country_id" in ids ? countryOf(world, ids.country_id) : {}) };
}

function createWarehouse(call: Call): Json {
  requireFields(call.body, ["label"]);
  const table = call.world.table("entrepot");
  const label = text(call.body.label);
  if ([...table.all()].some((row) => fold(text(row.label)) === fold(label))) {
    spendId(table);
    throw new RestError(500, "Error creating warehouse", [`Duplicate entry '${label}-1' for key 'uk_entrepot_label'`]);
  }
  return table.insert(warehouseFields(call)).id;
}

function updateWarehouse(call: Call): Json {
  const before = findWarehouse(call);
  return renderWarehouse(call, call.world.table("entrepot").update(before.id, warehouseFields(call)) ?? before);
}

function removeWarehouse(call: Call): Json {
  const row = findWarehouse(call);
  if (call.world.table("product_stock").by("fk_entrepot", String(row.id)).length > 0) {
    throw new RestError(403, `Access not allowed for login ${call.user.login}`);
  }
  call.world.table("entrepot").delete(row.id);
  return { success: { code: 200, message: "Warehouse deleted" } };
}

function listMovements(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("stock_mouvement").all(),
    columns: columns(
      "rowid:#id fk_product:#product_id fk_entrepot:#warehouse_id value:#qty type_mouvement:#type datem:@datem tms:@tms label " +
        "inventorycode fk_origin:#fk_origin origintype price:#price",
    ),
    shape: STOCK_MOVEMENT,
    defaultSort: "t.rowid",
    failure: "retrieve stock movement list",
    render: (_, row) => render(STOCK_MOVEMENT, row),
  });
}

function createMovement(call: Call): Json {
  const { body, world } = call;
  requireParams(body, ["product_id", "warehouse_id", "qty"]);
  const qty = number(body.qty);
  if (qty.isZero()) throw new RestError(503, "Making a stock movement with a quantity of 0 is not possible");
  const refused = (reason: string) => new RestError(503, `Error when create stock movement : ${reason}`);
  const product = world.table("product").get(Number(text(body.product_id)));
  if (!product || text(product.type) === "1") throw refused("");
  const warehouse = text(body.warehouse_id);
  if (!world.table("entrepot").get(Number(warehouse))) {
    throw refused(
      "Cannot add or update a child row: a foreign key constraint fails (`dolibarr`.`llx_product_stock`, CONSTRAINT " +
        "`fk_entrepot_entrepot_rowid` FOREIGN KEY (`fk_entrepot`) REFERENCES `llx_entrepot` (`rowid`))",
    );
  }
  const shortage = notEnough(world, product, warehouse, qty);
  if (shortage) {
    spendId(world.table("stock_mouvement"));
    throw refused(shortage);
  }
  const origin = text(body.origin_type);
  return move(world, {
    product,
    warehouse,
    qty,
    label: text(body.movementlabel),
    code: text(body.movementcode),
    origin: { type: origin, id: text(body.origin_id) || "0" },
    type: sentType(text(body.type) || "2", qty),
    price: money(number(body.price)),
  }).id;
}

/** Types 0 and 1 are manual; 2 (the default) and 3 follow the sign. */
function sentType(type: string, qty: Decimal): string {
  if (type === "0" || type === "1") return type;
  return qty.isNegative() ? "2" : "3";
}

/** Why a decrease is refused, when the setup forbids negative stock. */
export function notEnough(world: World, product: Row, warehouse: string, qty: Decimal): string | null {
  if (!qty.isNegative() || world.constant("STOCK_ALLOW_NEGATIVE_TRANSFER") === "1") return null;
  return levelOf(world, product.id, warehouse).add(qty).isNegative() ? NEGATIVE + text(product.ref) : null;
}

function levelOf(world: World, product: number, warehouse: string): Decimal {
  const row = world
    .table("product_stock")
    .by("fk_product", String(product))
    .find((each) => each.fk_entrepot === warehouse);
  return row ? number(row.reel) : Decimal.ZERO;
}

interface Movement {
  readonly product: Row;
  readonly warehouse: string;
  readonly qty: Decimal;
  readonly label: string;
  readonly code?: string;
  readonly origin?: { readonly type: string; readonly id: string };
  readonly type: string;
  readonly price?: string;
}

/** Relative change of a stock level; also moves the product's own modification time. */
export function move(world: World, movement: Movement): Row {
  const { product, warehouse, qty, origin } = movement;
  const stocks = world.table("product_stock");
  const level = stocks.by("fk_product", String(product.id)).find((each) => each.fk_entrepot === warehouse);
  const reel = short((level ? number(level.reel) : Decimal.ZERO).add(qty));
  if (level) stocks.update(level.id, { reel });
  else stocks.insert({ fk_product: String(product.id), fk_entrepot: warehouse, reel });
  const total = short(number(world.table("product").get(product.id)?.stock_reel).add(qty));
  world
    .table("product")
    .update(product.id, { stock_reel: total, ...averagePrice(world, movement), date_modification: world.now() });
  const row = world.table("stock_mouvement").insert({
    product_id: String(product.id),
    warehouse_id: warehouse,
    qty: short(qty),
    type: movement.type,
    price: movement.price ?? "0.00000000",
    label: movement.label,
    inventorycode: movement.code || null,
    origin_type: origin?.type ?? "",
    origintype: origin?.type ?? "",
    origin_id: origin?.id ?? "0",
    fk_origin: origin?.id ?? "0",
    datem: world.now(),
    tms: world.now(),
  });
  world.emit("STOCK_MOVEMENT", render(STOCK_MOVEMENT, row));
  return row;
}

/** Weighted average cost after a priced entry. */
function averagePrice(world: World, { product, qty, price }: Movement): JsonObject {
  const cost = number(price);
  if (cost.isZero() || qty.isNegative()) return {};
  const before = world.table("product").get(product.id);
  const [level, average] = [number(before?.stock_reel), number(before?.pmp)];
  if (level.isNegative() || level.isZero()) return { pmp: money(cost) };
  return { pmp: money(level.mul(average).add(qty.mul(cost)).div(level.add(qty), 8)) };
}

/** Without the module or the right a product is answered without its stock, and without a word about it. */
export function mayReadStock({ world, user }: Call): boolean {
  return world.hasModule("stock") && (user.rights === "all" || user.rights.includes("stock.lire"));
}

/** `/products/{id}/stock`: levels per warehouse, a list when there is none. */
export function stockOf(world: World, product: number, warehouse?: string) {
  const rows = world.table("product_stock").by("fk_product", String(product));
  const total = Decimal.sum(rows.map((row) => number(row.reel))).toNumber();
  const shown = warehouse ? rows.filter((row) => row.fk_entrepot === warehouse) : rows;
  const stock_warehouses: Json =
    shown.length === 0
      ? []
      : Object.fromEntries(shown.map((row) => [text(row.fk_entrepot), { real: text(row.reel), id: String(row.id) }]));
  return { stock_reel: total, stock_theorique: total, stock_warehouses };
}
