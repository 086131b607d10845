import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type NamedOutcome, nameOutcomes } from "@/db/queries/run-records";
import { runLog } from "@/db/schema";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { OUTCOMES, type OutcomeKind } from "@/lib/core/outcomes";

/** A line of the journal as people read it: translated by `key`, or `text` as it is. */
export interface LogLine {
  readonly seq: number;
  readonly at: Date;
  readonly level: "info" | "warn" | "error";
  /** Key under `runLog` of `messages/`, filled with `params`; `record` for the lines of records. */
  readonly key: string;
  readonly params: JsonObject;
  /** `3/6 - REF` (UI-48). */
  readonly text: string | null;
  readonly outcome?: OutcomeKind;
}

export type NewLogLine = { level: LogLine["level"]; key: string; params?: JsonObject };

type OneRun = { readonly db: Queryable; readonly workspaceId: string; readonly runId: string };

/** Lines of a page's records, in one row that says which: they are the page's outcomes. Older rows hold `lines` themselves. */
const RECORDS_KEY = "records";

/** Appends lines; `seq` is the last position given out so far. Answers the new one. */
export async function appendLog(input: OneRun & { seq: number; lines: readonly NewLogLine[] }): Promise<number> {
  const { db, workspaceId, runId, seq, lines } = input;
  if (lines.length === 0) return seq;
  const rows = lines.map((line, index) => ({ workspaceId, runId, seq: seq + index + 1, params: {}, ...line }));
  await db.insert(runLog).values(rows);
  return seq + lines.length;
}

/** One line for each record of a page, in one row that takes as many positions; `before`, `total`: those of its outcomes. */
export async function appendRecords(input: OneRun & { seq: number; before: number; total: number }): Promise<void> {
  const { db, workspaceId, runId, seq, before, total } = input;
  if (total === before) return;
  await db.execute(sql`
    insert into run_log (workspace_id, run_id, seq, level, key, params)
    values (${workspaceId}, ${runId}, ${seq + 1}, 'info', ${RECORDS_KEY}, ${JSON.stringify({ before, total })}::jsonb)`);
}

/** The end of the journal, newest line first; `before` is the `seq` of the last line of the page before. */
export async function listLogEnd(input: OneRun & { before?: number; limit: number }): Promise<LogLine[]> {
  const { before = 2_147_483_647, limit } = input;
  const rows = await input.db
    .select()
    .from(runLog)
    .where(and(eq(runLog.workspaceId, input.workspaceId), eq(runLog.runId, input.runId), sql`${runLog.seq} < ${before}`))
    .orderBy(desc(runLog.seq))
    .limit(limit);
  const wanted = enough(rows, limit, (row) => Math.min(sizeOf(row), before - row.seq));
  const records = await recordsOf(input, wanted);
  return wanted
    .flatMap((row) => linesOf(row, records).reverse())
    .filter((line) => line.seq < before)
    .slice(0, limit);
}

/** The journal in order, records spelled out; `after` is the `seq` of the last line of the page before. */
export async function listLog(input: OneRun & { after?: number; limit: number }): Promise<LogLine[]> {
  const after = input.after ?? 0;
  const rows = await input.db
    .select()
    .from(runLog)
    .where(
      and(
        eq(runLog.workspaceId, input.workspaceId),
        eq(runLog.runId, input.runId),
        sql`${runLog.seq} + case when ${runLog.key} = ${RECORDS_KEY}
          then (${runLog.params} ->> 'total')::int - (${runLog.params} ->> 'before')::int - 1 else 0 end > ${after}`,
      ),
    )
    .orderBy(asc(runLog.seq))
    .limit(input.limit);
  const wanted = enough(rows, input.limit, (row) => Math.min(sizeOf(row), row.seq + sizeOf(row) - 1 - after));
  const records = await recordsOf(input, wanted);
  return wanted
    .flatMap((row) => linesOf(row, records))
    .filter((line) => line.seq > after)
    .slice(0, input.limit);
}

type LogRow = typeof runLog.$inferSelect;

function sizeOf({ key, params }: LogRow): number {
  return key === RECORDS_KEY ? Number(params.total) - Number(params.before) : 1;
}

/** The first rows that make so many lines. */
function enough(rows: readonly LogRow[], limit: number, linesIn: (row: LogRow) => number): LogRow[] {
  const taken: LogRow[] = [];
  for (let lines = 0; lines < limit && taken.length < rows.length; ) {
    const row = rows[taken.length];
    if (row === undefined) break;
    taken.push(row);
    lines += linesIn(row);
  }
  return taken;
}

/** Outcomes of the records that the rows only name, by position. */
async function recordsOf(input: OneRun, rows: readonly LogRow[]): Promise<ReadonlyMap<number, NamedOutcome>> {
  const named = rows.filter(({ key, params }) => key === RECORDS_KEY && !Array.isArray(params.lines));
  if (named.length === 0) return new Map();
  const after = Math.min(...named.map(({ params }) => Number(params.before)));
  const last = Math.max(...named.map(({ params }) => Number(params.total)));
  return nameOutcomes({ ...input, after, last });
}

function linesOf(row: LogRow, records: ReadonlyMap<number, NamedOutcome>): LogLine[] {
  const { seq, at, level, key, params, text } = row;
  if (key !== RECORDS_KEY) return [{ seq, at, level, key, params, text }];
  const { lines, before, total } = params;
  return Array.from({ length: sizeOf(row) }, (_, index) => {
    const position = Number(before) + index + 1;
    const line = Array.isArray(lines) ? lines[index] : undefined;
    const [label, outcome] = Array.isArray(line) ? line : [records.get(position)?.label, records.get(position)?.outcome];
    return {
      seq: seq + index,
      at,
      level: outcome === "failed" ? "error" : "info",
      key: "record",
      params: { outcome: outcome ?? null, label: label ?? "" },
      text: `${position}/${Number(total)} - ${String(label ?? "")}`,
      ...(isOutcome(outcome) ? { outcome } : {}),
    };
  });
}

const KNOWN: ReadonlySet<unknown> = new Set(OUTCOMES);

function isOutcome(value: unknown): value is OutcomeKind {
  return !isJsonObject(value) && KNOWN.has(value);
}
