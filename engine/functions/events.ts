import { eventType } from "inngest";
import { z } from "zod";

/** Events of the flows. They carry ids only: records and secrets never leave Postgres. */
export const RunRequestedSchema = z.object({
  runId: z.string(),
  flowId: z.string(),
  /** Seconds by which the run overtakes others: people and webhooks before bulk. */
  priority: z.number(),
});
export const RunCancelSchema = z.object({ runId: z.string() });
export const ChunkSchema = z.object({
  runId: z.string(),
  nodeId: z.string(),
  pass: z.enum(["main", "retry"]),
  page: z.number(),
  priority: z.number(),
});

export const RUN_REQUESTED = "flow/run.requested";
export const RUN_CANCEL = "flow/run.cancel";

export const runRequested = eventType(RUN_REQUESTED, { schema: RunRequestedSchema });
export const runCancel = eventType(RUN_CANCEL, { schema: RunCancelSchema });

/** Ids of events say what causes them: sending one twice is harmless. */
export const eventIds = {
  requested: (runId: string, attempt: number) => (attempt === 1 ? runId : `${runId}:${attempt}`),
  turn: (runId: string, cause: string) => `${runId}:turn:${cause}`,
  cancel: (runId: string, attempt: number) => `${runId}:cancel:${attempt}`,
};
