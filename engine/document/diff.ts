import type { FlowDocument, FlowEdge, FlowNode } from "@/engine/document/schema";
import { canonicalJson, isJsonObject, type Json } from "@/lib/core/json";

/** One value that differs: a dotted path such as `config.match.0.fields`; a side that has no value lacks its key. */
export interface ValueChange {
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

export interface FlowDiff {
  readonly nodes: {
    readonly added: readonly FlowNode[];
    readonly removed: readonly FlowNode[];
    readonly changed: readonly {
      readonly before: FlowNode;
      readonly after: FlowNode;
      readonly changes: readonly ValueChange[];
    }[];
  };
  readonly edges: { readonly added: readonly FlowEdge[]; readonly removed: readonly FlowEdge[] };
  /** `name`, `settings.pageSize`… */
  readonly flow: readonly ValueChange[];
  readonly isEmpty: boolean;
}

/** What changed from one document to another, layout left out. */
export function diffFlows(before: FlowDocument, after: FlowDocument): FlowDiff {
  const former = new Map(before.nodes.map((node) => [node.id, node]));
  const kept = new Set(after.nodes.map((node) => node.id));
  const changed = after.nodes.flatMap((node) => {
    const known = former.get(node.id);
    const changes = known === undefined || known === node ? [] : changesOf(toJson(known), toJson(node), "");
    return known === undefined || changes.length === 0 ? [] : [{ before: known, after: node, changes }];
  });
  const nodes = {
    added: after.nodes.filter((node) => !former.has(node.id)),
    removed: before.nodes.filter((node) => !kept.has(node.id)),
    changed,
  };
  const edges = { added: missingEdges(after.edges, before.edges), removed: missingEdges(before.edges, after.edges) };
  const flow = changesOf(
    toJson({ name: before.name, settings: before.settings }),
    toJson({ name: after.name, settings: after.settings }),
    "",
  );
  const counts = [nodes.added, nodes.removed, changed, edges.added, edges.removed, flow];
  return { nodes, edges, flow, isEmpty: counts.every((list) => list.length === 0) };
}

/** Edges are the same when they join the same handles, whatever their ids. */
function missingEdges(edges: readonly FlowEdge[], others: readonly FlowEdge[]): FlowEdge[] {
  const known = new Set(others.map(endsOf));
  return edges.filter((edge) => !known.has(endsOf(edge)));
}

function endsOf({ source, sourceHandle, target, targetHandle }: FlowEdge): string {
  return JSON.stringify([source, sourceHandle, target, targetHandle]);
}

function changesOf(before: Json | undefined, after: Json | undefined, path: string): ValueChange[] {
  const [left, right] = [membersOf(before), membersOf(after)];
  if (left !== undefined && right !== undefined && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys.flatMap((key) => changesOf(left[key], right[key], path === "" ? key : `${path}.${key}`));
  }
  const isSame = before !== undefined && after !== undefined ? canonicalJson(before) === canonicalJson(after) : before === after;
  if (isSame) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function membersOf(value: Json | undefined): Record<string, Json> | undefined {
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return isJsonObject(value) ? value : undefined;
}

function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
