import type { FlowDocument } from "@/engine/document/schema";
import { contentHash } from "@/lib/core/hash";
import { JsonObjectSchema } from "@/lib/core/json";

/** Of what a document does: its layout is left out, so moving a box is not a new version. */
export function documentHash({ layout: _layout, ...document }: FlowDocument): string {
  return contentHash(JsonObjectSchema.parse(document));
}
