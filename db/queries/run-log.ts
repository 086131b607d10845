import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type OutcomeKind, runLog } from "@/db/schema";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

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

/** Lines of a page's records, kept in one row: `[label, outcome]` each. */
export const RECORDS_KEY = "records";

/** Appends lines; `seq` is the last position given out so far. Answers the new one. */
export async function appendLog(input: OneRun & { seq: number; lines: readonly NewLogLine[] }): Promise<number> {
  const { db, workspaceId, runId, seq, lines } = input;
  if (lines.length === 0) return seq;
  const rows = lines.map((line, index) => ({ workspaceId, runId, seq: seq + index + 1, params: {}, ...line }));
  await db.insert(runLog).values(rows);
  return seq + lines.length;
}

/** One line for each record of a page, in one row that takes as many positions. */
export async function appendRecords(
  input: OneRun & {
    seq: number;
    /** Records before this page, and up to its end. */
    before: number;
    total: number;
    records: readonly { label: string; outcome: OutcomeKind }[];
  },
): Promise<number> {
  const { db, workspaceId, runId, seq, before, total, records } = input;
  if (records.length === 0) return seq;
  const params = { before, total, lines: records.map(({ label, outcome }) => [label, outcome]) };
  await db.insert(runLog).values({ workspaceId, runId, seq: seq + 1, level: "info", key: RECORDS_KEY, params });
  return seq + records.length;
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
  return rows
    .flatMap((row) => linesOf(row).reverse())
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
        sql`${runLog.seq} + case when ${runLog.key} = ${RECORDS_KEY} then jsonb_array_length(${runLog.params} -> 'lines') - 1 else 0 end > ${after}`,
      ),
    )
    .orderBy(asc(runLog.seq))
    .limit(input.limit);
  return rows
    .flatMap(linesOf)
    .filter((line) => line.seq > after)
    .slice(0, input.limit);
}

type LogRow = typeof runLog.$inferSelect;

function linesOf(row: LogRow): LogLine[] {
  const { seq, at, level, key, params, text } = row;
  const { lines, before, total } = params;
  if (key !== RECORDS_KEY || !Array.isArray(lines)) return [{ seq, at, level, key, params, text }];
  return lines.map((line, index) => {
    const [label, outcome] = Array.isArray(line) ? line : [];
    return {
      seq: seq + index,
      at,
      level: outcome === "failed" ? "error" : "info",
      key: "record",
      params: { outcome: outcome ?? null, label: label ?? "" },
      text: `${Number(before) + index + 1}/${Number(total)} - ${String(label ?? "")}`,
      ...(isOutcome(outcome) ? { outcome } : {}),
    };
  });
}

const OUTCOMES: ReadonlySet<unknown> = new Set<OutcomeKind>(["created", "updated", "unchanged", "ignored", "failed", "review"]);

function isOutcome(value: unknown): value is OutcomeKind {
  return !isJsonObject(value) && OUTCOMES.has(value);
}
