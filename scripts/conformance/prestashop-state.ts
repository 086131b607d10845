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

/** Loads the sandbox with the demo shop as the recordings show it before their first write. */
export function loadPristineShop(shop: Shop, exchanges: readonly Exchange[]): void {
  const seen = collect(exchanges);
  for (const resource of RESOURCES.values()) loadTable(shop, resource, seen.get(resource.name));
  loadProductLinks(shop, seen.get("products"));
  for (const [name, first] of firstCreatedIds(exchanges)) shop.store.table(name).skipId(first - 1);
  shop.settings.shopName = "Presta Test";
}

function collect(exchanges: readonly Exchange[]): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  const created = firstCreatedIds(exchanges);
  const ordered = [...exchanges].sort((left, right) => rank(left) - rank(right));
  for (const exchange of ordered) {
    const match = /^\/api\/([a-z_]+)(?:\/\d+)?\/?(?:\?(.*))?$/.exec(decodeURIComponent(exchange.target));
    if (exchange.method !== "GET" || exchange.answer.status !== 200 || !match?.[1] || (match[2] ?? "").includes("schema="))
      continue;
    if ((match[2] ?? "").includes("language=")) continue;
    const resource = RESOURCES.get(match[1]);
    if (!resource) continue;
    const isPristine = numberOf(exchange) < FIRST_WRITE;
    const table = seen.get(resource.name) ?? { rows: new Map<number, JsonObject>(), order: [] };
    seen.set(resource.name, table);
    const isUnsorted = isPristine && !(match[2] ?? "").includes("sort=");
    for (const entity of entities(resource, exchange)) {
      const id = Number(entity.id);
      if (!isPristine && id >= (created.get(resource.name) ?? Number.POSITIVE_INFINITY)) continue;
      if (isUnsorted && !table.order.includes(id)) table.order.push(id);
      table.rows.set(id, { ...entity, ...table.rows.get(id) });
    }
  }
  return seen;
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
      if (Array.isArray(value))
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

/** What a product's associations tell about other tables: combinations, stock rows, images and places in categories. */
function loadProductLinks(shop: Shop, seen: Seen | undefined): void {
  for (const [id, product] of seen?.rows ?? []) {
    const product_id = String(id);
    const items = (name: string): JsonObject[] => {
      const list = product[`@${name}`];
      return Array.isArray(list) ? list.filter(isJsonObject) : [];
    };
    for (const item of items("combinations")) {
      const isDefault = Number(item.id) === Number(product.id_default_combination);
      addMissing(shop, "combinations", item, { id_product: product_id, minimal_quantity: "1", default_on: isDefault ? "1" : "" });
    }
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
      const position = isDefault ? String(product.position_in_category) : "0";
      shop.store.table("category_product").insert({ id_category: String(item.id), id_product: product_id, position });
    }
  }
}

function addMissing(shop: Shop, name: string, item: JsonObject, fields: JsonObject): void {
  const resource = RESOURCES.get(name);
  const id = Number(item.id);
  if (!resource || shop.store.table(name).get(id)) return;
  shop.store.table(name).put(toRow(shop, resource, { ...fields, id }, undefined));
}
