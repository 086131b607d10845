import { z } from "zod";
import { LocalizedSchema, listOf } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";

const TitledSchema = z.object({ key: z.string(), title: LocalizedSchema });

export const listTemplatesContract = defineContract({
  id: "listTemplates",
  method: "GET",
  path: "/templates",
  summary: "The gallery: what can be installed, and between which systems",
  permission: "read",
  reply: listOf(
    z.object({
      id: z.string(),
      version: z.int(),
      title: LocalizedSchema,
      summary: LocalizedSchema,
      roles: z.array(z.object({ role: z.string(), title: LocalizedSchema, connectors: z.array(z.string()) })),
      areas: z.array(TitledSchema.extend({ description: LocalizedSchema, enabledByDefault: z.boolean() })),
      settings: z.array(
        z.object({
          key: z.string(),
          area: z.string().optional(),
          label: LocalizedSchema,
          control: z.record(z.string(), z.json()),
        }),
      ),
      tables: z.array(TitledSchema),
      flows: z.array(TitledSchema.extend({ area: z.string(), description: LocalizedSchema })),
      requirements: z.array(z.string()),
    }),
  ),
});

export const templateContracts = [listTemplatesContract];
