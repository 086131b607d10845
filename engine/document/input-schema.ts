import type { FlowDocument } from "@/engine/document/schema";
import type { OutputCatalog } from "@/engine/nodes/contract";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/**
 * JSON Schema of the records that arrive at a node, as far as the nodes before it describe what they give. Several ways
 * in are laid over each other. `{type: "object"}` where nothing is known.
 */
export function inputSchemaOf(document: FlowDocument, nodeId: string, catalog: OutputCatalog): JsonObject {
  const known = new Map<string, Record<string, JsonObject>>();
  const arriving = (id: string, seen: ReadonlySet<string>): JsonObject =>
    document.edges
      .filter((edge) => edge.target === id && !seen.has(edge.source))
      .map((edge) => leaving(edge.source, new Set([...seen, id]))[edge.sourceHandle] ?? {})
      .reduce(merge, { type: "object" });
  const leaving = (id: string, seen: ReadonlySet<string>): Record<string, JsonObject> => {
    const kept = known.get(id);
    if (kept) return kept;
    const node = document.nodes.find((each) => each.id === id);
    if (!node) return {};
    const input = arriving(id, seen);
    const definition = nodeDefinition(node.kind);
    const isThrough = node.disabled || !definition.describeOutput;
    const outputs = isThrough
      ? Object.fromEntries(definition.handles(node.config).outputs.map((handle) => [handle.id, input]))
      : (definition.describeOutput?.(node.config, input, catalog) ?? {});
    known.set(id, outputs);
    return outputs;
  };
  return arriving(nodeId, new Set());
}

function merge(one: JsonObject, other: JsonObject): JsonObject {
  const [first, second] = [one.properties, other.properties].map((each) => (isJsonObject(each) ? each : {}));
  return { ...one, ...other, properties: { ...first, ...second } };
}
