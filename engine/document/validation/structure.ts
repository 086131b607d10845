import { ancestorsOf, reachableFrom, topologicalOrder } from "@/engine/document/graph";
import type { FlowEdge, FlowNode, Problem } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { NOT_FOUND, OUT } from "@/engine/nodes/shared/handles";
import { error, type Validation, warning } from "./context";

/** Ids, trigger, edges, cycles, ways in and out. */
export function checkStructure(validation: Validation): Problem[] {
  return [
    ...checkIds(validation),
    ...checkTrigger(validation),
    ...validation.document.edges.flatMap((edge) => checkEdge(validation, edge)),
    ...checkCycles(validation),
    ...checkReach(validation),
    ...validation.active.flatMap((node) => checkOutputs(validation, node)),
  ];
}

function checkIds({ document }: Validation): Problem[] {
  const nodes = repeated(document.nodes).map((nodeId) => error("duplicate_id", { nodeId, params: { id: nodeId } }));
  const edges = repeated(document.edges).map((edgeId) => error("duplicate_id", { edgeId, params: { id: edgeId } }));
  return [...nodes, ...edges];
}

function repeated(things: readonly { id: string }[]): string[] {
  const seen = new Set<string>();
  return [...new Set(things.filter(({ id }) => seen.size === seen.add(id).size).map(({ id }) => id))];
}

function triggersOf({ active }: Validation): FlowNode[] {
  return active.filter((node) => nodeDefinition(node.kind).category === "trigger");
}

function checkTrigger(validation: Validation): Problem[] {
  const [first, ...others] = triggersOf(validation);
  if (first === undefined) return [error("no_trigger", {})];
  const several = others.map((node) => error("several_triggers", { nodeId: node.id }));
  const bringsRecords = validation.active.some((node) => node.kind === "read" || node.kind === "trigger-webhook");
  return bringsRecords ? several : [...several, error("no_records", { nodeId: first.id })];
}

function checkEdge({ byId }: Validation, edge: FlowEdge): Problem[] {
  const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
  if (source === undefined || target === undefined) return [error("edge_without_node", { edgeId: edge.id })];
  const unknown = [
    { node: source, handle: edge.sourceHandle, known: nodeDefinition(source.kind).handles(source.config).outputs },
    { node: target, handle: edge.targetHandle, known: nodeDefinition(target.kind).handles(target.config).inputs },
  ].filter(({ handle, known }) => !known.some(({ id }) => id === handle));
  const problems = unknown.map(({ node, handle }) =>
    error("unknown_handle", { edgeId: edge.id, nodeId: node.id, params: { handle } }),
  );
  const isTrigger = nodeDefinition(source.kind).category === "trigger";
  if (target.kind === "read" && !isTrigger) problems.push(error("read_after_records", { nodeId: target.id, edgeId: edge.id }));
  return problems;
}

function checkCycles({ document, graph }: Validation): Problem[] {
  const { cyclic } = topologicalOrder(document);
  // Nodes behind a cycle wait for it too, but are not part of it.
  return cyclic
    .filter((id) => (graph.incoming.get(id) ?? []).some((edge) => edge.source === id || ancestorsOf(graph, edge.source).has(id)))
    .map((nodeId) => error("cycle", { nodeId }));
}

function checkReach(validation: Validation): Problem[] {
  const starts = triggersOf(validation).map((node) => node.id);
  if (starts.length === 0) return [];
  const reached = reachableFrom(validation.graph, starts);
  return validation.active.filter((node) => !reached.has(node.id)).map((node) => warning("unreachable", { nodeId: node.id }));
}

/** A way out that leads nowhere: wrong where records were meant to go on, worth a word at a branch, unless it says so. */
function checkOutputs({ graph }: Validation, node: FlowNode): Problem[] {
  const definition = nodeDefinition(node.kind);
  const connected = new Set((graph.outgoing.get(node.id) ?? []).map((edge) => edge.sourceHandle));
  const loose = definition.handles(node.config).outputs.filter(({ id }) => !connected.has(id));
  const isRequired = node.kind === "read" || definition.category === "trigger";
  return loose.flatMap(({ id }) => {
    const place = { nodeId: node.id, params: { handle: id } };
    if (isRequired) return [error("unconnected_handle", place)];
    if (node.ends?.includes(id)) return [];
    if (id === NOT_FOUND) return [error("unconnected_handle", place)];
    if (definition.category === "destination" || (node.kind === "find" && id === OUT)) return [];
    return [warning("unconnected_handle", place)];
  });
}
