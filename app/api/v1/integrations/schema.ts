import { z } from "zod";
import { ErrorSchema } from "@/app/api/v1/errors";
import { IdParamsSchema, JsonRecordSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { IntegrationFileSchema } from "@/engine/document/integration-file";
import { LocalizedTextSchema } from "@/lib/core/text";
import { defineContract } from "@/lib/server/define-route";
import { ImportSchema, InspectSchema } from "@/lib/server/integrations/import";
import { NewIntegrationSchema } from "@/lib/server/integrations/install";
import { IntegrationPatchSchema } from "@/lib/server/integrations/integrations";

const KeyedSchema = z.object({ id: z.string(), key: z.string() });

/** `advice`: what to do about it, in both languages. */
const advice = LocalizedTextSchema;
const ValuesSchema = z.array(z.object({ id: z.string(), label: z.string() }));

const MissingSchema = z.discriminatedUnion("kind", [
  KeyedSchema.extend({ kind: z.literal("table"), values: ValuesSchema, advice }),
  KeyedSchema.extend({ kind: z.literal("lookup"), role: z.string(), lookup: z.string(), error: ErrorSchema, advice }),
  z.object({ kind: z.literal("setting"), key: z.string(), advice }),
]);

const SummarySchema = z.object({
  id: z.string(),
  template: z.string(),
  templateVersion: z.int(),
  name: z.string(),
  areas: z.array(z.string()),
  connections: z.record(z.string(), z.string()),
  createdAt: TimeSchema,
});

const InstalledSchema = z.object({
  id: z.string(),
  /** In the order of a first synchronisation. */
  flows: z.array(KeyedSchema),
  tables: z.array(KeyedSchema),
  /** What still has to be filled in. */
  missing: z.array(MissingSchema),
});

const IntegrationSchema = SummarySchema.extend({
  settings: JsonRecordSchema,
  flows: z.array(KeyedSchema.extend({ name: z.string(), enabled: z.boolean() })),
  tables: z.array(KeyedSchema),
  missing: z.array(MissingSchema),
});

export const listIntegrationsContract = defineContract({
  id: "listIntegrations",
  method: "GET",
  path: "/integrations",
  summary: "The installed templates of the workspace",
  permission: "read",
  reply: listOf(SummarySchema),
});

export const installTemplateContract = defineContract({
  id: "installTemplate",
  method: "POST",
  path: "/integrations",
  summary: "Install a template: its tables are read and matched, its flows published, its schedules left off",
  permission: "integration.write",
  body: NewIntegrationSchema,
  reply: InstalledSchema,
  status: 201,
});

export const readIntegrationContract = defineContract({
  id: "readIntegration",
  method: "GET",
  path: "/integrations/{id}",
  summary: "Settings, flows, tables and what still has to be filled in",
  permission: "read",
  params: IdParamsSchema,
  reply: IntegrationSchema,
});

export const changeIntegrationContract = defineContract({
  id: "changeIntegration",
  method: "PATCH",
  path: "/integrations/{id}",
  summary: "Change some settings, the areas switched on, the name or a connection",
  permission: "integration.write",
  params: IdParamsSchema,
  body: IntegrationPatchSchema,
  reply: IntegrationSchema,
});

export const deleteIntegrationContract = defineContract({
  id: "deleteIntegration",
  method: "DELETE",
  path: "/integrations/{id}",
  summary: "Delete an integration with its flows, tables and links; the two systems are not touched",
  permission: "integration.write",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const exportIntegrationContract = defineContract({
  id: "exportIntegration",
  method: "GET",
  path: "/integrations/{id}/export",
  summary: "The whole integration as one file: flows, tables, settings, schedules; no address and no secret",
  permission: "integration.write",
  params: IdParamsSchema,
  reply: IntegrationFileSchema,
});

export const inspectIntegrationContract = defineContract({
  id: "inspectIntegration",
  method: "POST",
  path: "/integrations/inspect",
  summary: "What a file holds and which connections may play its parts; nothing is made. 400 names each place that is wrong",
  permission: "integration.write",
  body: InspectSchema,
  reply: z.object({
    name: z.string(),
    template: z.string(),
    flows: z.int(),
    tables: z.int(),
    schedules: z.int(),
    connections: z.array(
      z.object({
        key: z.string(),
        connector: z.string(),
        name: z.string(),
        /** Taken when nobody chooses; null = it has to be chosen. */
        matched: z.string().nullable(),
        choices: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  }),
});

export const importIntegrationContract = defineContract({
  id: "importIntegration",
  method: "POST",
  path: "/integrations/import",
  summary: "Make an integration of a file, all or nothing: flows published as they were, schedules off",
  permission: "integration.write",
  body: ImportSchema,
  reply: InstalledSchema.extend({
    /** Rows that named what the systems of here do not have: matched anew. */
    rematched: z.int(),
  }),
  status: 201,
});

export const integrationContracts = [
  listIntegrationsContract,
  installTemplateContract,
  readIntegrationContract,
  changeIntegrationContract,
  deleteIntegrationContract,
  exportIntegrationContract,
  inspectIntegrationContract,
  importIntegrationContract,
];
