import type { Row } from "@/connectors/sandbox-kit/store";
import { FULL_DISPLAY, MINIMUM_DISPLAY, parseDisplay, parseLanguages } from "./display";
import { PhpCrash } from "./failure";
import { parseFilters, parseLimit, parseSort } from "./filter";
import type { PhpQuery } from "./php-query";
import { requestedPrices } from "./pricing/requested";
import { idListJson, viewsJson } from "./render-json";
import { documentXml, idListXml, listXml, viewsXml } from "./render-xml";
import type { ResourceDefinition } from "./resources/definition";
import { schemaJson, schemaXml } from "./schema";
import { number, type Shop, table } from "./shop";
import { viewOf } from "./view";

/** The body of a successful reading, or undefined for the empty 404. */
export function readOne(
  shop: Shop,
  resource: ResourceDefinition,
  id: number,
  query: PhpQuery,
  json: boolean,
): string | undefined {
  const languages = parseLanguages(shop, query);
  const display = parseDisplay(resource, query, FULL_DISPLAY);
  const row = table(shop, resource.name).get(id);
  if (!row) return undefined;
  const extra = requestedPrices(shop, resource, row, query);
  const view = viewOf(shop, resource, row, { display, extra });
  if (json) return viewsJson(shop, [view], { languages, wrapped: query.display !== undefined });
  return documentXml(viewsXml(shop, [view], languages));
}

export function readList(shop: Shop, resource: ResourceDefinition, query: PhpQuery, json: boolean): string {
  const languages = parseLanguages(shop, query);
  const schema = query.schema;
  if (typeof schema === "string") return json ? schemaJson(resource, schema) : documentXml(schemaXml(shop, resource, schema));
  const display = parseDisplay(resource, query, MINIMUM_DISPLAY);
  const rows = selectRows(shop, resource, query, languages.map(String));
  if (display.mode === "minimum") {
    const ids = rows.map((row) => row.id);
    return json ? idListJson(resource.listNode, ids) : documentXml(idListXml(shop, resource, ids));
  }
  const views = rows.map((row) => viewOf(shop, resource, row, { display, extra: requestedPrices(shop, resource, row, query) }));
  if (json) return viewsJson(shop, views, { languages, wrapped: true });
  return documentXml(listXml(resource.listNode, viewsXml(shop, views, languages)));
}

/** Rows that pass the filters, in the order asked for; without `sort` the table's own order, which promises nothing. */
function selectRows(shop: Shop, resource: ResourceDefinition, query: PhpQuery, languages: string[]): Row[] {
  const tests = parseFilters(resource, query, languages);
  const order = parseSort(resource, query, languages);
  const limit = parseLimit(query);
  assertDateColumns(resource, query);
  const rows: Row[] = [];
  for (const row of candidates(shop, resource, query)) {
    if (isListed(resource, row) && tests.every((test) => test(row))) rows.push(row);
  }
  if (order) rows.sort(order);
  return limit ? rows.slice(limit.offset, limit.offset + limit.count) : rows;
}

/** `date=1` lets a filter name a column that the table does not have: the query fails and PHP dies. */
function assertDateColumns(resource: ResourceDefinition, query: PhpQuery): void {
  const named = [...(typeof query.filter === "object" ? Object.keys(query.filter) : [])];
  if (typeof query.sort === "string") named.push(...(query.sort.match(/date_(?:add|upd)/g) ?? []));
  for (const name of ["date_add", "date_upd"]) {
    if (named.includes(name) && !resource.column.has(name)) throw new PhpCrash();
  }
}

/** A filter that asks for equal ids goes by index; the tests still decide. */
function candidates(shop: Shop, resource: ResourceDefinition, query: PhpQuery): Iterable<Row> {
  const rows = table(shop, resource.name);
  if (typeof query.filter !== "object") return rows.all();
  for (const [name, value] of Object.entries(query.filter)) {
    if (typeof value !== "string" || !(name === "id" || resource.column.get(name)?.type === "int")) continue;
    const values = /^\[?(\d+(?:\|\d+)*)\]?$/.exec(value)?.[1]?.split("|");
    if (!values) continue;
    const wanted = [...new Set(values.map((each) => String(Number(each))))];
    if (name === "id") return wanted.flatMap((id) => rows.get(Number(id)) ?? []);
    return wanted.flatMap((each) => rows.by(name, each));
  }
  return rows.all();
}

/** Customers without a shop are in no list, though each can still be read by its id. */
function isListed(resource: ResourceDefinition, row: Row): boolean {
  return resource.name !== "customers" || number(row, "id_shop") === 1;
}
