import type { FlowDocument } from "@/engine/document/schema";
import { type Driver, type Plan, planFlow, planNode } from "@/engine/interpreter/plan";
import type { NodeContext, NodeTrace, PlannedWrite, RecordOutcome } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import { createTryWorld } from "@/engine/interpreter/try-world";
import type { IgnoreReason, Item, NodeResult, ReviewQuestion } from "@/engine/nodes/contract";
import { runnerOf } from "@/engine/nodes/runners";
import { AppError, type ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** A record to try a flow on: pasted, kept from the last run, or read. `links` stand for nodes that are not run. */
export interface Sample {
  readonly key: string;
  readonly label?: string;
  readonly data: JsonObject;
  readonly links?: Item["links"];
}

export interface TryRunInput {
  readonly document: FlowDocument;
  /** `flow`: everything; `until`: the node and all that leads to it; `only`: the node alone, on samples that are its input. */
  readonly scope: { readonly kind: "flow" } | { readonly kind: "until" | "only"; readonly nodeId: string };
  /** Absent = the first records of the driver, read for real. `only` needs them. */
  readonly samples?: readonly Sample[];
  /** Reads the records with these source keys instead of the first ones. */
  readonly keys?: readonly string[];
  /** The driver to try, when the flow has several. Default: the first that leads to the node. */
  readonly driverId?: string;
  /** Records to read when no samples are given; 20 at the most. */
  readonly limit?: number;
  /** Outputs that stand in for their nodes, by node id; not asked of the node that is tried alone. */
  readonly pins?: Pins;
  /** `test` or `dry`; a live context is refused. */
  readonly ctx: NodeContext;
}

/** What a pinned node gives, whatever goes in: items by handle. Never seen by a run. */
export type Pins = Readonly<Record<string, NodeResult["emit"]>>;

/** All that went into a node and came out of it, complete. */
export interface NodeTrial {
  readonly nodeId: string;
  readonly inputs: readonly Item[];
  readonly outputs: Readonly<Record<string, readonly Item[]>>;
  readonly failed: readonly { readonly key: string; readonly error: ErrorInfo }[];
  readonly ignored: readonly { readonly key: string; readonly reason: IgnoreReason }[];
  readonly review: readonly { readonly key: string; readonly question: ReviewQuestion }[];
}

export interface TryRunResult {
  /** In the order they ran; the driver comes first, with what it read. */
  readonly nodes: readonly NodeTrial[];
  readonly outcomes: readonly RecordOutcome[];
  readonly traces: readonly NodeTrace[];
  readonly planned: readonly (PlannedWrite & { readonly key: string; readonly label: string })[];
}

const MAX_RECORDS = 20;

/** Runs a draft, or part of it, on a few records through the interpreter that runs it for real. Nothing is written. */
export async function tryRun(input: TryRunInput): Promise<TryRunResult> {
  const planned: TryRunResult["planned"][number][] = [];
  const { ctx } = createTryWorld(input.ctx, (item, write) => planned.push({ ...write, key: item.key, label: item.label }));
  const { scope, pins = {} } = input;
  if (scope.kind === "only") return { ...(await tryNode({ ...input, nodeId: scope.nodeId, ctx })), planned };
  const plan = planFlow(input.document);
  const driver = driverOf(plan, input);
  const own = { ...ctx, sourceStream: driver.sourceStream };
  const items = await itemsOf(input, { plan, driver, ctx: own });
  const nodes: NodeTrial[] = [
    { nodeId: driver.nodeId, inputs: [], outputs: { out: items }, failed: [], ignored: [], review: [] },
  ];
  const { outcomes, traces } = await runPage({
    plan,
    driver: scope.kind === "until" ? upTo(driver, scope.nodeId) : driver,
    items,
    ctx: own,
    samples: items.length,
    observe: (step, arrived, result) => nodes.push(trialOf(step.node.id, arrived, result)),
    standIn: (step, arrived) => pinnedResult(pins[step.node.id], arrived),
  });
  return { nodes, outcomes, traces, planned };
}

async function tryNode(input: TryRunInput & { nodeId: string }): Promise<Omit<TryRunResult, "planned">> {
  const step = planNode(input.document, input.nodeId);
  const items = (input.samples ?? []).slice(0, MAX_RECORDS).map(itemOf);
  const { node, config } = step;
  const result = await runnerOf(node.kind).run({ node, config, items, ctx: input.ctx });
  return { nodes: [trialOf(node.id, items, result)], outcomes: [], traces: [] };
}

async function itemsOf(input: TryRunInput, run: { plan: Plan; driver: Driver; ctx: NodeContext }): Promise<readonly Item[]> {
  if (input.samples !== undefined) return input.samples.slice(0, MAX_RECORDS).map(itemOf);
  const pinned = input.pins?.[run.driver.nodeId];
  if (pinned) return Object.values(pinned).flat().slice(0, MAX_RECORDS);
  const limit = Math.min(input.limit ?? 5, MAX_RECORDS);
  const keys = input.keys?.slice(0, MAX_RECORDS);
  return (await readPage({ ...run, cursor: null, since: null, limit, ...(keys ? { keys } : {}) })).items;
}

function itemOf({ key, label, data, links }: Sample): Item {
  return { key, label: label ?? key, data, links: links ?? {} };
}

/** All of it comes out, as it was pinned; a record that arrives and is not in it ends there. */
function pinnedResult(pinned: NodeResult["emit"] | undefined, arrived: readonly Item[]): NodeResult | undefined {
  if (pinned === undefined) return undefined;
  const known = new Set(
    Object.values(pinned)
      .flat()
      .map(({ key }) => key.split("#", 1)[0]),
  );
  const left = arrived.filter(({ key }) => !known.has(key.split("#", 1)[0]));
  return { emit: pinned, ignored: left.map((item) => ({ item, reason: { code: "pinned" } })) };
}

function driverOf(plan: Plan, { driverId, scope }: TryRunInput): Driver {
  const nodeId = scope.kind === "flow" ? undefined : scope.nodeId;
  const leads = (driver: Driver) => driver.nodeId === nodeId || driver.steps.some((step) => step.node.id === nodeId);
  const found = plan.drivers.find((driver) =>
    driverId === undefined ? nodeId === undefined || leads(driver) : driver.nodeId === driverId,
  );
  if (found) return found;
  throw new AppError({
    code: "flow.invalid",
    category: "config",
    message: "no record gets to this step",
    details: { nodeId: nodeId ?? "" },
  });
}

function upTo(driver: Driver, nodeId: string): Driver {
  const last = driver.steps.find((step) => step.node.id === nodeId);
  return { ...driver, steps: driver.steps.filter((step) => step.node.id === nodeId || last?.ancestors.has(step.node.id)) };
}

function trialOf(nodeId: string, inputs: readonly Item[], result: NodeResult): NodeTrial {
  return {
    nodeId,
    inputs,
    outputs: result.emit,
    failed: (result.failed ?? []).map(({ item, error }) => ({ key: item.key, error })),
    ignored: (result.ignored ?? []).map(({ item, reason }) => ({ key: item.key, reason })),
    review: (result.review ?? []).map(({ item, question }) => ({ key: item.key, question })),
  };
}
