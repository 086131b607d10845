import { z } from "zod";
import { JsonObjectSchema } from "@/lib/core/json-schema";

/** The part of a kept `Catalog` that checks of flows read. */
export const StoredCatalogSchema = z.object({
  streams: z.array(
    z.object({
      name: z.string(),
      modes: z.array(z.enum(["read", "create", "update"])),
      jsonSchema: JsonObjectSchema.optional(),
    }),
  ),
});
