import type { WriteRecord } from "@/connectors/contract";
import type { JsonObject } from "@/lib/core/json";

let made = 0;

/** A write record with a key of its own; with `targetId` an update. */
export function newRecord(data: JsonObject, targetId?: string): WriteRecord {
  made += 1;
  const key = `K${made}`;
  return { key, externalRef: `passerelle:${key}`, idempotencyKey: key, data, ...(targetId === undefined ? {} : { targetId }) };
}
