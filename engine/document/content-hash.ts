import { createHash } from "node:crypto";
import { flowContent } from "@/engine/document/content";
import type { FlowDocument } from "@/engine/document/schema";

/** SHA-256 of what a flow does, 64 hexadecimal digits: moving a box on the canvas leaves it as it is. */
export function flowContentHash(document: FlowDocument): string {
  return createHash("sha256").update(flowContent(document)).digest("hex");
}
