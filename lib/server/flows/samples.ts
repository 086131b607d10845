import { z } from "zod";
import { JsonObjectSchema } from "@/lib/core/json-schema";

const LinkSchema = z.strictObject({
  id: z.string(),
  ref: z.string(),
  outcome: z.enum(["created", "updated", "unchanged", "found"]),
  stream: z.string(),
  data: JsonObjectSchema.optional(),
});

/** A record to try a step on: pasted, from a file, kept of the try before, or pinned. */
export const SampleSchema = z.strictObject({
  key: z.string(),
  label: z.string().optional(),
  data: JsonObjectSchema,
  links: z.record(z.string(), LinkSchema).optional(),
});
