import type { Driver, Plan } from "@/engine/interpreter/plan";
import type { Expectation, NodeContext, PlannedWrite } from "@/engine/interpreter/ports";
import { runPage } from "@/engine/interpreter/run-page";
import type { Item } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";

const NO_LINKS = new Map();

/**
 * What a driver of a flow would write for these records now, links being as they are but no action remembered: every
 * action that makes the target what it should be is planned again. Reads only.
 */
export async function expectWrites(input: {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly items: readonly Item[];
  readonly ctx: NodeContext;
}): Promise<Omit<Expectation, "waiting">> {
  const { plan, driver, items, ctx } = input;
  const roots = new Set(items.map(({ key }) => key));
  const writes = new Map<string, PlannedWrite[]>();
  const { load, holders, answers } = ctx.links;
  const dry: NodeContext = {
    ...ctx,
    mode: "dry",
    sourceStream: driver.sourceStream,
    plan: (item, write) => {
      const root = rootOf(item.key, roots);
      writes.set(root, [...(writes.get(root) ?? []), write]);
    },
    links: {
      load: async (scope, keys) => (scope.targetStream.startsWith("action:") ? NO_LINKS : load.call(ctx.links, scope, keys)),
      holders: (scope, ids) => holders.call(ctx.links, scope, ids),
      answers: (scope, keys) => answers.call(ctx.links, scope, keys),
      open: () => Promise.reject(new Error("a comparison writes nothing")),
      settle: () => Promise.reject(new Error("a comparison writes nothing")),
    },
  };
  const fresh = items.map(({ key, label, data }): Item => ({ key, label, data, links: {} }));
  const { outcomes } = await runPage({ plan, driver, items: fresh, ctx: dry, samples: 0 });
  const failed = new Map<string, ErrorInfo>();
  for (const { key, outcome, error } of outcomes) if (outcome === "failed" && error) failed.set(key, error);
  return { writes, failed, sourceStream: driver.sourceStream };
}

/** `7#2` → `7`: what is split from a record is the record's. */
function rootOf(key: string, roots: ReadonlySet<string>): string {
  let root = key;
  while (!roots.has(root) && root.includes("#")) root = root.slice(0, root.lastIndexOf("#"));
  return root;
}
