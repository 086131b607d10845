import { z } from "zod";
import { JsonRecordSchema, LocalizedSchema, listOf } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";

const FieldSchema = z.object({
  name: z.string(),
  label: LocalizedSchema,
  help: LocalizedSchema.optional(),
  placeholder: LocalizedSchema.or(z.string()).optional(),
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: LocalizedSchema })).optional(),
});

export const listConnectorsContract = defineContract({
  id: "listConnectors",
  method: "GET",
  path: "/connectors",
  summary: "The systems a connection can be made to, and what each asks for in config and secrets",
  permission: "read",
  reply: listOf(
    z.object({
      id: z.string(),
      title: z.string(),
      /** Of the system, for people. */
      versions: z.string(),
      docsUrl: z.string(),
      /** JSON Schema of `config`. */
      configSchema: JsonRecordSchema,
      config: z.array(FieldSchema.extend({ control: z.enum(["text", "url", "number", "switch", "select"]) })),
      secrets: z.array(FieldSchema),
    }),
  ),
});

export const connectorContracts = [listConnectorsContract];
