"use server";

import { z } from "zod";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { defineAction } from "@/lib/server/define-action";
import { publishFlow, saveDraft } from "@/lib/server/flows/flows";
import { TryFlowSchema, tryFlow } from "@/lib/server/flows/try-flow";

const DraftSchema = z.strictObject({ flowId: z.string(), document: FlowDocumentSchema, revision: z.int() });

/** Fails with `flow.stale_draft` when somebody else saved since `revision`: nothing is overwritten. */
export const saveFlowDraft = defineAction({ input: DraftSchema, permission: "flow.write" }, async ({ app, access, input }) => {
  const { revision } = await saveDraft(app, access, input);
  return { revision, savedAt: app.clock() };
});

export const publishFlowDraft = defineAction(
  { input: z.strictObject({ flowId: z.string(), note: z.string().max(500).optional() }), permission: "flow.publish" },
  ({ app, access, input }) => publishFlow(app, access, input),
);

export const tryFlowDraft = defineAction(
  { input: TryFlowSchema.extend({ flowId: z.string() }), permission: "flow.write" },
  async ({ app, access, input: { flowId, ...request } }) => tryFlow(app, access, flowId, request),
);
