import { z } from "zod";
import { IdParamsSchema, JsonRecordSchema, LocalizedSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { ConnectionPatchSchema, NewConnectionSchema } from "@/lib/server/connections";
import { defineContract } from "@/lib/server/define-route";

/** A connection without its secrets: they never leave the server. */
const ConnectionSchema = z.object({
  id: z.string(),
  connector: z.string(),
  name: z.string(),
  config: JsonRecordSchema,
  /** Names of the secrets that are set. */
  secrets: z.array(z.string()),
  sandbox: z.string().nullable(),
  checkedAt: TimeSchema.nullable(),
  check: JsonRecordSchema.nullable(),
  createdAt: TimeSchema,
});

const CheckSchema = z.object({
  ok: z.boolean(),
  message: LocalizedSchema,
  version: z.string().optional(),
  problems: z.array(
    z.object({
      severity: z.enum(["error", "warning", "info"]),
      message: LocalizedSchema,
      advice: LocalizedSchema.optional(),
      /** For POST `/connections/{id}/mend`. */
      mend: z.object({ id: z.string(), label: LocalizedSchema }).optional(),
    }),
  ),
});

export const listConnectionsContract = defineContract({
  id: "listConnections",
  method: "GET",
  path: "/connections",
  summary: "The connections of the workspace, those of the demo included",
  permission: "read",
  reply: listOf(ConnectionSchema),
});

export const createConnectionContract = defineContract({
  id: "createConnection",
  method: "POST",
  path: "/connections",
  summary: "Store a connection; its secrets are encrypted",
  permission: "connection.write",
  body: NewConnectionSchema,
  reply: z.object({ id: z.string() }),
  status: 201,
});

export const readConnectionContract = defineContract({
  id: "readConnection",
  method: "GET",
  path: "/connections/{id}",
  summary: "One connection",
  permission: "read",
  params: IdParamsSchema,
  reply: ConnectionSchema,
});

export const changeConnectionContract = defineContract({
  id: "changeConnection",
  method: "PATCH",
  path: "/connections/{id}",
  summary: "Change the name, the configuration or some secrets; an empty secret is removed",
  permission: "connection.write",
  params: IdParamsSchema,
  body: ConnectionPatchSchema,
  reply: ConnectionSchema,
});

export const deleteConnectionContract = defineContract({
  id: "deleteConnection",
  method: "DELETE",
  path: "/connections/{id}",
  summary: "Delete a connection that no integration uses",
  permission: "connection.write",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const checkConnectionContract = defineContract({
  id: "checkConnection",
  method: "POST",
  path: "/connections/{id}/check",
  summary: "Ask the system whether it can be used as configured",
  permission: "connection.check",
  params: IdParamsSchema,
  reply: CheckSchema,
});

export const mendConnectionContract = defineContract({
  id: "mendConnection",
  method: "POST",
  path: "/connections/{id}/mend",
  summary: "Set right what the check offers to, by the id it gives, and check again",
  permission: "connection.write",
  params: IdParamsSchema,
  body: z.strictObject({ mend: z.string().max(100) }),
  reply: CheckSchema,
});

export const enableEventsContract = defineContract({
  id: "enableEvents",
  method: "POST",
  path: "/connections/{id}/events",
  summary: "A new address and secret for the events of the system; the former secret is void",
  permission: "connection.write",
  params: IdParamsSchema,
  /** `isTold`: the system was told of both; otherwise a person gives them to it. The secret is not shown again. */
  reply: z.object({ url: z.string(), secret: z.string(), isTold: z.boolean() }),
});

export const readCatalogContract = defineContract({
  id: "readCatalog",
  method: "GET",
  path: "/connections/{id}/catalog",
  summary: "Streams of the system: JSON Schema, keys, filters; kept for an hour unless refresh=true",
  permission: "read",
  params: IdParamsSchema,
  query: z.object({ refresh: z.enum(["true", "false"]).optional() }),
  reply: JsonRecordSchema,
});

export const readLookupContract = defineContract({
  id: "readLookup",
  method: "GET",
  path: "/connections/{id}/lookups/{lookup}",
  summary: "Values for pickers and map tables, read from the system",
  permission: "read",
  params: IdParamsSchema.extend({ lookup: z.string().min(1).max(80) }),
  query: z.object({ query: z.string().max(200).optional() }),
  reply: listOf(
    z.object({
      id: z.string(),
      label: z.string(),
      match: z.record(z.string(), z.string().optional()).optional(),
      extra: JsonRecordSchema.optional(),
    }),
  ),
});

export const connectionContracts = [
  listConnectionsContract,
  createConnectionContract,
  readConnectionContract,
  changeConnectionContract,
  deleteConnectionContract,
  checkConnectionContract,
  mendConnectionContract,
  enableEventsContract,
  readCatalogContract,
  readLookupContract,
];
