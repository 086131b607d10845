import { type DoneRecord, listDoneRecords } from "@/db/queries/replays";
import { type Driver, type Plan, planFlow } from "@/engine/interpreter/plan";
import type { NodeContext, PlannedWrite } from "@/engine/interpreter/ports";
import { compareVersions } from "@/engine/interpreter/try-compare";
import { type SimulatedRecord, tryPage } from "@/engine/interpreter/try-page";
import { createTryWorld, type TryWorld } from "@/engine/interpreter/try-world";
import { AppError } from "@/lib/core/errors";
import { canonicalJson } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { type Bench, jsonOf, type PageRecord } from "@/lib/server/simulations/progress";
import { inPages, readKeys } from "@/lib/server/simulations/simulate";

const DAY_MS = 86_400_000;
const PAGE = 50;

/** One version of the flow, with its own memory of what it would have written. */
interface Side {
  readonly plan: Plan;
  readonly world: TryWorld;
  readonly planned: Map<string, PlannedWrite[]>;
}

/**
 * The records that runs of the last days met, once through the published version and once through the draft, as though
 * none of them had been written yet: what differs is the change of the flow, and nothing else.
 */
export async function replay(bench: Bench): Promise<void> {
  const { app, flow, row, request, ctx, progress } = bench;
  const { workspaceId, id: flowId } = flow;
  const since = new Date(row.createdAt.getTime() - request.days * DAY_MS);
  const done = await listDoneRecords({ db: app.db, workspaceId, flowId, since, limit: request.limit });
  const wanted = [...done.values()].filter(({ row: { key } }) => request.keys === undefined || request.keys.includes(key));
  if (wanted.length === 0) {
    throw new AppError({ code: "flow.no_records", category: "notFound", message: "No run of these days met a record" });
  }
  const published = sideOf(planFlow(row.baseline ?? row.document), ctx, wanted.length);
  const draft = sideOf(planFlow(row.document), ctx, wanted.length);
  for (const driver of published.plan.drivers) {
    const keys = wanted.filter(({ row: { driver: by } }) => by.split("~", 1)[0] === driver.nodeId).map(({ row: { key } }) => key);
    const other = counterpart(draft.plan, driver);
    for (let start = 0; start < keys.length; start += PAGE) {
      const page = keys.slice(start, start + PAGE);
      const [before, after] = await runBoth({ published, draft, driver, other, keys: page });
      const records = page.flatMap((key): PageRecord[] => comparisonOf(before.get(key), after.get(key), done.get(key)));
      await progress.commit(records, await ctx.bound());
    }
  }
}

function sideOf(plan: Plan, ctx: NodeContext, count: number): Side {
  const planned = new Map<string, PlannedWrite[]>();
  const world = createTryWorld(ctx, (item, write) => planned.set(item.key, [...(planned.get(item.key) ?? []), write]));
  return { plan: inPages(plan, Math.max(1, count)), world, planned };
}

/** The same read in the other version, wherever it was moved. */
function counterpart(plan: Plan, driver: Driver): Driver | undefined {
  return (
    plan.drivers.find(({ nodeId }) => nodeId === driver.nodeId) ??
    plan.drivers.find(({ sourceStream }) => sourceStream === driver.sourceStream)
  );
}

type Simulated = ReadonlyMap<string, SimulatedRecord>;

async function runBoth(input: {
  published: Side;
  draft: Side;
  driver: Driver;
  other: Driver | undefined;
  keys: readonly string[];
}): Promise<[Simulated, Simulated]> {
  const { published, draft, driver, other, keys } = input;
  const own = { ...published.world.ctx, sourceStream: driver.sourceStream };
  const items = await readKeys({ plan: published.plan, driver, keys, ctx: own });
  const before = await runSide(published, { driver, items, ctx: own, keys });
  if (other === undefined) return [before, new Map()];
  const theirs = { ...draft.world.ctx, sourceStream: other.sourceStream };
  const isSameRead = canonicalJson(driver.node.config) === canonicalJson(other.node.config);
  const again = isSameRead ? items : await readKeys({ plan: draft.plan, driver: other, keys, ctx: theirs });
  return [before, await runSide(draft, { driver: other, items: again, ctx: theirs, keys })];
}

async function runSide(
  { plan, world, planned }: Side,
  page: { driver: Driver; items: Awaited<ReturnType<typeof readKeys>>; ctx: NodeContext; keys: readonly string[] },
): Promise<Simulated> {
  const { driver, items, ctx, keys } = page;
  world.treatAsNew(driver.sourceStream, keys);
  planned.clear();
  const records = await tryPage({ plan, driver, items, ctx, planned });
  return new Map(records.map((record) => [record.key, record]));
}

/** A record that neither version reads any more (it was deleted) has nothing to compare. */
function comparisonOf(
  before: SimulatedRecord | undefined,
  after: SimulatedRecord | undefined,
  done: DoneRecord | undefined,
): PageRecord[] {
  const one = after ?? before;
  if (one === undefined) return [];
  const compared = compareVersions(before ?? unread(one), after ?? unread(one));
  const told = done && {
    runId: done.runId,
    outcome: done.row.outcome,
    at: done.row.at.toISOString(),
    targets: done.row.targets,
    error: done.row.error,
  };
  const published = before && { error: before.error, reason: before.reason };
  const comparison = JsonObjectSchema.parse(jsonOf({ ...compared, published: published ?? null, done: told ?? null }));
  return [{ record: after ?? unread(one), differs: compared.differs, comparison }];
}

/** For the version that does not read the record. */
function unread(record: SimulatedRecord): SimulatedRecord {
  return {
    ...record,
    outcome: "ignored",
    nodeId: null,
    writes: [],
    documents: [],
    error: null,
    reason: { code: "notRead" },
    review: null,
  };
}
