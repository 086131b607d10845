import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { names, textFields } from "../core/fields";
import { columns, list } from "../core/list";
import { integer, isTrue, requireFields, text } from "../core/params";
import { render } from "../core/render";
import { type Call, notFound, RestError, type Route, success } from "../core/rest";
import { fold } from "../core/sql-filter";
import type { World } from "../core/world";
import { CATEGORY } from "../shapes/parties";
import { renderProduct } from "./products";
import { renderThirdparty } from "./thirdparties";

const TYPES: Readonly<Record<string, string>> = { product: "0", supplier: "1", customer: "2", member: "3", contact: "4" };
const TEXTS = names("label description color ref_ext");

export const categoryRoutes: readonly Route[] = [
  { method: "GET", path: "categories", handle: listCategories, right: "categorie.lire" },
  { method: "POST", path: "categories", handle: create, right: "categorie.creer" },
  { method: "GET", path: "categories/{id}", handle: read, right: "categorie.lire" },
  { method: "PUT", path: "categories/{id}", handle: update, right: "categorie.creer" },
  { method: "DELETE", path: "categories/{id}", handle: remove, right: "categorie.supprimer" },
  { method: "GET", path: "categories/{id}/objects", handle: objects, right: "categorie.lire" },
  {
    method: "POST",
    path: "categories/{id}/objects/{type}/{object_id}",
    handle: (call) => link(call, call.path.object_id),
    right: "categorie.creer",
  },
  { method: "POST", path: "categories/{id}/objects/{type}/ref/{object_ref}", handle: linkByRef, right: "categorie.creer" },
  { method: "DELETE", path: "categories/{id}/objects/{type}/{object_id}", handle: unlink, right: "categorie.creer" },
  {
    method: "GET",
    path: "categories/object/{type}/{id}",
    handle: (call) => ofObject(call, call.path.type ?? ""),
    right: "categorie.lire",
  },
  { method: "GET", path: "products/{id}/categories", handle: (call) => ofObject(call, "product"), right: "categorie.lire" },
  { method: "GET", path: "thirdparties/{id}/categories", handle: (call) => ofObject(call, "customer"), right: "categorie.lire" },
];

function find(call: Call): Row {
  const row = call.world.table("categorie").get(Number(call.path.id));
  if (!row) throw notFound("category");
  return row;
}

function shown(_: Call, row: Row): JsonObject {
  return render(CATEGORY, row, { fk_parent: Number(row.fk_parent ?? 0) });
}

function read(call: Call): Json {
  const row = find(call);
  const object = { ...shown(call, row), ref_ext: row.ref_ext ?? "" };
  if (!isTrue(call.query.include_childs)) return object;
  return { ...object, childs: children(call, row.id).map((child) => shown(call, child)) };
}

function children(call: Call, id: number): Row[] {
  return call.world.table("categorie").by("fk_parent", id);
}

function listCategories(call: Call): Json {
  const type = call.query.type;
  return list(call, {
    rows: ({ world }) => world.table("categorie").all(),
    columns: columns(
      "rowid:#id label description type:#type fk_parent:#fk_parent ref_ext color tms:@date_modification datec:@date_creation",
    ),
    shape: CATEGORY,
    defaultSort: "t.rowid",
    failure: "retrieve category list",
    where: () => (type ? (row) => text(row.type ?? "0") === (TYPES[type] ?? type) : undefined),
    render: shown,
  });
}

/** Unknown types fall back to products. */
function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["label", "type"]);
  const type = TYPES[text(body.type)] ?? (/^\d+$/.test(text(body.type)) ? text(body.type) : "0");
  const parent = integer(body.fk_parent);
  const label = text(body.label);
  const twin = [...world.table("categorie").all()].some(
    (row) => text(row.type ?? "0") === type && Number(row.fk_parent ?? 0) === parent && fold(text(row.label)) === fold(label),
  );
  if (twin) {
    const reason = `Impossible to add the tag/category ${label} : This category already exists with this ref`;
    throw new RestError(500, "Error when creating category", [reason]);
  }
  const row = world.table("categorie").insert({
    ...textFields(body, TEXTS),
    type,
    fk_parent: parent,
    date_creation: world.now(),
    date_modification: world.now(),
  });
  world.emit("CATEGORY_CREATE", shown(call, row));
  return row.id;
}

function update(call: Call): Json {
  const { body, world } = call;
  const before = find(call);
  const parent: JsonObject = body.fk_parent === undefined ? {} : { fk_parent: integer(body.fk_parent) };
  const changes: JsonObject = { ...textFields(body, TEXTS), ...parent, user_modification_id: 1, date_modification: world.now() };
  const row = world.table("categorie").update(before.id, changes) ?? before;
  return { ...shown(call, row), ref_ext: row.ref_ext ?? "" };
}

function remove(call: Call): Json {
  const { world } = call;
  const row = find(call);
  for (const each of world.table("categorie_product").by("category", String(row.id)))
    world.table("categorie_product").delete(each.id);
  world.table("categorie").delete(row.id);
  return success("Category deleted");
}

/** Links of every type are kept in one table; `kind` tells products from third parties and contacts. */
function links(world: World, category: number, kind: string): Row[] {
  return world
    .table("categorie_product")
    .by("category", String(category))
    .filter((row) => row.kind === kind);
}

const OBJECT_TABLES: Readonly<Record<string, string>> = {
  product: "product",
  customer: "societe",
  supplier: "societe",
  contact: "socpeople",
};

function link(call: Call, id: Json | undefined): Json {
  const { world } = call;
  const category = find(call);
  const kind = call.path.type ?? "";
  const table = OBJECT_TABLES[kind];
  if (!table) throw new RestError(400, `this type is not recognized yet.`);
  const object = world.table(table).get(Number(text(id)));
  if (!object) throw new RestError(500, "Error when fetching object", [null]);
  const linked = links(world, category.id, kind).some((row) => row.object === String(object.id));
  if (!linked) world.table("categorie_product").insert({ category: String(category.id), kind, object: String(object.id) });
  return success("Objects successfully linked to the category");
}

function linkByRef(call: Call): Json {
  const wanted = fold(call.path.object_ref ?? "");
  const object = [...call.world.table("product").all()].find((row) => fold(text(row.ref)) === wanted);
  return link(call, object?.id ?? 0);
}

function unlink(call: Call): Json {
  const { world } = call;
  const category = find(call);
  for (const row of links(world, category.id, call.path.type ?? "")) {
    if (row.object === call.path.object_id) world.table("categorie_product").delete(row.id);
  }
  return success("Objects successfully unlinked from the category");
}

function objects(call: Call): Json {
  const { world } = call;
  const kind = call.query.type ?? "";
  const ids = links(world, find(call).id, kind).map((row) => text(row.object));
  if (isTrue(call.query.onlyids)) return ids;
  const table = OBJECT_TABLES[kind] ?? "product";
  const rows = ids.flatMap((id) => world.table(table).get(Number(id)) ?? []);
  return rows.map((row) => (table === "product" ? renderProduct(call, row) : renderThirdparty(call, row)));
}

function ofObject(call: Call, kind: string): Json {
  const { world, path } = call;
  const found = world
    .table("categorie_product")
    .by("object", path.id ?? "")
    .filter((row) => row.kind === kind);
  return found
    .flatMap((row) => world.table("categorie").get(Number(row.category)) ?? [])
    .map((category) => ({
      id: String(category.id),
      fk_parent: Number(category.fk_parent ?? 0),
      label: text(category.label),
      description: text(category.description),
      color: text(category.color),
      position: "0",
      socid: 0,
      ref_ext: text(category.ref_ext),
      visible: 0,
      type: text(category.type ?? "0"),
      entity: 1,
      array_options: [],
    }));
}
