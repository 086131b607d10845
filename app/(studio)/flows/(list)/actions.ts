"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { createFlow, deleteFlow } from "@/lib/server/flows/flows";
import { pauseFlow as letRunsWait } from "@/lib/server/runs/runs";

/** An empty draft that starts by hand: the canvas opens on it. */
export const addFlow = defineAction(
  { input: z.strictObject({ name: z.string().trim().min(1).max(120) }), permission: "flow.write" },
  async ({ input, access, app }) => {
    const id = await createFlow(app, access, {
      schemaVersion: 1,
      name: input.name,
      nodes: [],
      edges: [],
      settings: { pageSize: 100 },
      layout: { positions: {} },
    });
    return { id };
  },
);

/** `paused`: the runs of the flow wait until it is resumed. */
export const pauseFlow = defineAction(
  { input: z.strictObject({ flowId: z.string(), paused: z.boolean() }), permission: "run.cancel" },
  async ({ input, access, app }) => {
    await letRunsWait(app, access, input);
    return null;
  },
);

export const removeFlow = defineAction(
  { input: z.strictObject({ id: z.string() }), permission: "flow.write" },
  async ({ input, access, app }) => {
    await deleteFlow(app, access, input.id);
    return null;
  },
);
