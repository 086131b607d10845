"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { requestCancel, requestRetry, requestRun } from "@/lib/server/flow-services/requests";
import { changeWatermark, readMarks } from "@/lib/server/flows/watermarks";

const StartSchema = z.strictObject({
  flowId: z.string(),
  mode: z.enum(["live", "dry"]),
  /** ISO with offset: read from there instead of where the last run ended. */
  since: z.iso.datetime({ offset: true }).optional(),
  /** ISO with offset: what changed from then on is left out. */
  until: z.iso.datetime({ offset: true }).optional(),
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

const RetrySchema = z.strictObject({
  runId: z.string(),
  only: z.literal("failed").optional(),
  /** `latest`: on the version that is published now, instead of the one the run began with. */
  version: z.enum(["same", "latest"]).optional(),
});

/** `failed`: a new run over the records that failed; otherwise the run goes on where it stopped. */
export const retryRun = defineAction({ input: RetrySchema, permission: "run.start" }, async ({ input, access, app }) => {
  const { workspaceId, actor } = access;
  return { id: await requestRetry(app, { ...input, workspaceId, requestedBy: actor }) };
});

/** How far each stream of a flow was read. */
export const loadMarks = defineAction(
  { input: z.strictObject({ flowId: z.string() }), permission: "read" },
  ({ input, access, app }) => readMarks(app, access, input.flowId),
);

/** `at`: the next run reads what changed since then; null: everything. */
export const setMark = defineAction(
  {
    input: z.strictObject({ flowId: z.string(), driver: z.string(), at: z.iso.datetime({ offset: true }).nullable() }),
    permission: "flow.write",
  },
  async ({ input, access, app }) => {
    const { flowId, driver, at: value } = input;
    await changeWatermark(app, access, { flowId, driver, value });
    return null;
  },
);
