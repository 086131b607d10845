"use server";

import { z } from "zod";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { dismissChosen, editAndRetry, MOST_LETTERS, readDeadLetter, retryDeadLetters } from "@/lib/server/dead-letters";
import { defineAction } from "@/lib/server/define-action";

const IdsSchema = z.array(z.string()).min(1).max(MOST_LETTERS);

export const retryRecords = defineAction(
  { input: z.strictObject({ ids: IdsSchema }), permission: "run.start" },
  async ({ input, access, app }) => {
    const { count } = await retryDeadLetters(app, access, input);
    return { count };
  },
);

export const dismissRecords = defineAction(
  { input: z.strictObject({ ids: IdsSchema, reason: z.string().trim().max(500) }), permission: "run.start" },
  async ({ input: { ids, reason }, access, app }) => ({ count: await dismissChosen(app, access, { chosen: { ids }, reason }) }),
);

/** What is done again: the record as it was read, or as a person left it. */
export const readRecord = defineAction(
  { input: z.strictObject({ id: z.string() }), permission: "run.start" },
  async ({ input, access, app }) => {
    const { payload, edited } = await readDeadLetter(app, access, input.id);
    return { data: edited ?? payload };
  },
);

export const editRecord = defineAction(
  { input: z.strictObject({ id: z.string(), data: JsonObjectSchema }), permission: "run.start" },
  async ({ input, access, app }) => ({ runId: await editAndRetry(app, access, input) }),
);
