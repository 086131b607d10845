"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { requestCancel, requestRetry, requestRun } from "@/lib/server/flow-services/requests";

const StartSchema = z.strictObject({
  flowId: z.string(),
  mode: z.enum(["live", "dry"]),
  /** ISO with offset: read from there instead of where the last run ended. */
  since: z.iso.datetime({ offset: true }).optional(),
});

export const startRun = defineAction({ input: StartSchema, permission: "run.start" }, async ({ input, access, app }) => {
  const { workspaceId, actor } = access;
  const id = await requestRun(app, { ...input, workspaceId, trigger: "manual", requestedBy: actor });
  return { id };
});

export const cancelRun = defineAction(
  { input: z.strictObject({ runId: z.string() }), permission: "run.cancel" },
  async ({ input, access, app }) => {
    await requestCancel(app, { workspaceId: access.workspaceId, runId: input.runId });
    return null;
  },
);

/** `failed`: a new run over the records that failed; otherwise the run goes on where it stopped. */
export const retryRun = defineAction(
  { input: z.strictObject({ runId: z.string(), only: z.literal("failed").optional() }), permission: "run.start" },
  async ({ input, access, app }) => {
    const { workspaceId, actor } = access;
    return { id: await requestRetry(app, { ...input, workspaceId, requestedBy: actor }) };
  },
);
