import { z } from "zod";
import { type FlowRow, findFlow } from "@/db/queries/flows";
import { listOutcomes } from "@/db/queries/run-records";
import { findLastRun } from "@/db/queries/runs";
import type { FlowDocument } from "@/engine/document/schema";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type TryRunResult, tryRun } from "@/engine/interpreter/try-run";
import { createEvaluator } from "@/engine/mapping/evaluator";
import { AppError } from "@/lib/core/errors";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { readPins } from "@/lib/server/flows/pins";
import { SampleSchema } from "@/lib/server/flows/samples";
import { contextOf } from "@/lib/server/flows/try-context";
import { readRunTables } from "@/lib/server/integrations/tables";

export const TryFlowSchema = z.strictObject({
  /** Absent = the draft. */
  document: FlowDocumentSchema.optional(),
  /** Absent = the whole flow; `only`: that node alone, on samples that are its input; else all that leads to it too. */
  nodeId: z.string().optional(),
  only: z.boolean().default(false),
  /** Absent, or source `live` = the first records, read for real. */
  samples: z.array(SampleSchema).max(20).optional(),
  /** Which records are read: the first ones, those of the last run, or those that failed in it. */
  source: z.enum(["live", "lastRun", "failed"]).optional(),
  /** The read to try, when the flow has several. */
  driverId: z.string().optional(),
  limit: z.int().min(1).max(20).default(5),
  /** Pinned outputs stand in for their nodes. */
  pins: z.boolean().default(true),
  /** `$trigger`. */
  input: JsonObjectSchema.default({}),
});
export type TryFlow = z.infer<typeof TryFlowSchema>;

/** Runs a draft, or part of it, on a few records: reads for real, writes nothing. Throws `flow.invalid` if it cannot run. */
export async function tryFlow(app: App, access: Access, flowId: string, request: TryFlow): Promise<TryRunResult> {
  requirePermission(access, "flow.write");
  const { workspaceId } = access;
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  const document: FlowDocument = request.document ?? flow.draft;
  const { nodeId, samples, driverId, limit } = request;
  const tables =
    flow.integrationId === null ? [] : await readRunTables({ db: app.db, workspaceId, integrationId: flow.integrationId });
  const evaluator = createEvaluator({ tables });
  try {
    const ctx = await contextOf(app, flow, { input: request.input, tables, evaluator });
    const scope =
      nodeId === undefined ? { kind: "flow" as const } : { kind: request.only ? ("only" as const) : ("until" as const), nodeId };
    const keys = await keysOf(app, flow, request);
    const pins = request.pins ? await readPins(app, access, flowId) : {};
    return await tryRun({ document, scope, driverId, limit, ctx, pins, ...(samples ? { samples } : keys ? { keys } : {}) });
  } finally {
    evaluator.close();
  }
}

/** Source keys of the last run's records, children of a split standing for their parent; undefined = the first records. */
async function keysOf(app: App, flow: FlowRow, { source, limit }: TryFlow): Promise<string[] | undefined> {
  if (source === undefined || source === "live") return undefined;
  const scope = { db: app.db, workspaceId: flow.workspaceId };
  const run = await findLastRun({ ...scope, flowId: flow.id });
  const rows = run
    ? await listOutcomes({ ...scope, runId: run.id, limit, ...(source === "failed" ? { outcome: "failed" } : {}) })
    : [];
  if (rows.length === 0) {
    throw new AppError({
      code: source === "failed" ? "flow.no_failed_records" : "flow.no_records",
      category: "notFound",
      message: "The last run has no such record to try on",
    });
  }
  return [...new Set(rows.map((row) => row.key.split("#", 1)[0] ?? row.key))];
}
