import type { FlowDocument, FlowEdge } from "@/engine/document/schema";

/** Neighbourhood of the nodes of a flow, by node id. */
export interface Graph {
  readonly incoming: ReadonlyMap<string, readonly FlowEdge[]>;
  readonly outgoing: ReadonlyMap<string, readonly FlowEdge[]>;
}

/** Edges to or from a node that is not there are left out. */
export function graphOf({ nodes, edges }: Pick<FlowDocument, "nodes" | "edges">): Graph {
  const incoming = new Map<string, FlowEdge[]>(nodes.map((node) => [node.id, []]));
  const outgoing = new Map<string, FlowEdge[]>(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    const from = outgoing.get(edge.source);
    const to = incoming.get(edge.target);
    if (from === undefined || to === undefined) continue;
    from.push(edge);
    to.push(edge);
  }
  return { incoming, outgoing };
}

/** Ids that can be reached from `starts`, themselves included. */
export function reachableFrom(graph: Graph, starts: readonly string[]): Set<string> {
  return walk(starts, (id) => (graph.outgoing.get(id) ?? []).map((edge) => edge.target));
}

/** Ids from which `id` can be reached, itself left out. */
export function ancestorsOf(graph: Graph, id: string): Set<string> {
  const found = walk([id], (each) => (graph.incoming.get(each) ?? []).map((edge) => edge.source));
  found.delete(id);
  return found;
}

function walk(starts: readonly string[], next: (id: string) => string[]): Set<string> {
  const seen = new Set(starts);
  const queue = [...starts];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const neighbour of next(id)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      queue.push(neighbour);
    }
  }
  return seen;
}

/**
 * Ids so that every edge goes forward, in document order where the edges leave the choice;
 * `cyclic` holds the nodes on a cycle or behind one.
 */
export function topologicalOrder(document: Pick<FlowDocument, "nodes" | "edges">): { order: string[]; cyclic: string[] } {
  const graph = graphOf(document);
  const missing = new Map(document.nodes.map((node) => [node.id, graph.incoming.get(node.id)?.length ?? 0]));
  const order: string[] = [];
  let ready = document.nodes.filter((node) => missing.get(node.id) === 0).map((node) => node.id);
  while (ready.length > 0) {
    const next: string[] = [];
    for (const id of ready) {
      order.push(id);
      for (const edge of graph.outgoing.get(id) ?? []) {
        const left = (missing.get(edge.target) ?? 0) - 1;
        missing.set(edge.target, left);
        if (left === 0) next.push(edge.target);
      }
    }
    ready = next;
  }
  const sorted = new Set(order);
  return { order, cyclic: document.nodes.map((node) => node.id).filter((id) => !sorted.has(id)) };
}
