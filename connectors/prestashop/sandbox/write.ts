import { storedTranslations, storedValue } from "./columns";
import { parseLanguages } from "./display";
import { fail } from "./failure";
import { hooksOf } from "./hooks";
import { child, parseBody, type XmlNode } from "./parse-xml";
import { viewsJson } from "./render-json";
import { documentXml, viewsXml } from "./render-xml";
import type { ColumnDefinition, Entity, ResourceDefinition } from "./resources/definition";
import { allLanguages, now, type Shop, table } from "./shop";
import { validate } from "./validate";
import { viewOf } from "./view";
import type { WebserviceCall } from "./webservice";
import { writeAssociations } from "./write-associations";

export type WriteMethod = "POST" | "PUT" | "PATCH";

/** Creates or changes every entity of the body, one after another; those before a refused one stay written. */
export function writeEntities(shop: Shop, resource: ResourceDefinition, method: WriteMethod, call: WebserviceCall): string {
  if (method === "PATCH" && shop.settings.version === "1.7.8") throw fail(405, 23, "Method PATCH is not valid");
  const root = parseBody(call.request.body.toString("utf8"), shop.settings.phpWarnings);
  assertIds(root.children, method);
  const entities = root.children.map((node) => writeOne(shop, resource, method, node, call));
  const languages = parseLanguages(shop, call.query);
  const views = entities.map((entity) => viewOf(shop, resource, entity, { echo: true }));
  if (call.json) return viewsJson(shop, views, { languages, wrapped: call.query.display !== undefined });
  return documentXml(viewsXml(shop, views, languages));
}

function assertIds(nodes: readonly XmlNode[], method: WriteMethod): void {
  const ids = nodes.map((node) => child(node, "id")?.text.trim() ?? "").filter((id) => id !== "");
  if (method === "POST") {
    if (ids.length > 0) throw fail(400, 91, "id is forbidden when adding a new resource");
    return;
  }
  if (new Set(ids).size !== ids.length) throw fail(400, 89, "id is duplicate in request");
  if (ids.length !== nodes.length) throw fail(400, 90, "id is required when modifying a resource");
}

/** The object after writing, as PHP holds it: what was sent, not what the database kept. */
function writeOne(shop: Shop, resource: ResourceDefinition, method: WriteMethod, node: XmlNode, call: WebserviceCall): Entity {
  const rows = table(shop, resource.name);
  const id = Number.parseInt(child(node, "id")?.text ?? "", 10);
  const before = method === "POST" ? undefined : rows.get(id);
  if (method !== "POST" && !before) throw fail(404, 92, "Invalid ID");
  const hooks = hooksOf(resource.name);
  const object: Entity = before ? { ...before } : { id: 0 };
  assignFields(resource, method, node, object);
  const change = { shop, resource, method, object, before, query: call.query, node };
  hooks.prepare?.(change);
  validate(shop, resource, object);
  hooks.beforeSave?.(change);
  if (hooks.save) hooks.save(change);
  else save(shop, resource, object, before);
  writeAssociations(shop, resource, object, node);
  hooks.afterSave?.(change);
  return object;
}

/** Sent fields are set; a PUT or POST empties the others that are not required. */
function assignFields(resource: ResourceDefinition, method: WriteMethod, node: XmlNode, object: Entity): void {
  for (const column of resource.columns) {
    const sent = child(node, column.name);
    if (column.translated) {
      assignTranslated(column, sent, method, object);
      continue;
    }
    if (sent) {
      if (column.readonly) {
        throw fail(400, 93, `parameter "${column.name}" not writable. Please remove this attribute of this XML`);
      }
      object[column.name] = sent.text;
    } else if (method !== "PATCH") {
      if (column.required) throw fail(400, 41, `parameter "${column.name}" required`);
      object[column.name] = null;
    }
  }
}

/** One language sent replaces all of them, even with PATCH. */
function assignTranslated(column: ColumnDefinition, sent: XmlNode | undefined, method: WriteMethod, object: Entity): void {
  const texts = sent?.children.filter((each) => each.name === "language") ?? [];
  if (texts.length > 0) {
    const given: { [language: string]: string } = {};
    for (const each of texts) given[each.attributes.id ?? ""] = each.text;
    object[column.name] = given;
  } else if (sent) object[column.name] = sent.text;
  else if (method !== "PATCH" && !column.required) object[column.name] = null;
}

/** Stores the object and sets its dates, as ObjectModel's add and update do. */
export function save(shop: Shop, resource: ResourceDefinition, object: Entity, before: Entity | undefined): void {
  const rows = table(shop, resource.name);
  const moment = now(shop);
  if (resource.column.has("date_upd")) object.date_upd = moment;
  if (!before) {
    object.id = rows.nextId();
    if (resource.column.has("date_add")) object.date_add = moment;
  } else if (resource.column.has("date_add") && !object.date_add) object.date_add = before.date_add ?? moment;
  rows.put(toRow(shop, resource, object, before));
}

/** The row the database keeps of an object. */
export function toRow(shop: Shop, resource: ResourceDefinition, object: Entity, before: Entity | undefined): Entity {
  const languages = allLanguages(shop);
  const row: Entity = { ...before, id: object.id };
  for (const key of Object.keys(object)) if (key.startsWith("@")) row[key] = object[key] ?? null;
  for (const column of resource.columns) {
    if (column.translated) row[column.name] = storedTranslations(object[column.name], languages);
    else if (column.unknown) row[column.name] = null;
    else row[column.name] = storedValue(column, object[column.name]);
  }
  return row;
}
