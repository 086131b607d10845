import type { Database } from "@/db/client";
import { insertFlow, insertVersion } from "@/db/queries/flows";
import { type FlowDocument, FlowDocumentSchema } from "@/engine/document/schema";
import { contentHash } from "@/lib/core/hash";

const DOCUMENT: FlowDocument = FlowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Webhook",
  nodes: [
    {
      id: "hook",
      kind: "trigger-webhook",
      version: 1,
      config: { stream: "records", records: "$trigger", key: "id", label: "name" },
    },
    { id: "keep", kind: "filter", version: 1, config: { expression: 'id != ""' } },
  ],
  edges: [{ id: "e1", source: "hook", sourceHandle: "out", target: "keep", targetHandle: "in" }],
  settings: {},
  layout: { positions: {} },
});

/** A flow of one node, published. Answers its id. */
export async function publishedFlow(db: Database, workspaceId: string): Promise<string> {
  const flowId = await insertFlow({ db, workspaceId, document: DOCUMENT });
  await insertVersion({
    db,
    workspaceId,
    flowId,
    document: DOCUMENT,
    contentHash: contentHash(DOCUMENT.name),
    publishedBy: "system",
    note: null,
  });
  return flowId;
}
