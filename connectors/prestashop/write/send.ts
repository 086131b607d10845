import { writtenIds } from "@/connectors/prestashop/body";
import { exchange } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import type { Resource } from "@/connectors/prestashop/resources";
import { type Entity, toXml } from "@/connectors/prestashop/write/xml";

const WRITE_TIMEOUT_MS = 120_000;

export interface Sending {
  readonly method: "POST" | "PUT" | "PATCH";
  readonly entities: readonly Entity[];
  readonly query?: Readonly<Record<string, string | number>>;
}

/**
 * One write request with one or more entities; their ids, in order, from the reply. The id that counts is the body's
 * (quirk 23), so the collection's address serves all. Updates may be sent twice without harm, creates never are.
 * Throws the shop's refusal: entities before the refused one are written all the same (quirk 24).
 */
export async function send(ctx: PrestashopContext, resource: Resource, sending: Sending): Promise<string[]> {
  const { method, entities } = sending;
  const only = entities.length === 1 ? entities[0]?.id : undefined;
  const response = await exchange(ctx, resource.name, {
    method,
    path: only === undefined ? resource.name : `${resource.name}/${only}`,
    query: sending.query,
    headers: { "content-type": "text/xml; charset=utf-8" },
    body: toXml(resource.item, entities, resource.associations),
    accept: ["xml", "text", "binary"],
    idempotent: method !== "POST",
    timeoutMs: WRITE_TIMEOUT_MS,
  });
  return writtenIds(response.text(), resource.item);
}
