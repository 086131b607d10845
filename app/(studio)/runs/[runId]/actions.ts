"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { requestRun } from "@/lib/server/flow-services/requests";
import { readRun } from "@/lib/server/runs/runs";

/** A new run of the same flow over one record. */
export const retryRecord = defineAction(
  { input: z.strictObject({ runId: z.string(), key: z.string() }), permission: "run.start" },
  async ({ input, access, app }) => {
    const { flowId, mode } = await readRun(app, access, input.runId);
    const { workspaceId, actor } = access;
    return { id: await requestRun(app, { workspaceId, flowId, mode, keys: [input.key], trigger: "manual", requestedBy: actor }) };
  },
);
