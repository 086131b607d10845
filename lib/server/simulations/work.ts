import { findFlow } from "@/db/queries/flows";
import { findSimulation, type SimulationRow, updateSimulation } from "@/db/queries/simulations";
import { createEvaluator } from "@/engine/mapping/evaluator";
import { toAppError, toErrorInfo } from "@/lib/core/errors";
import type { App } from "@/lib/server/app";
import { contextOf } from "@/lib/server/flows/try-context";
import { readRunTables } from "@/lib/server/integrations/tables";
import { errorFields } from "@/lib/server/log";
import { type Bench, Progress } from "@/lib/server/simulations/progress";
import { replay } from "@/lib/server/simulations/replay";
import { KeptRequestSchema } from "@/lib/server/simulations/request";
import { simulate } from "@/lib/server/simulations/simulate";

/** One that takes longer has met a system that hardly answers. */
const MOST_MS = 30 * 60_000;
const WATCH_MS = 500;

/** Does one simulation from its first page on, and says how it ended. `stop`: the process ends; it is left as it is. */
export async function workOn(app: App, row: SimulationRow, stop: AbortSignal): Promise<void> {
  const { workspaceId, id: simulationId } = row;
  const cancel = new AbortController();
  const signal = AbortSignal.any([stop, cancel.signal, AbortSignal.timeout(MOST_MS)]);
  const watch = setInterval(() => void cancelIfAsked(app, row, cancel), WATCH_MS);
  const progress = new Progress(app, row);
  try {
    await run(app, { row, signal, progress });
    await progress.end("succeeded");
  } catch (thrown) {
    if (stop.aborted) return;
    const error = toAppError(thrown);
    if (cancel.signal.aborted || error.code === "run.cancelled") await progress.end("cancelled");
    else {
      if (error.code === "system.unexpected") app.log.error("simulation.failed", { simulationId, ...errorFields(thrown) });
      await progress.end("failed", toErrorInfo(error));
    }
  } finally {
    clearInterval(watch);
  }
  app.log.info("simulation.ended", { simulationId, workspaceId });
}

async function run(app: App, input: { row: SimulationRow; signal: AbortSignal; progress: Progress }): Promise<void> {
  const { row, signal, progress } = input;
  const { workspaceId, flowId } = row;
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) return;
  const request = KeptRequestSchema.parse(row.request);
  const { integrationId } = flow;
  const tables = integrationId === null ? [] : await readRunTables({ db: app.db, workspaceId, integrationId });
  const evaluator = createEvaluator({ tables });
  try {
    const ctx = await contextOf(app, flow, { input: request.input, tables, evaluator, mode: "dry", signal });
    const bench: Bench = { app, flow, row, request, ctx, progress };
    await (row.kind === "replay" ? replay(bench) : simulate(bench));
  } finally {
    evaluator.close();
  }
}

async function cancelIfAsked(app: App, { workspaceId, id }: SimulationRow, cancel: AbortController): Promise<void> {
  try {
    const row = await findSimulation({ db: app.db, workspaceId, simulationId: id });
    if (!row || row.cancelRequested) return cancel.abort();
    await updateSimulation({ db: app.db, workspaceId, simulationId: id, values: { heartbeatAt: app.clock() } });
  } catch (thrown) {
    app.log.warn("simulation.watch_failed", errorFields(thrown));
  }
}
