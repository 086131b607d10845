import type { Row } from "@/connectors/sandbox-kit/store";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { text } from "../core/params";
import { render } from "../core/render";
import { type Call, notFound, RestError, type Route } from "../core/rest";
import { sqlDate } from "../core/world";
import { COMPANY, USER } from "../shapes/parties";

function adminsOnly(what: string): string {
  return `Error API open to admin users only or to the users with logins defined into constant API_LOGINS_ALLOWED_FOR_${what}`;
}

export const setupRoutes: readonly Route[] = [
  { method: "GET", path: "status", handle: status },
  { method: "POST", path: "login", handle: (call) => login(call, call.body.login, call.body.password) },
  { method: "GET", path: "login", handle: (call) => login(call, call.query.login, call.query.password) },
  { method: "GET", path: "users/info", handle: me, right: "user.self.lire", denial: "Not allowed" },
  { method: "GET", path: "setup/company", handle: company, admin: true, denial: adminsOnly("GET_COMPANY") },
  { method: "GET", path: "setup/modules", handle: modules, admin: true, denial: adminsOnly("GET_MODULES") },
  { method: "GET", path: "setup/conf/{constantname}", handle: constant, admin: true, denial: adminsOnly("GET_CONF") },
  { method: "GET", path: "setup/actiontriggers", handle: triggers },
  { method: "GET", path: "setup/extrafields", handle: extrafields, admin: true, denial: adminsOnly("GET_EXTRAFIELDS") },
  {
    method: "GET",
    path: "setup/extrafields/{elementtype}/{attrname}",
    handle: extrafield,
    admin: true,
    denial: adminsOnly("GET_EXTRAFIELDS"),
  },
  { method: "POST", path: "setup/extrafields/{elementtype}/{attrname}", handle: createExtrafield, admin: true },
  { method: "DELETE", path: "setup/extrafields/{elementtype}/{attrname}", handle: removeExtrafield, admin: true },
];

function status({ world }: Call): Json {
  return { success: { code: 200, dolibarr_version: world.version, access_locked: "0" } };
}

function login({ world }: Call, name: Json | undefined, password: Json | undefined): Json {
  for (const [field, value] of [
    ["login", name],
    ["password", password],
  ] as const) {
    if (value === undefined) throw new RestError(400, `\`${field}\` is required.`, [], "validate");
  }
  const user = world.table("user").by("login", text(name))[0];
  if (!user || user.password !== text(password) || user.statut !== "1") throw new RestError(403, "Access denied");
  const message =
    `Welcome ${user.login} - This is your token (recorded for your user). You can use it to make any REST API call, ` +
    "or enter it into the DOLAPIKEY field to use the Dolibarr API explorer.";
  return { success: { code: 200, token: text(user.api_key), entity: "0", message } };
}

/** What an administrator may do, as far as anybody asks. */
const EVERY_RIGHT = "societe.creer societe.client.voir produit.creer commande.creer facture.creer facture.paiement".split(" ");

/** Rights as `includepermissions` tells them (source of Dolibarr): `{commande: {creer: 1}}`. */
function granted(rights: "all" | readonly string[]): JsonObject {
  const tree: { [module: string]: JsonObject } = {};
  for (const right of rights === "all" ? EVERY_RIGHT : rights) {
    const [module = "", ...rest] = right.split(".");
    const inner = rest.reduceRight<Json>((node, name) => ({ [name]: node }), 1);
    tree[module] = { ...tree[module], ...(isJsonObject(inner) ? inner : {}) };
  }
  return tree;
}

function me({ world, user, query }: Call): Json {
  const row = world.table("user").get(user.id);
  if (!row) throw notFound("User");
  return render(
    USER,
    {
      id: row.id,
      ref: String(row.id),
      login: row.login ?? null,
      lastname: row.lastname ?? row.login ?? null,
      admin: row.admin ?? "0",
    },
    {
      email: row.email ?? "",
      datec: world.now(),
      datem: world.now(),
      datelastpassvalidation: sqlDate(world.now()),
      flagdelsessionsbefore: world.now(),
      rights: {
        user: { user: {}, self: {}, user_advance: {}, self_advance: {}, group_advance: {} },
        ...(query.includepermissions === "1" ? granted(user.rights) : {}),
      },
    },
  );
}

function company({ world }: Call): Json {
  const row: Row | undefined = world.table("company").get(1);
  const { id: _, ...fields } = row ?? { id: 1 };
  return { ...COMPANY, ...fields };
}

function modules({ world }: Call): Json {
  return [...world.table("module").all()].map((row) => text(row.name)).sort();
}

function constant({ world, path }: Call): Json {
  const row = world.table("const").by("name", path.constantname ?? "")[0];
  if (!row) throw new RestError(400, "Error Bad or unknown value for constantname");
  return text(row.value);
}

function triggers({ world }: Call): Json {
  return [...world.table("dictionary:triggers").all()].map((row) => ({ ...row, id: String(row.id) }));
}

function shownExtrafield(row: Row): JsonObject {
  const { code: _, ...fields } = row;
  return { ...fields, id: String(row.id) };
}

function grouped(rows: Iterable<Row>): Json {
  const groups: { [element: string]: JsonObject } = {};
  for (const row of rows) {
    const element = text(row.elementtype);
    groups[element] = { ...groups[element], [text(row.code)]: shownExtrafield(row) };
  }
  return Object.keys(groups).length === 0 ? [] : groups;
}

function extrafields({ world, query }: Call): Json {
  const rows = [...world.table("extrafields").all()];
  return grouped(query.elementtype ? rows.filter((row) => row.elementtype === query.elementtype) : rows);
}

function findExtrafield({ world, path }: Call): Row | undefined {
  return world
    .table("extrafields")
    .by("elementtype", path.elementtype ?? "")
    .find((row) => row.code === path.attrname);
}

function extrafield(call: Call): Json {
  const row = findExtrafield(call);
  if (!row) throw notFound("Extrafield");
  return grouped([row]);
}

function createExtrafield(call: Call): Json {
  const { world, path, body } = call;
  if (findExtrafield(call)) throw new RestError(409, "Duplicate extrafield already found from attrname and elementtype");
  if (text(body.type) === "") throw new RestError(500, "Error creating extrafield", ["DB_ERROR_4161"]);
  const date = sqlDate(world.now());
  return world.table("extrafields").insert({
    code: path.attrname ?? "",
    type: text(body.type),
    label: text(body.label),
    size: text(body.size),
    elementtype: path.elementtype ?? "",
    default: null,
    computed: null,
    unique: text(body.unique) || "0",
    required: text(body.required) || "0",
    param: "",
    pos: text(body.pos) || "0",
    alwayseditable: "0",
    perms: null,
    list: text(body.list) || "0",
    printable: "0",
    totalizable: "0",
    langs: null,
    help: null,
    css: null,
    cssview: null,
    csslist: null,
    fk_user_author: "1",
    fk_user_modif: "1",
    datec: date,
    tms: date,
  }).id;
}

function removeExtrafield(call: Call): Json {
  const row = findExtrafield(call);
  if (!row) throw notFound("Extrafield");
  call.world.table("extrafields").delete(row.id);
  return { success: { code: 200, message: "Extrafield deleted" } };
}
