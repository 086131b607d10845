import { listWatermarks } from "@/db/queries/watermarks";
import { type Driver, type Plan, planFlow } from "@/engine/interpreter/plan";
import type { NodeContext, PlannedWrite } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { tryPage } from "@/engine/interpreter/try-page";
import { createTryWorld } from "@/engine/interpreter/try-world";
import type { Item } from "@/engine/nodes/contract";
import type { Json } from "@/lib/core/json";
import type { Bench } from "@/lib/server/simulations/progress";

/** Records read and shown at a time: people see the first ones soon. */
const PAGE = 50;

/** What the target would get, for the records the next run would read, those of a period, or chosen ones. */
export async function simulate(bench: Bench): Promise<void> {
  const { row, request, ctx, progress, app, flow } = bench;
  const plan = inPages(planFlow(row.document), request.limit);
  const { workspaceId, id: flowId } = flow;
  const marks = new Map((await listWatermarks({ db: app.db, workspaceId, flowId })).map(({ driver, value }) => [driver, value]));
  const planned = new Map<string, PlannedWrite[]>();
  const world = createTryWorld(ctx, (item, write) => planned.set(item.key, [...(planned.get(item.key) ?? []), write]));
  for (const driver of plan.drivers) {
    const own = { ...world.ctx, sourceStream: driver.sourceStream };
    const since = request.since ?? (driver.usesWatermark ? (marks.get(driver.nodeId) ?? null) : null);
    let cursor: Json | null = null;
    do {
      const left = request.limit - progress.read;
      if (left <= 0) return progress.noteMore();
      const page = await readPage({
        ...{ plan, driver, cursor, since, ctx: own },
        ...(request.keys ? { keys: request.keys } : {}),
        ...(request.until === undefined ? {} : { until: request.until }),
      });
      const items = page.items.slice(0, left);
      planned.clear();
      const records = await tryPage({ plan, driver, items, ctx: own, planned });
      await progress.commit(
        records.map((record) => ({ record })),
        await ctx.bound(),
      );
      if (page.items.length > left) return progress.noteMore();
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
}

/** A plan whose pages are short enough for the limit and for people who wait. */
export function inPages(plan: Plan, limit: number): Plan {
  return { ...plan, settings: { ...plan.settings, pageSize: Math.min(plan.settings.pageSize, PAGE, limit) } };
}

/** All records of a driver with these keys. */
export async function readKeys(input: {
  plan: Plan;
  driver: Driver;
  keys: readonly string[];
  ctx: NodeContext;
}): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: Json | null = null;
  do {
    const page = await readPage({ ...input, cursor, since: null });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
