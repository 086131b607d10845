import type { FlowDocument } from "@/engine/document/schema";
import { expressionsOf } from "@/engine/document/validation/context";
import { referencesOf } from "@/engine/mapping/references";

/** Keys of the mapping tables a flow looks up in: by its steps, or by their expressions. */
export function tablesUsedBy({ nodes }: FlowDocument): Set<string> {
  return new Set(
    nodes.flatMap((node) => {
      const { table } = node.config;
      const named = node.kind === "map-table" && typeof table === "string" && table !== "" ? [table] : [];
      return [...named, ...expressionsOf(node).flatMap(({ text }) => referencesOf(text).tables)];
    }),
  );
}
