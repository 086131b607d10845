import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { money, number, rate, short } from "../core/amounts";
import { idFields, names, textFields } from "../core/fields";
import { fileName, noSpecial } from "../core/file-name";
import { columns, list } from "../core/list";
import { isTrue, requireFields, text } from "../core/params";
import { arrayOptions, mergeOptions, render } from "../core/render";
import { type Call, notFound, RestError, type Route, success } from "../core/rest";
import { fold, type RowTest } from "../core/sql-filter";
import { saveChanges, type World } from "../core/world";
import { PRODUCT } from "../shapes/products";
import { countryOf } from "./countries";
import { hasLevels, levelPrices, newPrice, prices, vatOf } from "./product-prices";
import { mayReadStock, stockOf } from "./stock";

const TEXTS = names(
  "label description type status status_buy barcode barcode_type ref_ext url note_public note_private customcode duration " +
    "accountancy_code_sell accountancy_code_sell_intra accountancy_code_sell_export accountancy_code_buy " +
    "accountancy_code_buy_intra accountancy_code_buy_export price_base_type default_vat_code finished status_batch " +
    "seuil_stock_alerte desiredstock",
);
const IDS = names("country_id fk_unit");
const MEASURES = names("weight length width height surface volume net_measure");
const UNITS = names("weight_units length_units width_units height_units surface_units volume_units");

const COLUMNS = columns(
  "rowid:#id ref label description fk_product_type:#type tosell:#status tobuy:#status_buy ref_ext barcode datec:@date_creation " +
    "tms:@date_modification price:#price price_ttc:#price_ttc tva_tx:#tva_tx stock:#stock_reel price_base_type customcode " +
    "fk_country:#country_id accountancy_code_sell finished:#finished",
);

export const productRoutes: readonly Route[] = [
  { method: "GET", path: "products", handle: listProducts, right: "produit.lire" },
  { method: "POST", path: "products", handle: create, right: "produit.creer" },
  {
    method: "GET",
    path: "products/{id}",
    handle: (call) => read(call, findProduct(call.world, call.path.id)),
    right: "produit.lire",
  },
  { method: "GET", path: "products/ref/{ref}", handle: by("ref"), right: "produit.lire" },
  { method: "GET", path: "products/ref_ext/{ref_ext}", handle: by("ref_ext"), right: "produit.lire" },
  { method: "GET", path: "products/barcode/{barcode}", handle: by("barcode"), right: "produit.lire" },
  { method: "PUT", path: "products/{id}", handle: update, right: "produit.creer" },
  { method: "DELETE", path: "products/{id}", handle: remove, right: "produit.supprimer" },
  { method: "GET", path: "products/{id}/stock", handle: stock, right: "produit.lire" },
  { method: "GET", path: "products/{id}/selling_multiprices/per_segment", handle: noSuchPricing },
  { method: "GET", path: "products/{id}/selling_multiprices/per_customer", handle: noSuchPricing },
  { method: "GET", path: "products/{id}/selling_multiprices/per_quantity", handle: noSuchPricing },
  { method: "POST", path: "products/{id}/subproducts/add", handle: addSubproduct, right: "produit.creer" },
  {
    method: "DELETE",
    path: "products/{id}/subproducts/remove/{subproduct_id}",
    handle: removeSubproduct,
    right: "produit.creer",
  },
  { method: "GET", path: "products/{id}/subproducts", handle: subproducts, right: "produit.lire" },
];

export function findProduct(world: World, id: Json | undefined): Row {
  const row = world.table("product").get(Number(text(id)));
  if (!row) throw notFound("Product");
  return row;
}

export function renderProduct({ world }: Pick<Call, "world">, row: Row): JsonObject {
  return render(PRODUCT, row, { array_options: arrayOptions(world, "product", row) });
}

function read(call: Call, row: Row): JsonObject {
  const object = renderProduct(call, row);
  if (isTrue(call.query.includeparentid)) {
    const parent = call.world.table("product_combination").by("fk_product_child", String(row.id))[0];
    object.fk_product_parent = parent ? text(parent.fk_product_parent) : null;
  }
  return isTrue(call.query.includestockdata) && mayReadStock(call) ? withStock(call.world, object, row.id) : object;
}

function withStock(world: World, object: JsonObject, id: number): JsonObject {
  const { stock_reel, stock_theorique, stock_warehouses } = stockOf(world, id);
  const shipped = { customers: "0", nb: "0", rows: "0", qty: 0 };
  return { ...object, stock_reel, stock_theorique, stock_warehouse: stock_warehouses, stats_expedition: shipped };
}

function listProducts(call: Call): Json {
  const spec = {
    rows: ({ world }: Call) => world.table("product"),
    columns: COLUMNS,
    extrafields: "product",
    shape: PRODUCT,
    defaultSort: "t.ref",
    failure: "retrieve product list",
    where,
    render: read,
  };
  if (!isTrue(call.query.ids_only)) return list(call, spec);
  const rows = list(call, { ...spec, render: (_: Call, row: Row) => ({ id: String(row.id) }) });
  return Array.isArray(rows) ? rows.map((row) => (row as JsonObject).id ?? null) : rows;
}

function where(call: Call): RowTest {
  const { mode, category, variant_filter: variant } = call.query;
  const combinations = [...call.world.table("product_combination").all()];
  const parents = new Set(combinations.map((row) => text(row.fk_product_parent)));
  const children = new Set(combinations.map((row) => text(row.fk_product_child)));
  const linked = category
    ? new Set(
        call.world
          .table("categorie_product")
          .by("category", category)
          .map((row) => text(row.object)),
      )
    : null;
  return (row) => {
    const id = String(row.id);
    const type = text(row.type ?? "0");
    if ((mode === "1" && type !== "0") || (mode === "2" && type !== "1")) return false;
    if (linked && !linked.has(id)) return false;
    if (variant === "1") return !parents.has(id) && !children.has(id);
    if (variant === "2") return parents.has(id);
    return variant !== "3" || children.has(id);
  };
}

function by(field: "ref" | "ref_ext" | "barcode") {
  return (call: Call): Json => {
    const exact = call.world.table("product").by(field, call.path[field] ?? "")[0];
    if (exact) return read(call, exact);
    const wanted = fold(call.path[field] ?? "");
    for (const row of call.world.table("product").all()) if (fold(text(row[field])) === wanted) return read(call, row);
    throw notFound("Product");
  };
}

/** A new product's reference goes through both of Dolibarr's rules, a changed one through the second only. */
export function cleanRef(ref: string): string {
  return noSpecial(fileName(ref.trim(), "_"));
}

function fields(call: Call, before: Row | undefined): JsonObject {
  const { body, world } = call;
  const ids = idFields(body, IDS);
  const measures = MEASURES.flatMap((name) =>
    body[name] === undefined || body[name] === null ? [] : [[name, short(number(body[name]))]],
  );
  return {
    ...textFields(body, TEXTS),
    ...ids,
    ...textFields(body, UNITS),
    ...Object.fromEntries(measures),
    ...(body.cost_price === undefined || body.cost_price === null ? {} : { cost_price: money(number(body.cost_price)) }),
    ...idFields(body, ["fk_default_warehouse"]),
    ...("country_id" in ids ? countryOf(world, ids.country_id) : {}),
    array_options: mergeOptions(world, "product", before?.array_options, body.array_options),
    date_modification: world.now(),
  };
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["ref", "label"]);
  const ref = cleanRef(text(body.ref));
  if (ref.length > 128) throw new RestError(500, "Error creating product", ["Data too long for column 'ref' at row 1"]);
  if (refTaken(world, ref, 0)) throw new RestError(500, "Error creating product", ["ErrorProductAlreadyExists"]);
  const vat = vatOf(body);
  const own = fields(call, undefined);
  refuseBarcode(world, own, 0, "Error creating product");
  const row = world.table("product").insert({
    ...own,
    ...refFields(ref),
    ...(body.price !== undefined || body.price_ttc !== undefined ? prices(body, text(body.price_base_type), vat, 2) : {}),
    tva_tx: rate(vat),
    ...(hasLevels(world) ? levelPrices(world, body, { tva_tx: rate(vat) }) : {}),
    date_creation: world.now(),
  });
  world.emit("PRODUCT_CREATE", renderProduct(call, row));
  return row.id;
}

/** One product per barcode and type; with the module of barcodes off Dolibarr calls that a product that already exists. */
function refuseBarcode(world: World, product: JsonObject, except: number, message: string): void {
  const [code, type] = [text(product.barcode), text(product.barcode_type)];
  if (code === "" || type === "" || type === "0") return;
  const holders = world.table("product").by("barcode", code);
  if (!holders.some((row) => row.id !== except && text(row.barcode_type) === type)) return;
  const reason = world.hasModule("barcode") ? "ErrorProductBarCodeAlreadyExists" : "ErrorProductAlreadyExists";
  throw new RestError(500, message, [`Error : ${reason}`]);
}

/** A reference with the folded form it is unique by. */
export function refFields(ref: string): JsonObject {
  return { ref, _ref: fold(ref) };
}

export function refTaken(world: World, ref: string, except: number): boolean {
  return world
    .table("product")
    .by("_ref", fold(ref))
    .some((row) => row.id !== except);
}

function update(call: Call): Json {
  const { body, world } = call;
  const before = findProduct(world, call.path.id);
  if (body.stock_reel !== undefined) {
    throw new RestError(400, "Stock reel cannot be updated here. Use the /stockmovements endpoint instead");
  }
  const ref = body.ref === undefined ? text(before.ref) : noSpecial(text(body.ref).trim());
  if (refTaken(world, ref, before.id)) {
    throw new RestError(500, "Error updating product", [
      "Error : ErrorProductAlreadyExists",
      "Error : ErrorProductAlreadyExists",
    ]);
  }
  refuseBarcode(world, { ...before, ...fields(call, before) }, before.id, "Error updating product");
  const untouched = { duration: text(before.duration) || "0" };
  const units = Object.fromEntries(UNITS.map((name) => [name, text(before[name] ?? 0)]));
  const priced = newPrice(call, before);
  const { price_base_type: _, ...sent } = fields(call, before);
  const row = saveChanges(world.table("product"), before, {
    ...untouched,
    ...units,
    ...sent,
    ...refFields(ref),
    ...priced.stored,
  });
  world.emit("PRODUCT_MODIFY", renderProduct(call, row));
  if (priced.shown.level !== undefined) world.emit("PRODUCT_PRICE_MODIFY", renderProduct(call, row));
  return { ...renderProduct(call, row), ...priced.shown };
}

function remove(call: Call): Json {
  const { world } = call;
  const row = findProduct(world, call.path.id);
  const used = ["commandedet", "facturedet", "propaldet"].some(
    (table) => world.table(table).by("fk_product", String(row.id)).length > 0,
  );
  if (used) throw new RestError(409, "Can't delete, that product is probably used");
  world.emit("PRODUCT_DELETE", renderProduct(call, row));
  world.table("product").delete(row.id);
  return success("Object deleted");
}

function stock(call: Call): Json {
  const row = findProduct(call.world, call.path.id);
  return stockOf(call.world, row.id, call.query.selected_warehouse_id);
}

function noSuchPricing(): Json {
  throw new RestError(400, "API not available: this mode of pricing is not enabled by setup");
}

function addSubproduct(call: Call): Json {
  const { world, body } = call;
  const parent = findProduct(world, call.path.id);
  const child = findProduct(world, body.subproduct_id);
  const rang = world.table("product_association").by("fk_product_pere", String(parent.id)).length + 1;
  const row = {
    fk_product_pere: String(parent.id),
    fk_product_fils: String(child.id),
    qty: text(body.qty),
    incdec: "1",
    rang: String(rang),
  };
  return world.table("product_association").insert(row).id;
}

function removeSubproduct(call: Call): Json {
  const rows = call.world.table("product_association");
  const parent = findProduct(call.world, call.path.id);
  const row = rows
    .by("fk_product_pere", String(parent.id))
    .find((each) => text(each.fk_product_fils) === call.path.subproduct_id);
  if (!row) throw new RestError(500, "Error while removing product child");
  rows.delete(row.id);
  return 1;
}

function subproducts(call: Call): Json {
  const parent = findProduct(call.world, call.path.id);
  return call.world
    .table("product_association")
    .by("fk_product_pere", String(parent.id))
    .map((row) => {
      const child = findProduct(call.world, row.fk_product_fils);
      return {
        rowid: String(child.id),
        qty: text(row.qty),
        fk_product_type: text(child.type ?? "0"),
        label: text(child.label),
        incdec: text(row.incdec),
        ref: text(child.ref),
        fk_association: String(row.id),
        rang: text(row.rang),
      };
    });
}
