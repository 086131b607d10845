import { z } from "zod";
import { listAuditEvents } from "@/db/queries/audit";
import type { RowValues } from "@/db/queries/integrations";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

/** Changes of one event that are kept one by one; the number of all of them always is. */
const KEPT_CHANGES = 200;
const SHOWN_EVENTS = 50;

const ChangeSchema = z.object({
  /** null = the default of the table. */
  source: z.string().nullable(),
  label: z.string(),
  before: JsonObjectSchema.nullable(),
  after: JsonObjectSchema.nullable(),
});
export type TableRowChange = z.infer<typeof ChangeSchema>;

type Rows = readonly Pick<RowValues, "sourceId" | "sourceLabel" | "target">[];

/** Rows whose target is another than before; those that came or went have no former, or no new one. */
export function rowChanges(before: Rows, after: Rows): TableRowChange[] {
  const former = new Map(before.map((row) => [row.sourceId, row]));
  return after.flatMap((row): TableRowChange[] => {
    const known = former.get(row.sourceId);
    if (known && isSame(known.target, row.target)) return [];
    return [{ source: row.sourceId, label: row.sourceLabel, before: known?.target ?? null, after: row.target }];
  });
}

export function defaultChange(before: JsonObject | null, after: JsonObject | null | undefined): TableRowChange[] {
  if (after === undefined || isSame(before, after)) return [];
  return [{ source: null, label: "", before, after }];
}

/** What an event of the audit keeps of a change. */
export function changeParams(changes: readonly TableRowChange[]): JsonObject {
  return { rows: changes.length, changes: changes.slice(0, KEPT_CHANGES) };
}

function isSame(one: JsonObject | null, other: JsonObject | null): boolean {
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  const valueIn = (target: JsonObject | null, name: string): Json => (isJsonObject(target) ? (target[name] ?? null) : null);
  return [...names].every((name) => valueIn(one, name) === valueIn(other, name));
}

export interface TableEvent {
  readonly id: string;
  readonly at: Date;
  /** `table.changed`, `table.matched`. */
  readonly action: string;
  /** Name of the person or the token; null when it is gone, or ours. */
  readonly by: string | null;
  /** Rows changed in all. */
  readonly rows: number;
  /** The first of them. */
  readonly changes: readonly TableRowChange[];
}

/** Who changed what in a table, newest first. */
export async function readTableHistory(app: App, access: Access, tableId: string): Promise<TableEvent[]> {
  const { workspaceId } = access;
  const events = await listAuditEvents({ db: app.db, workspaceId, subject: tableId, limit: SHOWN_EVENTS });
  return events.map(({ id, at, action, actorName, params }) => {
    const changes = z.array(ChangeSchema).safeParse(params.changes);
    return { id, at, action, by: actorName, rows: Number(params.rows ?? 0), changes: changes.success ? changes.data : [] };
  });
}
