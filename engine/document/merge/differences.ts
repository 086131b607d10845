import { compareMappings, mappingOf } from "@/engine/document/merge/mappings";
import type { Difference, EdgeDifference, NodeDifference, ThreeWay, ValueDifference } from "@/engine/document/merge/model";
import type { FlowDocument, FlowEdge, FlowNode } from "@/engine/document/schema";
import { canonicalJson, isJsonObject, type Json } from "@/lib/core/json";

/** What the template changed since `base` and `ours` does not have yet, in the order of the template's nodes. Pure. */
export function differencesOf(documents: ThreeWay): Difference[] {
  const { base, ours, theirs } = documents;
  const nodes = nodeDifferences(documents);
  const own = (document: FlowDocument) => toJson({ name: document.name, settings: document.settings });
  const flow = compareValues({ path: [] }, { base: own(base), ours: own(ours), theirs: own(theirs) });
  return [...flow, ...nodes, ...edgeDifferences(documents, nodes)];
}

function nodeDifferences({ base, ours, theirs }: ThreeWay): Difference[] {
  const [former, here] = [byId(base), byId(ours)];
  const there = byId(theirs);
  const changed = theirs.nodes.flatMap((node): Difference[] => {
    const [before, mine] = [former.get(node.id), here.get(node.id)];
    if (mine) {
      const sides = { base: toJson(before ?? {}), ours: toJson(mine), theirs: toJson(node) };
      return compareValues({ nodeId: node.id, path: [] }, sides);
    }
    // Taken out here: only worth a question when the template went on working on it.
    if (before && isSame(toJson(before), toJson(node))) return [];
    return [nodeDifference("node.added", node.id, before !== undefined)];
  });
  const removed = base.nodes.flatMap((node): Difference[] => {
    const mine = here.get(node.id);
    if (there.has(node.id) || !mine) return [];
    return [nodeDifference("node.removed", node.id, !isSame(toJson(node), toJson(mine)))];
  });
  return [...changed, ...removed];
}

function nodeDifference(kind: NodeDifference["kind"], nodeId: string, isConflict: boolean): Difference {
  return { id: `${kind}:${nodeId}`, isConflict, what: { kind, nodeId } };
}

/** Those that do not come or go with a node. */
function edgeDifferences({ base, ours, theirs }: ThreeWay, nodes: readonly Difference[]): Difference[] {
  const [former, here, there] = [edgeSet(base), edgeSet(ours), edgeSet(theirs)];
  const moving = nodes.flatMap(({ what }) => (what.kind === "node.added" || what.kind === "node.removed" ? [what.nodeId] : []));
  const isApart = (edge: FlowEdge) => moving.every((nodeId) => !goesWith({ base, theirs }, nodeId, edge));
  const added = theirs.edges.filter((edge) => !former.has(endsOf(edge)) && !here.has(endsOf(edge)) && isApart(edge));
  const removed = base.edges.filter((edge) => !there.has(endsOf(edge)) && here.has(endsOf(edge)) && isApart(edge));
  return [
    ...added.map((edge) => edgeDifference("edge.added", edge)),
    ...removed.map((edge) => edgeDifference("edge.removed", edge)),
  ];
}

/** Does an edge touch a node, or join what the node stands between? */
export function goesWith({ base, theirs }: Pick<ThreeWay, "base" | "theirs">, nodeId: string, edge: FlowEdge): boolean {
  if (edge.source === nodeId || edge.target === nodeId) return true;
  const edges = [...base.edges, ...theirs.edges];
  const isAfter = edges.some(({ source, target }) => source === edge.source && target === nodeId);
  return isAfter && edges.some(({ source, target }) => source === nodeId && target === edge.target);
}

function edgeDifference(kind: EdgeDifference["kind"], { source, sourceHandle, target, targetHandle }: FlowEdge): Difference {
  const what = { kind, source, sourceHandle, target, targetHandle };
  return { id: `${kind}:${endsOf(what)}`, isConflict: false, what };
}

type Place = Pick<ValueDifference, "nodeId" | "path">;
type Sides = { readonly base?: Json | undefined; readonly ours?: Json | undefined; readonly theirs?: Json | undefined };

/** Objects name by name, mappings field by field, anything else as one value. */
function compareValues(place: Place, sides: Sides): Difference[] {
  const { base, ours, theirs } = sides;
  if (isSame(base, theirs) || isSame(ours, theirs)) return [];
  if (isJsonObject(base) && isJsonObject(ours) && isJsonObject(theirs)) {
    const names = [...new Set([...Object.keys(base), ...Object.keys(theirs)])];
    return names.flatMap((name) =>
      compareValues({ ...place, path: [...place.path, name] }, { base: base[name], ours: ours[name], theirs: theirs[name] }),
    );
  }
  const mappings = { base: mappingOf(base), ours: mappingOf(ours), theirs: mappingOf(theirs) };
  if (mappings.base && mappings.ours && mappings.theirs) {
    const { base: former, ours: mine, theirs: next } = mappings;
    const fields = compareMappings({ base: former, ours: mine, theirs: next });
    if (fields.length > 0) return fields.map(({ field, ...texts }) => valueDifference({ ...place, field }, texts));
    // What is left is how it is written.
    return [];
  }
  return [valueDifference(place, sides)];
}

function valueDifference(place: Place & Pick<ValueDifference, "field">, { base, ours, theirs }: Sides): Difference {
  const what: ValueDifference = {
    kind: "value",
    ...place,
    ...(base === undefined ? {} : { base }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
  };
  return {
    id: `value:${JSON.stringify([place.nodeId ?? "", place.path, place.field ?? []])}`,
    isConflict: !isSame(base, ours),
    what,
  };
}

function byId({ nodes }: FlowDocument): Map<string, FlowNode> {
  return new Map(nodes.map((node) => [node.id, node]));
}

function edgeSet({ edges }: FlowDocument): Set<string> {
  return new Set(edges.map(endsOf));
}

/** Edges are the same when they join the same handles, whatever their ids. */
export function endsOf(edge: Pick<FlowEdge, "source" | "sourceHandle" | "target" | "targetHandle">): string {
  return JSON.stringify([edge.source, edge.sourceHandle, edge.target, edge.targetHandle]);
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
