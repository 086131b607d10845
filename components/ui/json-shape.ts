import * as z from "zod/mini";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** What pages read of the API, with the small checker: the whole one is a third of their script. */
export const JsonShape: z.ZodMiniType<Json> = z.json();
export const JsonObjectShape: z.ZodMiniType<JsonObject> = z.record(z.string(), z.json());

const ErrorShape = z.object({ code: z.string(), category: z.string(), message: z.string(), details: JsonObjectShape });
/** As the store keeps it: our own codes and categories. */
export const ErrorSchema = z.custom<ErrorInfo>((value) => ErrorShape.safeParse(value).success);
