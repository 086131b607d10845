"use server";

import { z } from "zod";
import { getLocale } from "@/lib/i18n/server";
import { defineAction } from "@/lib/server/define-action";
import { DuplicateSchema, duplicateIntegration } from "@/lib/server/integrations/duplicate";
import { exportIntegration } from "@/lib/server/integrations/export";
import { ImportSchema, InspectSchema, importIntegration, inspectFile } from "@/lib/server/integrations/import";
import { deleteIntegration, IntegrationPatchSchema, patchIntegration } from "@/lib/server/integrations/integrations";
import { refreshIntegration } from "@/lib/server/integrations/refresh";
import { readTableHistory } from "@/lib/server/integrations/table-history";
import { importTable, TableFileSchema } from "@/lib/server/integrations/table-sheet";
import { readTableCoverage } from "@/lib/server/integrations/table-uses";
import { autoMatchTable, changeTable, readTable } from "@/lib/server/integrations/tables";

const OneSchema = z.strictObject({ id: z.string() });

export const saveIntegration = defineAction(
  { input: IntegrationPatchSchema.extend({ id: z.string() }), permission: "integration.write" },
  async ({ input, access, app }) => {
    const { id, ...patch } = input;
    await patchIntegration(app, access, id, patch);
    return null;
  },
);

export const removeIntegration = defineAction(
  { input: OneSchema, permission: "integration.write" },
  async ({ input, access, app }) => {
    await deleteIntegration(app, access, input.id);
    return null;
  },
);

export const copyIntegration = defineAction(
  { input: DuplicateSchema.extend({ id: z.string() }), permission: "integration.write" },
  async ({ input, access, app }) => {
    const { id, ...copy } = input;
    return { id: await duplicateIntegration(app, access, id, copy) };
  },
);

export const refreshValues = defineAction({ input: OneSchema, permission: "table.write" }, ({ input, access, app }) =>
  refreshIntegration(app, access, input.id),
);

const TargetSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.null()]));
const TableChangeSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  rows: z.array(z.strictObject({ source: z.string(), target: TargetSchema })).max(10_000),
  default: TargetSchema.nullable().optional(),
});

/** Refused when somebody else saved the table since it was read. */
export const saveTable = defineAction({ input: TableChangeSchema, permission: "table.write" }, async ({ input, access, app }) => {
  const { id, ...change } = input;
  await changeTable(app, access, id, change);
  return null;
});

export const matchTable = defineAction({ input: OneSchema, permission: "table.write" }, async ({ input, access, app }) => {
  const before = new Map((await readTable(app, access, input.id)).rows.map((row) => [row.sourceId, row.sourceLabel]));
  const after = new Map((await autoMatchTable(app, access, input.id)).rows.map((row) => [row.sourceId, row.sourceLabel]));
  return {
    added: [...after].flatMap(([id, label]) => (before.has(id) ? [] : [label])),
    gone: [...before].flatMap(([id, label]) => (after.has(id) ? [] : [label])),
  };
});

/** Everything of the integration but addresses and secrets, to be saved as a file. */
export const exportToFile = defineAction({ input: OneSchema, permission: "integration.write" }, ({ input, access, app }) =>
  exportIntegration(app, access, input.id),
);

/** What a file holds, or each place where it is wrong; makes nothing. */
export const inspectImport = defineAction(
  { input: InspectSchema, permission: "integration.write" },
  async ({ input, access, app }) => inspectFile(app, access, input.file, await getLocale()),
);

export const importFromFile = defineAction(
  { input: ImportSchema, permission: "integration.write" },
  async ({ input, access, app }) => {
    const { id, missing, rematched } = await importIntegration(app, access, input, await getLocale());
    return { id, missing: missing.length, rematched };
  },
);

/** Set from a CSV or XLSX file, all or nothing. */
export const importTableFile = defineAction(
  { input: TableFileSchema.extend({ id: z.string() }), permission: "table.write" },
  async ({ input: { id, file, revision }, access, app }) => {
    const bytes = Buffer.from(file, "base64");
    const { changed } = await importTable(app, access, id, { bytes, revision, locale: await getLocale() });
    return { changed };
  },
);

export const listTableHistory = defineAction({ input: OneSchema, permission: "read" }, ({ input, access, app }) =>
  readTableHistory(app, access, input.id),
);

const COVERED_RECORDS = 60;

/** Reads live records of the flows that use the table. */
export const measureTable = defineAction({ input: OneSchema, permission: "flow.write" }, ({ input, access, app }) =>
  readTableCoverage(app, access, input.id, COVERED_RECORDS),
);
