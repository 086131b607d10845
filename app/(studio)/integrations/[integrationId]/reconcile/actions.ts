"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { linkDifference } from "@/lib/server/reconcile/link";
import { dismissDifferences, MOST_DIFFERENCES, mendDifferences, startReconcile } from "@/lib/server/reconcile/reconcile";

const IdsSchema = z.array(z.string()).min(1).max(MOST_DIFFERENCES);

export const compareNow = defineAction(
  {
    input: z.strictObject({ id: z.string(), from: z.iso.date().optional(), to: z.iso.date().optional() }),
    permission: "run.start",
  },
  async ({ input: { id, ...period }, access, app }) => ({
    runId: await startReconcile(app, access, { integrationId: id, ...period }),
  }),
);

export const mendChosen = defineAction(
  { input: z.strictObject({ ids: IdsSchema }), permission: "run.start" },
  async ({ input, access, app }) => {
    const { count } = await mendDifferences(app, access, input.ids);
    return { count };
  },
);

export const linkToOrder = defineAction(
  { input: z.strictObject({ id: z.string(), order: z.string().trim().min(1).max(100) }), permission: "run.start" },
  async ({ input, access, app }) => linkDifference(app, access, { differenceId: input.id, order: input.order }),
);

export const dismissChosen = defineAction(
  { input: z.strictObject({ ids: IdsSchema, reason: z.string().trim().min(1).max(500) }), permission: "run.start" },
  async ({ input, access, app }) => ({ count: await dismissDifferences(app, access, input) }),
);
