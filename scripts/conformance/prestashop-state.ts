import { RESOURCES } from "@/connectors/prestashop/sandbox/resources";
import type { ResourceDefinition } from "@/connectors/prestashop/sandbox/resources/definition";
import type { Shop } from "@/connectors/prestashop/sandbox/shop";
import { toRow } from "@/connectors/prestashop/sandbox/write";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { parseXml, type XmlElement } from "./compare";
import type { Exchange } from "./harness";

/** Number of the first recording that writes: what is read before shows the pristine shop. */
export const FIRST_WRITE = 476;

interface Seen {
  /** Fields by row, the most complete reading of each; later readings only fill gaps. */
  readonly rows: Map<number, JsonObject>;
  /** Ids in the order an unsorted list gave them. */
  readonly order: number[];
}

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

/** Rows of these come with orders and products, not from a POST of their own: what is read of them later is not pristine. */
const DERIVED = ["stock_availables", "order_details", "order_histories", "order_carriers", "order_invoices", "order_payments"];

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

function collect(exchanges: readonly Exchange[]): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  const created = firstCreatedIds(exchanges);
  const complete = completeLists(exchanges);
  const ordered = [...exchanges].sort((left, right) => rank(left) - rank(right));
  for (const exchange of ordered) {
    const match = /^\/api\/([a-z_]+)(?:\/\d+)?\/?(?:\?(.*))?$/.exec(decodeURIComponent(exchange.target));
    if (exchange.method !== "GET" || exchange.answer.status !== 200 || !match?.[1] || (match[2] ?? "").includes("schema="))
      continue;
    const resource = RESOURCES.get(match[1]);
    if (!resource) continue;
    const isPristine = numberOf(exchange) < FIRST_WRITE;
    const table = seen.get(resource.name) ?? { rows: new Map<number, JsonObject>(), order: [] };
    seen.set(resource.name, table);
    const isUnsorted =
      isPristine && /^(?:limit=\d+)?(?:&?output_format=JSON)?$/.test(match[2] ?? "") && !/\/\d+/.test(exchange.target);
    const filtered = Object.fromEntries(
      [...exchange.target.matchAll(/filter\[(id_\w+)\]=(\d+)/g)].map((each) => [each[1] ?? "", each[2] ?? ""]),
    );
    for (const read of entities(resource, exchange)) {
      const entity: JsonObject = { ...filtered, ...read };
      const id = Number(entity.id);
      if (!isPristine && !DERIVED.includes(resource.name) && id >= (created.get(resource.name) ?? Number.POSITIVE_INFINITY))
        continue;
      if (!isPristine && hangsOnCreated(resource, entity, created)) continue;
      if (complete.get(resource.name)?.includes(id) === false) continue;
      if (isUnsorted && !table.order.includes(id)) table.order.push(id);
      table.rows.set(id, { ...entity, ...table.rows.get(id) });
    }
  }
  return seen;
}

function hangsOnCreated(resource: ResourceDefinition, entity: JsonObject, created: ReadonlyMap<string, number>): boolean {
  if (!DERIVED.includes(resource.name)) return false;
  const order = Number(entity.id_order ?? Number.NaN);
  const product = Number(entity.id_product ?? Number.NaN);
  const isOld = order < (created.get("orders") ?? 0) || product < (created.get("products") ?? 0);
  return !isOld;
}

/** Rows that came with the first created product and order: they show where those sequences stood. */
function firstDerivedIds(exchanges: readonly Exchange[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [owner, association, name] of [
    ["products", "stock_availables", "stock_availables"],
    ["orders", "order_rows", "order_details"],
  ] as const) {
    const exchange = exchanges.find(
      (each) => each.method === "POST" && each.answer.status === 201 && each.target.startsWith(`/api/${owner}`),
    );
    const resource = RESOURCES.get(owner);
    const [entity] = exchange && resource ? entities(resource, exchange) : [];
    const ids = entity ? itemsOf(entity, association).map((item) => Number(item.id)) : [];
    if (ids.length > 0) found.set(name, Math.min(...ids));
  }
  return found;
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

function orderRows(exchange: Exchange): JsonObject[] {
  const resource = RESOURCES.get("orders");
  if (!resource || !exchange.target.startsWith("/api/orders") || exchange.answer.status >= 300) return [];
  return entities(resource, exchange).flatMap((order) => itemsOf(order, "order_rows"));
}

/** Resources of which the pristine shop held fewer rows than a list asked for: exactly these ids. */
function completeLists(exchanges: readonly Exchange[]): Map<string, number[]> {
  const complete = new Map<string, number[]>();
  for (const exchange of exchanges) {
    const match = /^\/api\/([a-z_]+)\?limit=5&output_format=JSON$/.exec(exchange.target);
    const resource = RESOURCES.get(match?.[1] ?? "");
    if (!resource || numberOf(exchange) >= FIRST_WRITE || exchange.answer.status !== 200) continue;
    const ids = entities(resource, exchange).map((entity) => Number(entity.id));
    if (ids.length < 5) complete.set(resource.name, ids);
  }
  return complete;
}

export function numberOf(exchange: Exchange): number {
  return Number(exchange.name.slice(0, 3));
}

/** Full JSON first (it tells null from empty), then full XML, then the rest; the pristine part before the later one. */
function rank(exchange: Exchange): number {
  const isJson = exchange.target.includes("output_format=JSON");
  const isFull = exchange.target.includes("display=full") || (/\/\d+$/.test(exchange.target) && !isJson);
  return (
    (numberOf(exchange) < FIRST_WRITE ? 0 : 10_000) + (isFull && isJson ? 0 : isFull ? 1000 : 2000) + numberOf(exchange) / 1000
  );
}

/** Ids that the first successful POST of each resource gave: the auto-increment of the pristine shop. */
function firstCreatedIds(exchanges: readonly Exchange[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const exchange of exchanges) {
    const name = /^\/api\/([a-z_]+)/.exec(exchange.target)?.[1];
    const resource = name ? RESOURCES.get(name) : undefined;
    if (exchange.method !== "POST" || exchange.answer.status !== 201 || !resource || found.has(resource.name)) continue;
    const [entity] = entities(resource, exchange);
    if (entity) found.set(resource.name, Number(entity.id));
  }
  return found;
}

function entities(resource: ResourceDefinition, exchange: Exchange): JsonObject[] {
  const text = exchange.answer.body.toString("utf8");
  if (text.startsWith("{")) return jsonEntities(resource, JSON.parse(text) as Json, exchange.target.includes("display="));
  if (!text.startsWith("<?xml")) return [];
  return xmlEntities(resource, parseXml(text));
}

function jsonEntities(resource: ResourceDefinition, body: Json, hasDisplay: boolean): JsonObject[] {
  if (!isJsonObject(body)) return [];
  const list = body[resource.listNode];
  if (Array.isArray(list)) return list.filter(isJsonObject).map((each) => fromJson(resource, each));
  const one = body[resource.node];
  // A single object without display has lost its falsy fields: only what is there counts.
  return isJsonObject(one) && !hasDisplay ? [fromJson(resource, one)] : [];
}

function fromJson(resource: ResourceDefinition, entity: JsonObject): JsonObject {
  const row: JsonObject = {};
  for (const [name, value] of Object.entries(entity)) {
    if (name === "associations") {
      if (isJsonObject(value)) for (const [association, items] of Object.entries(value)) row[`@${association}`] = items;
    } else if (resource.column.get(name)?.translated) {
      if (typeof value === "string") row[name] = { "1": value, "2": value };
      else if (Array.isArray(value))
        row[name] = Object.fromEntries(value.filter(isJsonObject).map((each) => [String(each.id), each.value ?? ""]));
    } else row[name] = value;
  }
  return row;
}

function children(content: XmlElement["content"] | undefined): readonly XmlElement[] {
  return typeof content === "string" || content === undefined ? [] : content;
}

function xmlEntities(resource: ResourceDefinition, document: readonly XmlElement[]): JsonObject[] {
  const [root] = document;
  const [top] = children(root?.content);
  if (!top) return [];
  const nodes = top.name === resource.listNode && top.name !== resource.node ? children(top.content) : [top];
  return nodes.map((node) => {
    const row: JsonObject = node.attributes["@id"] === undefined ? {} : { id: node.attributes["@id"] };
    for (const field of children(node.content)) readXmlField(row, field);
    return row;
  });
}

function readXmlField(row: JsonObject, field: XmlElement): void {
  if (field.name === "associations") {
    for (const association of children(field.content)) {
      row[`@${association.name}`] = children(association.content).map((item) =>
        Object.fromEntries(
          children(item.content).map((part) => [part.name, typeof part.content === "string" ? part.content : ""]),
        ),
      );
    }
    return;
  }
  const languages = children(field.content);
  if (languages.length > 0)
    row[field.name] = Object.fromEntries(languages.map((each) => [each.attributes["@id"] ?? "", String(each.content)]));
  else row[field.name] = typeof field.content === "string" ? field.content : "";
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

function itemsOf(row: JsonObject, association: string): JsonObject[] {
  const list = row[`@${association}`];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
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
