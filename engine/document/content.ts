import type { FlowDocument } from "@/engine/document/schema";
import { canonicalJson, type Json } from "@/lib/core/json";

/** What a flow does, as text: the same for two documents that differ in layout alone. Browser-safe. */
export function flowContent({ layout: _layout, ...content }: FlowDocument): string {
  // A document is JSON by its schema; keys left out and keys set to undefined are the same there.
  return canonicalJson(JSON.parse(JSON.stringify(content)) as Json);
}

export function isSameContent(one: FlowDocument, other: FlowDocument): boolean {
  return one === other || flowContent(one) === flowContent(other);
}
