import type { Json } from "@/lib/core/json";
import { requireFields, requireParams, text } from "../core/params";
import { type Call, notFound, type Route, success } from "../core/rest";
import { linkObjects } from "./document";

export const objectLinkRoutes: readonly Route[] = [
  { method: "POST", path: "objectlinks", handle: create },
  { method: "GET", path: "objectlinks", handle: read },
];

const FIELDS = ["fk_source", "sourcetype", "fk_target", "targettype"] as const;

function create({ body, world }: Call): Json {
  requireFields(body, FIELDS);
  const source = { type: text(body.sourcetype), id: Number(text(body.fk_source)) };
  linkObjects(world, source, { type: text(body.targettype), id: Number(text(body.fk_target)) });
  return success("object link created");
}

function read({ query, world }: Call): Json {
  requireParams(query, FIELDS);
  const row = [...world.table("element_element").all()].find((each) => FIELDS.every((name) => text(each[name]) === query[name]));
  if (!row) throw notFound("Object Link");
  return {
    id: String(row.id),
    contacts_ids_internal: null,
    civility_code: null,
    fk_source: Number(row.fk_source),
    sourcetype: text(row.sourcetype),
    fk_target: Number(row.fk_target),
    targettype: text(row.targettype),
    relationtype: null,
  };
}
