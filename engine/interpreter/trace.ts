import type { PlanStep } from "@/engine/interpreter/plan";
import type { NodeTrace } from "@/engine/interpreter/ports";
import type { Item, ItemLink, NodeResult } from "@/engine/nodes/contract";

/** What one node did with one page, in figures. */
export function traceOf(input: { step: PlanStep; arrived: readonly Item[]; result: NodeResult; ms: number }): NodeTrace {
  const { step, arrived, result, ms } = input;
  return {
    nodeId: step.node.id,
    in: arrived.length,
    out: Object.fromEntries(Object.entries(result.emit).map(([handle, items]) => [handle, items.length])),
    failed: result.failed?.length ?? 0,
    ignored: result.ignored?.length ?? 0,
    ms,
    counts: countsOf(arrived, result),
  };
}

/** Links made at this node, by outcome: `{created: 9, unchanged: 38}`; `review` beside them. */
function countsOf(arrived: readonly Item[], result: NodeResult): Record<string, number> {
  const before = new Set<ItemLink>();
  for (const { links } of arrived) for (const alias in links) if (links[alias]) before.add(links[alias]);
  const counts: Record<string, number> = {};
  for (const { links } of Object.values(result.emit).flat()) {
    for (const alias in links) {
      const link = links[alias];
      if (link === undefined || before.has(link)) continue;
      before.add(link);
      counts[link.outcome] = (counts[link.outcome] ?? 0) + 1;
    }
  }
  if (result.review?.length) counts.review = result.review.length;
  return counts;
}
