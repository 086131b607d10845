import { deflateRawSync, inflateRawSync } from "node:zlib";
import { customType } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Json } from "../../lib/core/json";

/** Steps as JSON, compressed, in base64: each repeats most of the one before, which Postgres's own compression hardly sees. */
const PackedSchema = z.strictObject({ z: z.base64() });

/** Characters below which compressing gains nothing. */
const SMALL = 1_000;

export function packSteps(steps: readonly Json[]): Json {
  const text = JSON.stringify(steps);
  return text.length < SMALL ? [...steps] : { z: deflateRawSync(text).toString("base64") };
}

function unpackSteps(stored: unknown): Json {
  const packed = PackedSchema.safeParse(stored);
  if (!packed.success) return z.json().parse(stored);
  return z.json().parse(JSON.parse(inflateRawSync(Buffer.from(packed.data.z, "base64")).toString()));
}

/** Steps of a record: a list in code, jsonb in the store. */
export const packedSteps = customType<{ data: Json; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (steps) => JSON.stringify(Array.isArray(steps) ? packSteps(steps) : steps),
  fromDriver: (stored) => unpackSteps(typeof stored === "string" ? JSON.parse(stored) : stored),
});
