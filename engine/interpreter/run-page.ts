import type { FlowEdge } from "@/engine/document/schema";
import { PageLedger } from "@/engine/interpreter/page-ledger";
import type { Passage } from "@/engine/interpreter/passage";
import type { Driver, Plan, PlanStep } from "@/engine/interpreter/plan";
import type { NodeContext, NodeTrace, RecordOutcome } from "@/engine/interpreter/ports";
import { traceOf } from "@/engine/interpreter/trace";
import type { Item, NodeResult } from "@/engine/nodes/contract";
import { runnerOf } from "@/engine/nodes/runners";
import { IN } from "@/engine/nodes/shared/handles";
import { AppError } from "@/lib/core/errors";

export interface RunPageInput {
  readonly plan: Plan;
  readonly driver: Driver;
  readonly items: readonly Item[];
  readonly ctx: NodeContext;
  /** Records whose steps are kept, truncated; those that fail are always kept. */
  readonly samples: number;
  /** How far this page is, for the one begun behind it. */
  readonly passage?: Passage;
  /** How far the page before is, which may still be under way. */
  readonly before?: Passage | undefined;
  /** Told of each node as it ends, with all that went in and came out. */
  readonly observe?: (step: PlanStep, arrived: readonly Item[], result: NodeResult) => void;
  /** Trials only: what stands in for a node that is not run. */
  readonly standIn?: (step: PlanStep, arrived: readonly Item[]) => NodeResult | undefined;
}

export interface PageResult {
  /** One per item given, in their order. */
  readonly outcomes: readonly RecordOutcome[];
  readonly traces: readonly NodeTrace[];
}

/**
 * Takes one page of items through everything downstream of their driver, node by node. A record that fails is an
 * outcome and never stops another. Throws when the page as a whole cannot be done (a system does not answer, the run
 * is cancelled, a node says `stopRun`): running the page again is then harmless.
 */
export async function runPage(input: RunPageInput): Promise<PageResult> {
  try {
    const result = await runSteps(input);
    input.passage?.finish();
    return result;
  } catch (thrown) {
    input.passage?.fail();
    throw thrown;
  }
}

async function runSteps({ driver, items, ctx, samples, passage, before, observe, standIn }: RunPageInput): Promise<PageResult> {
  const ledger = new PageLedger(items, samples);
  const arrivals = new Map<string, Item[]>();
  deliver(arrivals, driver.edges, Object.fromEntries(driver.edges.map((edge) => [edge.sourceHandle, items])));
  const traces: NodeTrace[] = [];
  for (const [index, step] of driver.steps.entries()) {
    if (index > 0) passage?.pass(index - 1);
    const arrived = merge(arrivals.get(step.node.id) ?? []).filter((item) => !ledger.isHalted(item, step.ancestors));
    if (arrived.length === 0) continue;
    await before?.beyond(step.turn);
    if (ctx.signal.aborted)
      throw new AppError({ code: "run.cancelled", category: "cancelled", message: "the run was cancelled" });
    const startedAt = ctx.now().getTime();
    const result =
      standIn?.(step, arrived) ??
      (await runnerOf(step.node.kind).run({ node: step.node, config: step.config, items: arrived, ctx }));
    stopIfAsked(step, result);
    ledger.record(step, arrived, result);
    observe?.(step, arrived, result);
    traces.push(traceOf({ step, arrived, result, ms: ctx.now().getTime() - startedAt }));
    deliver(arrivals, step.outgoing, result.emit);
    noteDeadEnds(step, result, ledger);
  }
  return { outcomes: ledger.outcomes(), traces };
}

function deliver(arrivals: Map<string, Item[]>, edges: readonly FlowEdge[], emit: NodeResult["emit"]): void {
  for (const edge of edges) {
    const items = edge.targetHandle === IN ? emit[edge.sourceHandle] : undefined;
    if (items === undefined || items.length === 0) continue;
    const waiting = arrivals.get(edge.target);
    if (waiting === undefined) arrivals.set(edge.target, [...items]);
    else waiting.push(...items);
  }
}

/** A record that arrives by several edges is one record: all its links, the data that came last. */
function merge(items: readonly Item[]): Item[] {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    const earlier = byKey.get(item.key);
    byKey.set(item.key, earlier === undefined ? item : { ...item, links: { ...earlier.links, ...item.links } });
  }
  return [...byKey.values()];
}

function stopIfAsked(step: PlanStep, result: NodeResult): void {
  const [first] = result.failed ?? [];
  if (step.node.onError !== "stopRun" || first === undefined) return;
  const { item, error } = first;
  throw new AppError({ ...error, details: { ...error.details, nodeId: step.node.id, key: item.key, label: item.label } });
}

/** A way out that nobody connected is where a record was meant to end. */
function noteDeadEnds(step: PlanStep, result: NodeResult, ledger: PageLedger): void {
  const connected = new Set(step.outgoing.map((edge) => edge.sourceHandle));
  for (const [handle, items] of Object.entries(result.emit)) {
    if (connected.has(handle)) continue;
    if (step.node.kind === "branch") ledger.noteIgnored(step.node.id, items, { code: "noBranch", text: handle });
    if (step.node.kind === "find" && handle === "notFound") ledger.noteIgnored(step.node.id, items, { code: "notFound" });
  }
}
