import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { PlainOutcome, PlainTarget } from "@/db/schema";
import { packSteps } from "@/db/schema/packed-steps";
import type { Json, JsonObject } from "@/lib/core/json";
import type { OutcomeKind } from "@/lib/core/outcomes";

/** What one page adds to a run; every function is one statement, however many records there are. */
type PageScope = { readonly db: Queryable; readonly workspaceId: string; readonly runId: string };

export interface NewOutcome {
  readonly seq: number;
  readonly key: string;
  readonly label: string;
  readonly outcome: OutcomeKind;
  readonly nodeId: string | null;
  readonly targets: readonly { alias: string; stream: string; id: string; ref: string; outcome: string }[];
  readonly reason: JsonObject | undefined;
  /** Plain data, written as its JSON. */
  readonly error: unknown;
  readonly steps: readonly Json[];
  readonly planned: unknown;
}

/** Those with nothing more to tell in one row, the others in a row each; see `plainOutcomes`. */
export async function insertOutcomes(
  input: PageScope & { driver: string; page: number; outcomes: readonly NewOutcome[] },
): Promise<void> {
  const plain: PlainOutcome[] = [];
  const told: NewOutcome[] = [];
  for (const outcome of input.outcomes) {
    if (isPlain(outcome)) plain.push(toPlain(outcome));
    else told.push(outcome);
  }
  await Promise.all([insertPlain(input, plain), insertTold({ ...input, outcomes: told })]);
}

type Page = PageScope & { driver: string; page: number };

async function insertPlain({ db, workspaceId, runId, driver, page }: Page, records: readonly PlainOutcome[]): Promise<void> {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return;
  const kinds = [...new Set(records.map(([_seq, _key, _label, outcome]) => outcome))];
  await db.execute(sql`
    insert into plain_outcomes (workspace_id, run_id, seq, last_seq, driver, page, kinds, records)
    values (${workspaceId}, ${runId}, ${first[0]}, ${last[0]}, ${driver}, ${page},
      string_to_array(${kinds.join(",")}, ','), ${JSON.stringify(records)}::jsonb)`);
}

function isPlain({ outcome, steps, error, planned }: NewOutcome): boolean {
  return outcome !== "failed" && outcome !== "review" && steps.length === 0 && error === undefined && planned === undefined;
}

function toPlain({ seq, key, label, outcome, targets, nodeId, reason }: NewOutcome): PlainOutcome {
  if (targets.length === 0 && reason === undefined && nodeId === null) return [seq, key, label, outcome];
  const made = targets.map(({ alias, stream, id, ref, outcome }): PlainTarget => [alias, stream, id, ref, outcome]);
  if (reason === undefined && nodeId === null) return [seq, key, label, outcome, made];
  return [seq, key, label, outcome, made, nodeId, reason ?? null];
}

async function insertTold(input: PageScope & { driver: string; page: number; outcomes: readonly NewOutcome[] }): Promise<void> {
  if (input.outcomes.length === 0) return;
  const outcomes = input.outcomes.map((outcome) => ({ ...outcome, steps: packSteps(outcome.steps) }));
  await input.db.execute(sql`
    insert into record_outcomes
      (workspace_id, run_id, seq, driver, page, key, label, outcome, node_id, targets, error, reason, steps, planned)
    select ${input.workspaceId}, ${input.runId}, o.seq, ${input.driver}, ${input.page}, o.key, o.label, o.outcome, o."nodeId",
      o.targets, o.error, o.reason, o.steps, o.planned
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o(
      seq int, key text, label text, outcome text, "nodeId" text, targets jsonb, error jsonb, reason jsonb, steps jsonb, planned jsonb)`);
}

export interface NodeFigures {
  readonly nodeId: string;
  readonly recordsIn: number;
  readonly recordsOut: number;
  readonly failed: number;
  readonly ignored: number;
  readonly ms: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Adds one page's figures to those of each node. */
export async function addNodeFigures(input: PageScope & { nodes: readonly NodeFigures[] }): Promise<void> {
  if (input.nodes.length === 0) return;
  await input.db.execute(sql`
    insert into run_nodes as n
      (workspace_id, run_id, node_id, status, pages, records_in, records_out, failed, ignored, ms, counts)
    select ${input.workspaceId}, ${input.runId}, f."nodeId", 'running', 1, f."recordsIn", f."recordsOut", f.failed, f.ignored,
      f.ms, f.counts
    from jsonb_to_recordset(${JSON.stringify(input.nodes)}::jsonb) as f(
      "nodeId" text, "recordsIn" int, "recordsOut" int, failed int, ignored int, ms bigint, counts jsonb)
    on conflict (run_id, node_id) do update set
      pages = n.pages + 1, records_in = n.records_in + excluded.records_in, records_out = n.records_out + excluded.records_out,
      failed = n.failed + excluded.failed, ignored = n.ignored + excluded.ignored, ms = n.ms + excluded.ms,
      counts = (
        select coalesce(jsonb_object_agg(key, total), '{}')
        from (
          select key, sum(value::int) as total
          from (select * from jsonb_each_text(n.counts) union all select * from jsonb_each_text(excluded.counts)) both_counts
          group by key) sums),
      status = 'running', updated_at = now()`);
}

/** The last word on the nodes of a run that has ended. */
export async function endNodes(input: PageScope & { status: "done" | "failed" }): Promise<void> {
  await input.db.execute(sql`
    update run_nodes set status = ${input.status}, updated_at = now()
    where workspace_id = ${input.workspaceId} and run_id = ${input.runId} and status = 'running'`);
}

export interface PageTotals {
  readonly counts: Readonly<Record<OutcomeKind, number>>;
  readonly requestsSource: number;
  readonly requestsTarget: number;
  readonly logSeq: number;
  readonly recordSeq: number;
  readonly progress: Json;
}

/** Adds one page to the counters of its run, and shows that it lives. */
export async function addTotals(input: PageScope & PageTotals): Promise<void> {
  const { counts } = input;
  const total = counts.created + counts.updated + counts.unchanged + counts.ignored + counts.failed;
  await input.db.execute(sql`
    update runs set total = total + ${total}, created = created + ${counts.created}, updated = updated + ${counts.updated},
      unchanged = unchanged + ${counts.unchanged}, ignored = ignored + ${counts.ignored}, failed = failed + ${counts.failed},
      review = review + ${counts.review}, requests_source = requests_source + ${input.requestsSource},
      requests_target = requests_target + ${input.requestsTarget}, log_seq = ${input.logSeq}, record_seq = ${input.recordSeq},
      progress = ${JSON.stringify(input.progress)}::jsonb, heartbeat_at = now()
    where id = ${input.runId} and workspace_id = ${input.workspaceId}`);
}
