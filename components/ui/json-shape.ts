import * as z from "zod/mini";
import type { Json, JsonObject } from "@/lib/core/json";

/** What pages read of the API, with the small checker: the whole one is a third of their script. */
export const JsonShape: z.ZodMiniType<Json> = z.json();
export const JsonObjectShape: z.ZodMiniType<JsonObject> = z.record(z.string(), z.json());
