import type { LookupItem } from "@/connectors/contract";
import { type ErrorInfo, toErrorInfo } from "@/lib/core/errors";
import { err, ok, type Result } from "@/lib/core/result";
import type { App } from "@/lib/server/app";
import { type Bound, bindContext } from "@/lib/server/bound-connector";
import type { ColumnChoices } from "@/lib/server/integrations/auto-match";
import type { TableDefinition } from "@/lib/server/integrations/definition";

/** A first installation reads a dozen look-ups of two systems while the merchant waits. */
const LOOKUPS_MS = 120_000;

type Lookup = { readonly role: string; readonly lookup: string };

/** Reads look-ups of an integration's connections, each once, however many tables ask for it. */
export interface LookupReader {
  read(lookup: Lookup): Promise<Result<readonly LookupItem[], ErrorInfo>>;
}

export function createLookupReader(
  app: App,
  integration: { workspaceId: string; connections: Readonly<Record<string, string>> },
): LookupReader {
  const signal = AbortSignal.timeout(LOOKUPS_MS);
  const bound = new Map<string, Promise<Bound>>();
  const read = new Map<string, Promise<Result<readonly LookupItem[], ErrorInfo>>>();
  const bind = (role: string) => {
    const connectionId = integration.connections[role] ?? "";
    const kept = bound.get(role) ?? bindContext(app, { workspaceId: integration.workspaceId, connectionId, signal });
    bound.set(role, kept);
    return kept;
  };
  const readNow = async ({ role, lookup }: Lookup): Promise<Result<readonly LookupItem[], ErrorInfo>> => {
    try {
      const { connector, context } = await bind(role);
      return ok((await connector.lookup(context, { lookup })).items);
    } catch (thrown) {
      const error = toErrorInfo(thrown);
      app.log.warn("lookup.failed", { role, lookup, code: error.code, message: error.message });
      return err(error);
    }
  };
  return {
    read: (lookup) => {
      const key = `${lookup.role}\n${lookup.lookup}`;
      const kept = read.get(key) ?? readNow(lookup);
      read.set(key, kept);
      return kept;
    },
  };
}

export interface TableLookups {
  readonly sources: readonly LookupItem[];
  readonly choices: ColumnChoices;
  /** By fact, what a row may be limited to. */
  readonly conditions: Readonly<Record<string, readonly LookupItem[]>>;
  readonly errors: readonly (Lookup & { readonly error: ErrorInfo })[];
}

/** Both sides of a table: its source values and what each column may be set to. */
export async function readTableLookups(
  reader: LookupReader,
  definition: Pick<TableDefinition, "source" | "conditions"> & {
    readonly columns: readonly Pick<TableDefinition["columns"][number], "key" | "control">[];
  },
): Promise<TableLookups> {
  const errors: (Lookup & { error: ErrorInfo })[] = [];
  const itemsOf = async (lookup: Lookup): Promise<readonly LookupItem[]> => {
    const result = await reader.read(lookup);
    if (result.ok) return result.value;
    errors.push({ role: lookup.role, lookup: lookup.lookup, error: result.error });
    return [];
  };
  const sources = await itemsOf(definition.source);
  const choices: Record<string, readonly LookupItem[]> = {};
  for (const { key, control } of definition.columns) {
    if (control.type === "lookup") choices[key] = await itemsOf(control);
    if (control.type === "select") choices[key] = control.options.map((option) => ({ id: option.value, label: option.label.fr }));
  }
  const conditions: Record<string, readonly LookupItem[]> = {};
  for (const { fact, lookup } of definition.conditions ?? []) conditions[fact] = await itemsOf(lookup);
  return { sources, choices, conditions, errors };
}
