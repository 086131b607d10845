import { RESOURCES } from "@/connectors/prestashop/sandbox/resources";
import type { ResourceDefinition } from "@/connectors/prestashop/sandbox/resources/definition";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { parseXml, type XmlElement } from "./compare";
import type { Exchange } from "./harness";

/** Number of the first recording that writes: what is read before shows the pristine shop. */
export const FIRST_WRITE = 476;

export interface Seen {
  /** Fields by row, the most complete reading of each; later readings only fill gaps. */
  readonly rows: Map<number, JsonObject>;
  /** Ids in the order an unsorted list gave them. */
  readonly order: number[];
}

/** Rows of these come with orders and products, not from a POST of their own: what is read of them later is not pristine. */
export const DERIVED = [
  "stock_availables",
  "order_details",
  "order_histories",
  "order_carriers",
  "order_invoices",
  "order_payments",
];

export function collect(exchanges: readonly Exchange[]): Map<string, Seen> {
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
      table.rows.set(id, merge(entity, table.rows.get(id) ?? {}));
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

/** What was read first stays; a later reading adds fields and languages. */
function merge(later: JsonObject, first: JsonObject): JsonObject {
  const merged: JsonObject = { ...later, ...first };
  for (const [name, value] of Object.entries(later)) {
    const known = first[name];
    if (isJsonObject(value) && isJsonObject(known)) merged[name] = { ...value, ...known };
  }
  return merged;
}

/** Rows that came with the first created product and order: they show where those sequences stood. */
export function firstDerivedIds(exchanges: readonly Exchange[]): Map<string, number> {
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

export function orderRows(exchange: Exchange): JsonObject[] {
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
export function firstCreatedIds(exchanges: readonly Exchange[]): Map<string, number> {
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
      if (typeof value === "string") row[name] = { "1": value };
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

export function itemsOf(row: JsonObject, association: string): JsonObject[] {
  const list = row[`@${association}`];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
