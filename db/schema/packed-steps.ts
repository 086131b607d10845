import { brotliCompressSync, brotliDecompressSync, constants, inflateRawSync } from "node:zlib";
import { customType } from "drizzle-orm/pg-core";
import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../../lib/core/json";

/** `b`: a `Shared` as JSON in Brotli in base64; `z`: plain steps as JSON in deflate, as earlier versions wrote them. */
const PackedSchema = z.union([z.strictObject({ b: z.base64() }), z.strictObject({ z: z.base64() })]);

/** Steps repeat the record they pass on: each value stands once, and a list `[index]` in a step is the value there. */
const SharedSchema = z.strictObject({ values: z.array(z.json()), steps: z.array(z.json()) });
type Shared = z.infer<typeof SharedSchema>;
const ReferenceSchema = z.tuple([z.int()]);

/** Characters below which compressing gains nothing. */
const SMALL = 1_000;
/** Beyond this one, each point of quality doubles the time for a fiftieth of the room; a window as large as any record's steps. */
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 };

/** Steps in which the same object stands for the same value take the least room and time. */
export function packSteps(steps: readonly Json[]): Json {
  const text = JSON.stringify(share(steps));
  if (text.length < SMALL && JSON.stringify(steps).length < SMALL) return [...steps];
  return { b: brotliCompressSync(text, { params: BROTLI }).toString("base64") };
}

function share(steps: readonly Json[]): Shared {
  const places = new Map<Json, number>();
  const refer = (value: Json): Json => {
    if (typeof value !== "object" || value === null) return value;
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return [place];
  };
  const shared = steps.map((step) => (isJsonObject(step) ? mapValues(step, refer) : step));
  return { values: [...places.keys()], steps: shared };
}

function unshare({ values, steps }: Shared): Json {
  const resolve = (value: Json): Json => {
    const reference = ReferenceSchema.safeParse(value);
    return reference.success ? (values[reference.data[0]] ?? null) : value;
  };
  return steps.map((step) => (isJsonObject(step) ? mapValues(step, resolve) : step));
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function unpackSteps(stored: unknown): Json {
  const { success, data } = PackedSchema.safeParse(stored);
  if (!success) return z.json().parse(stored);
  if ("z" in data) return z.json().parse(JSON.parse(inflateRawSync(Buffer.from(data.z, "base64")).toString()));
  return unshare(SharedSchema.parse(JSON.parse(brotliDecompressSync(Buffer.from(data.b, "base64")).toString())));
}

/** Steps of a record: a list in code, jsonb in the store. */
export const packedSteps = customType<{ data: Json; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (steps) => JSON.stringify(Array.isArray(steps) ? packSteps(steps) : steps),
  fromDriver: (stored) => unpackSteps(typeof stored === "string" ? JSON.parse(stored) : stored),
});
