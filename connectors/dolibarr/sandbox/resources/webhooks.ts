import type { Row } from "@/connectors/sandbox-kit/store";
import type { Json, JsonObject } from "@/lib/core/json";
import { names, textFields } from "../core/fields";
import { integer, requireFields, text } from "../core/params";
import { type Call, notFound, RestError, type Route, success } from "../core/rest";
import { WEBHOOK_TARGET } from "../shapes/parties";

const TEXTS = names("ref label url trigger_codes type description");

export const webhookRoutes: readonly Route[] = [
  { method: "GET", path: "webhook", handle: listTargets, admin: true },
  { method: "POST", path: "webhook", handle: create, admin: true },
  { method: "GET", path: "webhook/triggers", handle: listTriggers },
  { method: "GET", path: "webhook/{id}", handle: (call) => shown(find(call)), admin: true },
  { method: "PUT", path: "webhook/{id}", handle: update, admin: true },
  { method: "DELETE", path: "webhook/{id}", handle: remove, admin: true },
];

function find(call: Call): Row {
  const row = call.world.table("webhook_target").get(Number(call.path.id));
  if (!row) throw notFound("Target");
  return row;
}

function shown(row: Row): JsonObject {
  return { ...WEBHOOK_TARGET, ...row };
}

function listTargets({ world }: Call): Json {
  const rows = [...world.table("webhook_target").all()];
  if (rows.length === 0) throw new RestError(404, "Targets not found");
  return rows.map(shown);
}

function listTriggers({ world }: Call): Json {
  return Object.fromEntries([...world.table("dictionary:triggers").all()].map((row) => [text(row.code), text(row.label)]));
}

function create({ body, world }: Call): Json {
  requireFields(body, ["url", "trigger_codes"]);
  const status = body.status === undefined ? 1 : integer(body.status);
  return world
    .table("webhook_target")
    .insert({ ...textFields(body, TEXTS), status, date_creation: world.now(), tms: world.now() }).id;
}

function update(call: Call): Json {
  const before = find(call);
  const status: JsonObject = call.body.status === undefined ? {} : { status: integer(call.body.status) };
  const changes = { ...textFields(call.body, TEXTS), ...status, fk_user_modif: 1, tms: call.world.now() };
  return shown(call.world.table("webhook_target").update(before.id, changes) ?? before);
}

function remove(call: Call): Json {
  call.world.table("webhook_target").delete(find(call).id);
  return success("Target deleted");
}
