import type { RowValues } from "@/db/queries/integrations";
import { type FileIssue, type IntegrationFile, invalidFile } from "@/engine/document/integration-file";
import type { Json, JsonObject } from "@/lib/core/json";
import { type TableDefinition, TableDefinitionSchema } from "@/lib/server/integrations/definition";
import { type LookupReader, readTableLookups, type TableLookups } from "@/lib/server/integrations/lookups";
import { defaultSettings } from "@/lib/server/integrations/settings";
import { matchAll } from "@/lib/server/integrations/tables";
import type { Template } from "@/templates/contract";

export interface FileTable {
  readonly definition: TableDefinition;
  readonly lookups: TableLookups;
  readonly fallback: JsonObject | null;
  readonly rows: readonly RowValues[];
}

type Table = IntegrationFile["tables"][number];

/**
 * The tables of a file on the connections of here. A row whose values these systems have is taken as it is; one that
 * names what they do not have is matched anew, as is a value the file does not know. Where a side cannot be read, the
 * rows of the file stand.
 */
export async function readFileTables(
  file: IntegrationFile,
  reader: LookupReader,
): Promise<{ tables: FileTable[]; rematched: number }> {
  const issues: FileIssue[] = [];
  const definitions = file.tables.map(({ key, definition }, index) => {
    const parsed = TableDefinitionSchema.safeParse(definition);
    if (parsed.success && parsed.data.key === key) return parsed.data;
    const [issue] = parsed.error?.issues ?? [];
    const path = issue ? issue.path.join(".") : "key";
    issues.push({ path: `tables.${index}.definition.${path}`, message: issue?.message ?? key });
    return undefined;
  });
  if (issues.length > 0) throw invalidFile(issues);
  let rematched = 0;
  const tables: FileTable[] = [];
  for (const [index, definition] of definitions.entries()) {
    const table = file.tables[index];
    if (!definition || !table) continue;
    const lookups = await readTableLookups(reader, definition);
    const made = rowsOf(table, definition, lookups);
    rematched += made.rematched;
    tables.push({ definition, lookups, fallback: table.default, rows: made.rows });
  }
  return { tables, rematched };
}

function rowsOf(table: Table, definition: TableDefinition, lookups: TableLookups): { rows: RowValues[]; rematched: number } {
  const own = table.rows.map(
    ({ source, label, target, origin, reason }, position): RowValues => ({
      sourceId: source,
      sourceLabel: label,
      position,
      target,
      origin,
      reason,
    }),
  );
  if (lookups.errors.length > 0) return { rows: own, rematched: 0 };
  const bySource = new Map(own.map((row) => [row.sourceId, row]));
  let rematched = 0;
  const rows = matchAll(definition, lookups).map((fresh) => {
    const kept = bySource.get(fresh.sourceId);
    bySource.delete(fresh.sourceId);
    if (kept && hasValues(kept.target, lookups)) return { ...kept, sourceLabel: fresh.sourceLabel, position: fresh.position };
    if (kept) rematched += 1;
    return fresh;
  });
  return { rows, rematched };
}

function hasValues(target: JsonObject, { choices }: TableLookups): boolean {
  return Object.entries(target).every(([column, value]) => {
    const offered = choices[column];
    return offered === undefined || offered.some(({ id }) => id === value);
  });
}

/**
 * The settings of a file, those it lacks by their default. One that names a value the systems of here do not have is left
 * open, to be chosen again: it is told among what is missing.
 */
export async function readFileSettings(file: IntegrationFile, template: Template, reader: LookupReader): Promise<JsonObject> {
  const settings = { ...defaultSettings(template), ...file.settings };
  for (const { key, control } of template.settings) {
    const value = settings[key];
    if (control.type !== "lookup" || value === null || value === undefined) continue;
    const found = await reader.read(control);
    if (!found.ok) continue;
    const has = (id: Json) => found.value.some((item) => item.id === id);
    if (Array.isArray(value)) settings[key] = value.filter(has);
    else if (!has(value)) settings[key] = null;
  }
  return settings;
}
