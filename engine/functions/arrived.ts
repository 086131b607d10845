import type { Arrived, OpenedPage } from "@/engine/functions/ports";
import type { NodeTrace, RecordOutcome } from "@/engine/interpreter/ports";
import { type PageResult, runPage } from "@/engine/interpreter/run-page";
import type { Item } from "@/engine/nodes/contract";
import { itemsOfPayload } from "@/engine/nodes/trigger-webhook/items";
import { AppError, toErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

type Open = Extract<OpenedPage, { state: "open" }>;
type Group = { readonly trigger: JsonObject; readonly items: readonly Item[] };

export interface ArrivedPage {
  /** One for each `$trigger` that the steps may look at. */
  readonly groups: readonly Group[];
  /** Events of which no records could be made: each is a failed record with the event's id as its key. */
  readonly failed: readonly RecordOutcome[];
  readonly done: readonly { readonly id: string; readonly keys: readonly string[] }[];
  readonly more: boolean;
}

/**
 * Events as the items of one page, in the order they came. The page ends before an event that brings a record a second
 * time: what came first is done first.
 */
export async function readArrived(opened: Open, { events, more }: Arrived): Promise<ArrivedPage> {
  const { driver, ctx, plan, keyPage } = opened;
  const made = await Promise.all(
    events.map(({ payload }) => attempt(() => itemsOfPayload(driver.node, { ...ctx, trigger: payload }))),
  );
  const wanted = keyPage && new Set(keyPage.keys);
  const seen = new Set<string>();
  const groups: Group[] = [];
  const failed: RecordOutcome[] = [];
  const done: { id: string; keys: string[] }[] = [];
  for (const [index, { id, payload }] of events.entries()) {
    const result = made[index];
    if (result === undefined) continue;
    if (!Array.isArray(result)) {
      failed.push(failedEvent(id, driver.nodeId, result));
      done.push({ id, keys: [id] });
      continue;
    }
    const items = result.filter(({ key }) => wanted?.has(key) ?? true);
    const isFull = seen.size > 0 && seen.size + items.length > plan.settings.pageSize;
    if (keyPage === undefined && (isFull || items.some(({ key }) => seen.has(key)))) return { groups, failed, done, more: true };
    for (const { key } of items) seen.add(key);
    groups.push({ trigger: payload, items });
    done.push({ id, keys: items.map(({ key }) => key) });
  }
  return { groups, failed, done, more };
}

/** Records in one go where no step looks at `$trigger`; else those of each event on their own. */
export async function runArrived(opened: Open, { groups }: ArrivedPage): Promise<PageResult> {
  const run = ({ trigger, items }: Group) => runPage({ ...opened, ctx: { ...opened.ctx, trigger }, items });
  const [first] = groups;
  if (first === undefined) return { outcomes: [], traces: [] };
  if (!JSON.stringify(opened.driver.steps.map(({ config }) => config)).includes("$trigger")) {
    return run({ trigger: first.trigger, items: latest(groups.flatMap(({ items }) => items)) });
  }
  const outcomes = new Map<string, RecordOutcome>();
  const traces = new Map<string, NodeTrace>();
  for (const group of groups) {
    const result = await run(group);
    for (const outcome of result.outcomes) outcomes.set(outcome.key, outcome);
    for (const trace of result.traces) traces.set(trace.nodeId, sum(traces.get(trace.nodeId), trace));
  }
  return { outcomes: [...outcomes.values()], traces: [...traces.values()] };
}

/** A record tried again may have come with several events: its last state counts. */
function latest(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

async function attempt(make: () => Promise<Item[]>): Promise<Item[] | AppError> {
  try {
    return await make();
  } catch (thrown) {
    if (thrown instanceof AppError && !thrown.retryable && thrown.category !== "cancelled") return thrown;
    throw thrown;
  }
}

function failedEvent(id: string, nodeId: string, error: AppError): RecordOutcome {
  return { key: id, label: id, outcome: "failed", nodeId, targets: [], error: toErrorInfo(error), steps: [] };
}

function sum(a: NodeTrace | undefined, b: NodeTrace): NodeTrace {
  if (a === undefined) return b;
  return {
    ...a,
    in: a.in + b.in,
    out: added(a.out, b.out),
    failed: a.failed + b.failed,
    ignored: a.ignored + b.ignored,
    ms: a.ms + b.ms,
    counts: added(a.counts, b.counts),
  };
}

function added(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const total: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) total[name] = (total[name] ?? 0) + count;
  return total;
}
