"use server";

import { z } from "zod";
import { dismissDeadLetters, listDeadLettersById } from "@/db/queries/dead-letters";
import { defineAction } from "@/lib/server/define-action";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";

const SomeSchema = z.strictObject({ ids: z.array(z.string()).min(1).max(500) });

/** One run by flow, over the chosen records only. */
export const retryRecords = defineAction({ input: SomeSchema, permission: "run.start" }, async ({ input, access, app }) => {
  const { workspaceId, actor } = access;
  const letters = await listDeadLettersById({ db: app.db, workspaceId, ids: input.ids });
  const byFlow = new Map<string, typeof letters>();
  for (const letter of letters) byFlow.set(letter.flowId, [...(byFlow.get(letter.flowId) ?? []), letter]);
  await app.db.transaction(async (db) => {
    for (const [flowId, ofFlow] of byFlow) {
      const keys = [...new Set(ofFlow.map((letter) => letter.key))];
      await insertRunAndEvent(db, { workspaceId, flowId, mode: "live", trigger: "retry", requestedBy: actor, keys });
    }
  });
  app.wakeRelay();
  return { count: letters.length };
});

export const dismissRecords = defineAction({ input: SomeSchema, permission: "run.start" }, async ({ input, access, app }) => ({
  count: await dismissDeadLetters({ db: app.db, workspaceId: access.workspaceId, ids: input.ids }),
}));
