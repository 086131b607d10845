import { z } from "zod";
import type { Json, JsonObject } from "@/lib/core/json";

/** Apart from `json.ts`, which pages read without the checker. */
export const JsonSchema: z.ZodType<Json> = z.json();
export const JsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
