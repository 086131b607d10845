import { z } from "zod";
import { IdParamsSchema, JsonRecordSchema, LocalizedSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { TableFileSchema } from "@/lib/server/integrations/table-sheet";

/** By column; the bare value of a table with one column; null clears. */
const TargetSchema = z.union([z.string(), z.boolean(), z.null(), JsonRecordSchema]);

const TableSchema = z.object({
  id: z.string(),
  key: z.string(),
  integrationId: z.string(),
  title: LocalizedSchema,
  source: z.object({ role: z.string(), lookup: z.string() }),
  columns: z.array(
    z.object({ key: z.string(), title: LocalizedSchema, required: z.boolean(), control: z.record(z.string(), z.json()) }),
  ),
  rows: z.array(
    z.object({
      source: z.string(),
      label: z.string(),
      target: JsonRecordSchema,
      /** `none`: a run cannot translate this value. */
      origin: z.enum(["auto", "manual", "default", "none"]),
      /** Why auto-match chose it, by column. */
      reason: JsonRecordSchema.nullable(),
    }),
  ),
  /** Target of values without a row; null = such a value is an error. */
  default: JsonRecordSchema.nullable(),
  revision: z.int(),
  updatedAt: TimeSchema,
});

const ItemSchema = z.object({ id: z.string(), label: z.string() });

export const listTablesContract = defineContract({
  id: "listTables",
  method: "GET",
  path: "/tables",
  summary: "The map tables of the workspace, or of one integration",
  permission: "read",
  query: z.object({ integration: z.string().optional() }),
  reply: listOf(z.object({ id: z.string(), key: z.string(), integrationId: z.string(), revision: z.int() })),
});

export const readTableContract = defineContract({
  id: "readTable",
  method: "GET",
  path: "/tables/{id}",
  summary: "A map table with its rows",
  permission: "read",
  params: IdParamsSchema,
  reply: TableSchema,
});

export const changeTableContract = defineContract({
  id: "changeTable",
  method: "PUT",
  path: "/tables/{id}",
  summary: "Set rows by hand, and the default; rows that are not named stay as they are",
  permission: "table.write",
  params: IdParamsSchema,
  body: z.strictObject({
    rows: z
      .array(z.strictObject({ source: z.string(), label: z.string().optional(), target: TargetSchema }))
      .max(10_000)
      .optional(),
    default: TargetSchema.optional(),
    /** Refuse with 409 when somebody changed the table since. */
    revision: z.int().optional(),
  }),
  reply: TableSchema,
});

export const autoMatchTableContract = defineContract({
  id: "autoMatchTable",
  method: "POST",
  path: "/tables/{id}/auto-match",
  summary: "Read both sides again and match every row that no person set",
  permission: "table.write",
  params: IdParamsSchema,
  reply: TableSchema,
});

export const readChoicesContract = defineContract({
  id: "readTableChoices",
  method: "GET",
  path: "/tables/{id}/choices",
  summary: "What each column may be set to, read from the system",
  permission: "read",
  params: IdParamsSchema,
  reply: z.object({ choices: z.record(z.string(), z.array(ItemSchema)) }),
});

export const exportTableContract = defineContract({
  id: "exportTable",
  method: "GET",
  path: "/tables/{id}/export",
  summary: "The table as a CSV or XLSX file: a line per value, each column by its id and its label; `*` is the default",
  permission: "read",
  params: IdParamsSchema,
  query: z.object({ format: z.enum(["csv", "xlsx"]).default("csv"), locale: z.enum(["en", "fr"]).default("en") }),
  /** Bytes of the file. */
  reply: z.string(),
});

export const importTableContract = defineContract({
  id: "importTable",
  method: "POST",
  path: "/tables/{id}/import",
  summary: "Set the rows of a CSV or XLSX file, all or nothing; 400 names line and column of each value that is not offered",
  permission: "table.write",
  params: IdParamsSchema,
  body: TableFileSchema,
  reply: z.object({ changed: z.int(), table: TableSchema }),
});

export const readTableHistoryContract = defineContract({
  id: "readTableHistory",
  method: "GET",
  path: "/tables/{id}/history",
  summary: "Who changed which rows, from what to what, newest first",
  permission: "read",
  params: IdParamsSchema,
  reply: z.object({
    data: z.array(
      z.object({
        id: z.string(),
        at: TimeSchema,
        action: z.string(),
        by: z.string().nullable(),
        rows: z.int(),
        changes: z.array(
          z.object({
            /** null = the default of the table. */
            source: z.string().nullable(),
            label: z.string(),
            before: JsonRecordSchema.nullable(),
            after: JsonRecordSchema.nullable(),
          }),
        ),
      }),
    ),
  }),
});

export const tableContracts = [
  exportTableContract,
  importTableContract,
  readTableHistoryContract,
  listTablesContract,
  readTableContract,
  changeTableContract,
  autoMatchTableContract,
  readChoicesContract,
];
