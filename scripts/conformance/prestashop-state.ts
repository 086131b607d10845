import { RESOURCES } from "@/connectors/prestashop/sandbox/resources";
import type { ResourceDefinition } from "@/connectors/prestashop/sandbox/resources/definition";
import type { Shop } from "@/connectors/prestashop/sandbox/shop";
import { toRow } from "@/connectors/prestashop/sandbox/write";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { Exchange } from "./harness";
import { collect, DERIVED, firstCreatedIds, firstDerivedIds, itemsOf, orderRows, type Seen } from "./prestashop-readings";

/** Products that were never read in full get plausible fields, so that sorts over them come out as recorded. */
function fillUnread(shop: Shop, seen: Seen | undefined): void {
  const products = shop.store.table("products");
  for (const [id, fields] of seen?.rows ?? []) {
    const places = shop.store
      .table("category_product")
      .by("id_product", id)
      .map((row) => Number(row.id_category));
    const guess = {
      id_category_default: String(Math.max(0, ...places) > 2 ? Math.max(...places) : 9),
      price: "12.900000",
      active: "1",
      name: { "1": `Product ${id}`, "2": `Produit ${id}` },
    };
    products.update(id, Object.fromEntries(Object.entries(guess).filter(([name]) => !(name in fields))));
  }
}

/** Loads the sandbox with the demo shop as the recordings show it before their first write. */
export function loadPristineShop(shop: Shop, exchanges: readonly Exchange[]): void {
  const seen = collect(exchanges);
  for (const resource of languagesFirst()) loadTable(shop, resource, seen.get(resource.name));
  loadCategoryLinks(shop, seen.get("categories"));
  loadOrderRows(shop, seen.get("orders"));
  for (const [id, option] of seen.get("product_options")?.rows ?? []) {
    for (const item of itemsOf(option, "product_option_values")) {
      addMissing(shop, "product_option_values", item, { id_attribute_group: String(id) });
    }
  }
  loadProductLinks(shop, seen.get("products"));
  fillUnread(shop, seen.get("products"));
  twinDeliveries(shop);
  placeUnreadCountries(shop);
  learnValueNames(shop, exchanges);
  for (const [name, first] of firstCreatedIds(exchanges)) if (!DERIVED.includes(name)) shop.store.table(name).skipId(first - 1);
  for (const [name, first] of firstDerivedIds(exchanges)) shop.store.table(name).skipId(first - 1);
  shop.settings.shopName = "Presta Test";
}

/** Translated fields are kept for the languages of the shop. */
function languagesFirst(): ResourceDefinition[] {
  return [...RESOURCES.values()].sort((left, right) => Number(right.name === "languages") - Number(left.name === "languages"));
}

/** Deliveries were read for the first zone only; the next id is the second zone's, at the same price. */
function twinDeliveries(shop: Shop): void {
  const deliveries = shop.store.table("deliveries");
  for (const row of [...deliveries.all()]) {
    if (!deliveries.get(row.id + 1)) deliveries.put({ ...row, id: row.id + 1, id_zone: "2" });
  }
}

/** Countries that only addresses name lie outside the first zone. */
function placeUnreadCountries(shop: Shop): void {
  const countries = shop.store.table("countries");
  for (const address of shop.store.table("addresses").all()) {
    const id = Number(address.id_country);
    const zone = countries.get(id)?.id_zone;
    if (id > 0 && (zone === undefined || zone === "0")) countries.put({ ...countries.get(id), id, id_zone: "2" });
  }
}

/** Names of option values that were never read show in order rows: `T-shirt (Taille : S - Couleur : Blanc)`. */
function learnValueNames(shop: Shop, exchanges: readonly Exchange[]): void {
  const values = shop.store.table("product_option_values");
  for (const exchange of exchanges) {
    for (const row of orderRows(exchange)) {
      const inside = /\(([^()]* ?: [^()]*)\)$/.exec(String(row.product_name ?? ""))?.[1];
      const combination = shop.store.table("combinations").get(Number(row.product_attribute_id));
      if (!inside || !combination) continue;
      const language = inside.includes(" : ") ? "2" : "1";
      const names = new Map(
        inside
          .split(" - ")
          .map((part) => part.split(/ ?: /, 2))
          .map(([option = "", value = ""]) => [option, value]),
      );
      for (const item of itemsOf(combination, "product_option_values")) {
        const value = values.get(Number(item.id));
        const option = shop.store.table("product_options").get(Number(value?.id_attribute_group));
        const known = isJsonObject(value?.name) ? value.name : {};
        const found = isJsonObject(option?.public_name) ? names.get(String(option.public_name[language])) : undefined;
        if (value && found && (known[language] ?? "") === "") values.update(value.id, { name: { ...known, [language]: found } });
      }
    }
  }
}

function loadTable(shop: Shop, resource: ResourceDefinition, seen: Seen | undefined): void {
  if (!seen) return;
  const rows = shop.store.table(resource.name);
  const ids = [
    ...seen.order,
    ...[...seen.rows.keys()].filter((id) => !seen.order.includes(id)).sort((left, right) => left - right),
  ];
  for (const id of ids) {
    const fields = seen.rows.get(id) ?? {};
    rows.put({ ...toRow(shop, resource, { ...fields, id }, undefined), ...exactNulls(resource, fields), id });
  }
}

/** Nulls and texts are kept as read: the database's own forms. */
function exactNulls(resource: ResourceDefinition, fields: JsonObject): JsonObject {
  const exact: JsonObject = {};
  for (const column of resource.columns) {
    const value = fields[column.name];
    if (column.translated || column.getter || value === undefined) continue;
    exact[column.name] = value;
  }
  return exact;
}

/** Products that were never read in full still show in their categories. */
function loadCategoryLinks(shop: Shop, seen: Seen | undefined): void {
  for (const [id, category] of seen?.rows ?? []) {
    for (const item of itemsOf(category, "products")) place(shop, String(id), String(item.id), "0");
    for (const item of itemsOf(category, "categories")) addMissing(shop, "categories", item, { id_parent: String(id) });
  }
}

function place(shop: Shop, category: string, product: string, position: string): void {
  const places = shop.store.table("category_product");
  const known = places.by("id_product", product).find((row) => row.id_category === category);
  const next = String(places.count("id_category", category) + 1);
  if (!known) places.insert({ id_category: category, id_product: product, position: position === "0" ? next : position });
  else if (position !== "0") places.update(known.id, { position });
}

function loadOrderRows(shop: Shop, seen: Seen | undefined): void {
  for (const [id, order] of seen?.rows ?? []) {
    for (const item of itemsOf(order, "order_rows")) addMissing(shop, "order_details", item, { ...item, id_order: String(id) });
  }
}

/** What a product's associations tell about other tables: combinations, stock rows, images and places in categories. */
function loadProductLinks(shop: Shop, seen: Seen | undefined): void {
  for (const [id, product] of seen?.rows ?? []) {
    const product_id = String(id);
    const items = (name: string) => itemsOf(product, name);
    for (const item of items("combinations")) {
      const isDefault = Number(item.id) === Number(product.id_default_combination);
      addMissing(shop, "combinations", item, { minimal_quantity: "1", default_on: isDefault ? "1" : "", id_product: product_id });
    }
    spreadValues(shop, items("combinations"), items("product_option_values"));
    for (const item of items("stock_availables")) {
      const attribute = String(item.id_product_attribute);
      addMissing(shop, "stock_availables", item, {
        id_product: product_id,
        id_product_attribute: attribute,
        id_shop: "1",
        out_of_stock: "2",
      });
    }
    items("images").forEach((item, index) => {
      const cover = String(item.id) === String(product.id_default_image) ? "1" : "0";
      shop.store
        .table("product_images")
        .put({ id: Number(item.id), id_product: product_id, position: String(index + 1), cover, content: "" });
    });
    for (const item of items("categories")) {
      const isDefault = String(item.id) === String(product.id_category_default);
      place(shop, String(item.id), product_id, isDefault ? String(product.position_in_category) : "0");
    }
  }
}

/** Combinations that were never read: one value each when there are as many, else all values on the first of them. */
function spreadValues(shop: Shop, combinations: readonly JsonObject[], values: readonly JsonObject[]): void {
  const rows = shop.store.table("combinations");
  const byId = (left: JsonObject, right: JsonObject) => Number(left.id) - Number(right.id);
  const unread = [...combinations].sort(byId).filter((item) => !rows.get(Number(item.id))?.["@product_option_values"]);
  if (combinations.length === values.length) {
    const sorted = [...values].sort(byId);
    for (const item of unread) {
      const index = [...combinations].sort(byId).indexOf(item);
      rows.update(Number(item.id), { "@product_option_values": sorted.slice(index, index + 1) });
    }
  } else if (unread[0]) rows.update(Number(unread[0].id), { "@product_option_values": [...values] });
}

/** A row known by its place in another one; what was read of it already stays. */
function addMissing(shop: Shop, name: string, item: JsonObject, fields: JsonObject): void {
  const resource = RESOURCES.get(name);
  const id = Number(item.id);
  if (!resource) return;
  const known = shop.store.table(name).get(id);
  const [link = "id"] = Object.keys(fields).slice(-1);
  if (!known) shop.store.table(name).put(toRow(shop, resource, { ...fields, id }, undefined));
  else if (known[link] === "0" || known[link] === "") shop.store.table(name).update(id, fields);
}
