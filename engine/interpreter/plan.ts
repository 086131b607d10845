import { graphOf, reachableFrom, topologicalOrder } from "@/engine/document/graph";
import type { FlowDocument, FlowEdge, FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { EnrichConfigSchema } from "@/engine/nodes/enrich/definition";
import { ReadConfigSchema } from "@/engine/nodes/read/definition";
import { IN, OUT } from "@/engine/nodes/shared/handles";
import { TriggerWebhookConfigSchema } from "@/engine/nodes/trigger-webhook/definition";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/** A published flow made ready to run: pure data, the same for the same document. */
export interface Plan {
  readonly name: string;
  readonly trigger: FlowNode | undefined;
  /** What brings items, in the order of the document; each is read to its end before the next begins. */
  readonly drivers: readonly Driver[];
  readonly settings: FlowDocument["settings"];
}

export interface Driver {
  readonly nodeId: string;
  readonly kind: "read" | "trigger";
  /** Connection of a read, as the config says it: `role:shop`. */
  readonly connection?: string;
  readonly stream: string;
  /** Identity of the items in links: `shop:orders`. */
  readonly sourceStream: string;
  /** The executor passes the stored watermark to `readPage`, and stores the one it answers, only when this is true. */
  readonly usesWatermark: boolean;
  readonly node: FlowNode;
  /** Everything downstream, so that each step comes after all that feed it. */
  readonly steps: readonly PlanStep[];
  /** Edges that leave the driver. */
  readonly edges: readonly FlowEdge[];
}

export interface PlanStep {
  readonly node: FlowNode;
  /** Parsed by the kind's schema, defaults filled in. */
  readonly config: JsonObject;
  readonly incoming: readonly FlowEdge[];
  readonly outgoing: readonly FlowEdge[];
  /** Steps of this driver from which this one can be reached. */
  readonly ancestors: ReadonlySet<string>;
  /** Index of the step that the page before must have passed: this one, or the last that writes what this one looks for. */
  readonly turn: number;
}

/** Throws `flow.invalid` for a document that `validateFlow` would refuse on its own (no environment needed). */
export function planFlow(document: FlowDocument): Plan {
  const active = withoutDisabled(document);
  const { order, cyclic } = topologicalOrder(active);
  if (cyclic.length > 0) throw invalid("the flow goes round in a circle", { nodes: cyclic });
  const triggers = active.nodes.filter((node) => nodeDefinition(node.kind).category === "trigger");
  if (triggers.length !== 1) throw invalid(`the flow has ${triggers.length} triggers instead of one`, {});
  const trigger = triggers[0];
  const graph = graphOf(active);
  const reached = reachableFrom(graph, trigger === undefined ? [] : [trigger.id]);
  const byId = new Map(active.nodes.map((node) => [node.id, node]));
  const ordered = order.flatMap((id) => byId.get(id) ?? []).filter((node) => reached.has(node.id));
  const drivers = ordered
    .filter((node) => isDriver(node, active, graph.outgoing.get(node.id) ?? []))
    .map((node) => planDriver({ node, active, ordered }));
  if (drivers.length === 0) throw invalid("nothing in the flow brings records", {});
  return { name: document.name, trigger, drivers, settings: document.settings };
}

/** One node of a draft, ready to run on its own. Throws `flow.invalid` when it is not there or not complete. */
export function planNode(document: FlowDocument, nodeId: string): PlanStep {
  const node = document.nodes.find((each) => each.id === nodeId);
  if (node === undefined) throw invalid(`there is no node ${nodeId}`, { node: nodeId });
  return planStep(node, { graph: graphOf(document), within: new Set() });
}

/** Reads are drivers; a webhook trigger is one when it feeds anything but reads. */
function isDriver(node: FlowNode, document: Pick<FlowDocument, "nodes">, outgoing: readonly FlowEdge[]): boolean {
  if (node.kind === "read") return true;
  if (node.kind !== "trigger-webhook") return false;
  const kinds = new Map(document.nodes.map((each) => [each.id, each.kind]));
  return outgoing.some((edge) => kinds.get(edge.target) !== "read");
}

function planDriver(input: { node: FlowNode; active: FlowDocument; ordered: readonly FlowNode[] }): Driver {
  const { node, active, ordered } = input;
  const graph = graphOf(active);
  const reads = new Set(active.nodes.filter((each) => each.kind === "read").map((each) => each.id));
  const edges = (graph.outgoing.get(node.id) ?? []).filter((edge) => !reads.has(edge.target));
  const reached = reachableFrom(
    graph,
    edges.map((edge) => edge.target),
  );
  const steps = ordered
    .filter((each) => reached.has(each.id))
    .map((each) => planStep(each, { graph, within: new Set([...reached, node.id]) }));
  return { ...describeDriver(node), node, edges, steps: withTurns(withAncestors(steps)) };
}

function planStep(node: FlowNode, input: { graph: ReturnType<typeof graphOf>; within: ReadonlySet<string> }): PlanStep {
  const parsed = nodeDefinition(node.kind).config.safeParse(node.config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`the configuration of ${node.id} is not complete`, { node: node.id, path: issue?.path.join(".") ?? "" });
  }
  const incoming = (input.graph.incoming.get(node.id) ?? []).filter((edge) => input.within.has(edge.source));
  return {
    node,
    config: parsed.data,
    incoming,
    outgoing: input.graph.outgoing.get(node.id) ?? [],
    ancestors: new Set(),
    turn: 0,
  };
}

function withAncestors(steps: readonly PlanStep[]): PlanStep[] {
  const known = new Map<string, ReadonlySet<string>>();
  return steps.map((step) => {
    const ancestors = new Set(step.incoming.flatMap((edge) => [edge.source, ...(known.get(edge.source) ?? [])]));
    known.set(step.node.id, ancestors);
    return { ...step, ancestors };
  });
}

/** A parent category of the page before must be there when a child of the next page looks for it. */
function withTurns(steps: readonly PlanStep[]): PlanStep[] {
  return steps.map((step, index) => {
    const sought = new Set(soughtBy(step));
    const writer = steps.findLastIndex(({ node, config }) => node.kind === "write" && sought.has(streamNameOf(config, config)));
    return { ...step, turn: Math.max(index, writer) };
  });
}

/** Streams a step looks into, each with its connection. */
function soughtBy({ node, config }: PlanStep): string[] {
  if (node.kind === "find") return [streamNameOf(config, config)];
  if (node.kind !== "enrich") return [];
  return EnrichConfigSchema.parse(config).joins.map((join) => streamNameOf(config, join));
}

function streamNameOf({ connection }: JsonObject, { stream }: { readonly stream?: unknown }): string {
  return JSON.stringify([connection, stream]);
}

function describeDriver(node: FlowNode) {
  if (node.kind === "read") {
    const config = parseOrThrow(node, ReadConfigSchema.safeParse(node.config));
    return {
      nodeId: node.id,
      kind: "read" as const,
      connection: config.connection,
      stream: config.stream,
      sourceStream: sourceStreamOf(config.connection, config.stream),
      usesWatermark: config.since === "watermark",
    };
  }
  const config = parseOrThrow(node, TriggerWebhookConfigSchema.safeParse(node.config));
  return {
    nodeId: node.id,
    kind: "trigger" as const,
    stream: config.stream,
    sourceStream: sourceStreamOf("webhook", config.stream),
    usesWatermark: false,
  };
}

function parseOrThrow<T>(node: FlowNode, parsed: { success: boolean; data?: T }): T {
  if (!parsed.success || parsed.data === undefined) {
    throw invalid(`the configuration of ${node.id} is not complete`, { node: node.id });
  }
  return parsed.data;
}

/** `role:shop` and `orders` make `shop:orders`: links outlive a change of the connection that plays the role. */
function sourceStreamOf(connection: string, stream: string): string {
  return `${connection.replace(/^role:/, "")}:${stream}`;
}

/** Notes leave the graph; a disabled node lets its items pass by its first output; a disabled driver brings nothing. */
function withoutDisabled(document: FlowDocument): FlowDocument {
  const nodes = document.nodes.filter((node) => node.kind !== "note" && !node.disabled);
  const kept = new Set(nodes.map((node) => node.id));
  const bypassed = document.nodes.filter((node) => node.disabled && node.kind !== "note" && node.kind !== "read");
  const edges = bypassed.reduce<readonly FlowEdge[]>(bypass, document.edges);
  return { ...document, nodes, edges: edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target)) };
}

function bypass(edges: readonly FlowEdge[], node: FlowNode): FlowEdge[] {
  const output = nodeDefinition(node.kind).handles(node.config).outputs[0]?.id ?? OUT;
  const leaving = edges.filter((edge) => edge.source === node.id && edge.sourceHandle === output);
  const bridges = edges
    .filter((edge) => edge.target === node.id && edge.targetHandle === IN)
    .flatMap((arriving) =>
      leaving.map((edge) => ({
        ...edge,
        id: `${arriving.id}+${edge.id}`,
        source: arriving.source,
        sourceHandle: arriving.sourceHandle,
      })),
    );
  return [...edges.filter((edge) => edge.source !== node.id && edge.target !== node.id), ...bridges];
}

function invalid(message: string, details: JsonObject): AppError {
  return new AppError({ code: "flow.invalid", category: "config", message, details });
}
