import type { Row } from "@/connectors/sandbox-kit/store";
import { resourceOf } from "../resources";
import type { Entity } from "../resources/definition";
import { type Shop, table } from "../shop";
import { toRow } from "../write";

/** A stored row made of the fields that matter; the others are what the database would put there. */
export function insert(shop: Shop, resource: string, fields: Partial<Entity>): Row {
  const rows = table(shop, resource);
  const object: Entity = { ...fields, id: fields.id ?? rows.nextId() };
  const row = toRow(shop, resourceOf(resource), object, undefined);
  rows.put(row);
  return row;
}

/** The same text in every language, or one each: French is language 1, English 2. */
export function texts(fr: string, en = fr): { "1": string; "2": string } {
  return { "1": fr, "2": en };
}
