import { and, asc, desc, eq, gt, gte, ilike, lt, lte, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type PlainTarget, plainOutcomes, recordOutcomes } from "@/db/schema";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { OutcomeKind } from "@/lib/core/outcomes";

export type RecordOutcomeRow = typeof recordOutcomes.$inferSelect;

type OneRun = { readonly db: Queryable; readonly workspaceId: string; readonly runId: string };

export type OutcomeFilter = {
  readonly outcome?: OutcomeKind;
  /** Words of the record, or of a document it became. */
  readonly search?: string;
  readonly newest?: boolean;
};
type Wanted = OneRun & OutcomeFilter & { readonly after?: number; readonly limit: number };

/** Pages looked into at once for plain outcomes. */
const PAGES = 8;

/** In the order they were done, or the other way round; `after` is the `seq` of the last one of the page before. */
export async function listOutcomes(input: Wanted): Promise<RecordOutcomeRow[]> {
  const told = await listTold(input);
  const plain = await listPlain(input);
  const order = input.newest ? -1 : 1;
  return [...told, ...plain].sort((one, other) => (one.seq - other.seq) * order).slice(0, input.limit);
}

export async function findOutcome(input: OneRun & { seq: number }): Promise<RecordOutcomeRow | undefined> {
  const { db, workspaceId, runId, seq } = input;
  const own = and(eq(recordOutcomes.workspaceId, workspaceId), eq(recordOutcomes.runId, runId), eq(recordOutcomes.seq, seq));
  const [told] = await db.select().from(recordOutcomes).where(own);
  if (told) return told;
  const pages = await db
    .select()
    .from(plainOutcomes)
    .where(and(ofRun(input), lte(plainOutcomes.seq, seq), gte(plainOutcomes.lastSeq, seq)));
  return pages.flatMap(rowsOf).find((row) => row.seq === seq);
}

export type NamedOutcome = Pick<RecordOutcomeRow, "label" | "outcome">;

/** What the journal says of records, by position: those after `after` up to `last`. */
export async function nameOutcomes(input: OneRun & { after: number; last: number }): Promise<Map<number, NamedOutcome>> {
  const { db, workspaceId, runId, after, last } = input;
  const { seq, label, outcome } = recordOutcomes;
  const [told, pages] = await Promise.all([
    db
      .select({ seq, label, outcome })
      .from(recordOutcomes)
      .where(and(eq(recordOutcomes.workspaceId, workspaceId), eq(recordOutcomes.runId, runId), gt(seq, after), lte(seq, last))),
    db
      .select()
      .from(plainOutcomes)
      .where(and(ofRun(input), lte(plainOutcomes.seq, last), gt(plainOutcomes.lastSeq, after))),
  ]);
  return new Map([...told, ...pages.flatMap(rowsOf)].map((row) => [row.seq, { label: row.label, outcome: row.outcome }]));
}

async function listTold({ db, workspaceId, runId, outcome, search, newest, after, limit }: Wanted): Promise<RecordOutcomeRow[]> {
  const like = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : undefined;
  const { seq, key, label, targets } = recordOutcomes;
  return db
    .select()
    .from(recordOutcomes)
    .where(
      and(
        eq(recordOutcomes.workspaceId, workspaceId),
        eq(recordOutcomes.runId, runId),
        outcome ? eq(recordOutcomes.outcome, outcome) : undefined,
        like === undefined
          ? undefined
          : or(ilike(key, like), ilike(label, like), sql`jsonb_path_query_array(${targets}, '$[*].ref')::text ilike ${like}`),
        after === undefined ? undefined : newest ? lt(seq, after) : gt(seq, after),
      ),
    )
    .orderBy(newest ? desc(seq) : asc(seq))
    .limit(limit);
}

/** A few pages at a time, until there are enough. */
async function listPlain(input: Wanted): Promise<RecordOutcomeRow[]> {
  const { db, outcome, newest, limit } = input;
  const { seq, lastSeq, kinds } = plainOutcomes;
  const isWanted = filterOf(input);
  const rows: RecordOutcomeRow[] = [];
  let after = input.after;
  for (;;) {
    const pages = await db
      .select()
      .from(plainOutcomes)
      .where(
        and(
          ofRun(input),
          outcome ? sql`${outcome} = any(${kinds})` : undefined,
          after === undefined ? undefined : newest ? lt(seq, after) : gt(lastSeq, after),
        ),
      )
      .orderBy(newest ? desc(seq) : asc(seq))
      .limit(PAGES);
    for (const page of pages) {
      const found = rowsOf(page).filter(isWanted);
      rows.push(...(newest ? found.reverse() : found));
    }
    const last = pages.at(-1);
    if (last === undefined || pages.length < PAGES || rows.length >= limit) return rows.slice(0, limit);
    after = newest ? last.seq : last.lastSeq;
  }
}

function ofRun({ workspaceId, runId }: OneRun) {
  return and(eq(plainOutcomes.workspaceId, workspaceId), eq(plainOutcomes.runId, runId));
}

function filterOf({ outcome, search, newest, after }: Wanted): (row: RecordOutcomeRow) => boolean {
  const words = search?.toLowerCase() ?? "";
  return (row) => {
    if (outcome !== undefined && row.outcome !== outcome) return false;
    if (after !== undefined && (newest ? row.seq >= after : row.seq <= after)) return false;
    if (words === "") return true;
    const texts = [row.key, row.label, ...refsOf(row)];
    return texts.some((text) => text.toLowerCase().includes(words));
  };
}

function refsOf({ targets }: RecordOutcomeRow): string[] {
  return Array.isArray(targets) ? targets.flatMap((target) => (isJsonObject(target) ? [String(target.ref ?? "")] : [])) : [];
}

function rowsOf({ workspaceId, runId, driver, page, at, records }: typeof plainOutcomes.$inferSelect): RecordOutcomeRow[] {
  const common = { workspaceId, runId, driver, page, at, error: null, steps: [], planned: null };
  return records.map(([seq, key, label, outcome, targets = [], nodeId = null, reason = null]) => ({
    ...common,
    seq,
    key,
    label,
    outcome,
    nodeId,
    targets: targets.map((target) => (Array.isArray(target) ? spelled(target) : target)),
    reason,
  }));
}

function spelled([alias, stream, id, ref, outcome]: PlainTarget): JsonObject {
  return { alias, stream, id, ref, outcome };
}
