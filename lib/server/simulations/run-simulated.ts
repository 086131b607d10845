import { findFlow, findVersion } from "@/db/queries/flows";
import { listSimulationRecords, type SimulationRow, updateSimulation } from "@/db/queries/simulations";
import { flowContentHash } from "@/engine/document/content-hash";
import { AppError } from "@/lib/core/errors";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound, publishFlow } from "@/lib/server/flows/flows";
import { startRun } from "@/lib/server/runs/runs";
import { MOST_RECORDS } from "@/lib/server/simulations/request";
import { isOpen, readSimulation } from "@/lib/server/simulations/simulations";

export interface RunSimulated {
  readonly simulationId: string;
  /** Of the records of the simulation; absent = all that would be created or updated. */
  readonly keys?: readonly string[] | undefined;
  /** A simulation of the draft: publish it first, if it is still as it was simulated. */
  readonly publish?: boolean | undefined;
}

/**
 * Starts a real run of exactly the simulated records; answers its id. Throws `simulation.nothing_to_run`,
 * `simulation.not_published`, and `simulation.outdated` when the flow is not what was simulated.
 */
export async function runSimulated(app: App, access: Access, input: RunSimulated): Promise<string> {
  requirePermission(access, "run.start");
  const { simulationId } = input;
  const { workspaceId } = access;
  const row = await readSimulation(app, access, simulationId);
  if (isOpen(row)) {
    throw new AppError({
      code: "request.conflict",
      category: "conflict",
      message: "The simulation goes on",
      details: { simulationId },
    });
  }
  const keys = await keysToRun(app, row, input.keys);
  if (keys.length === 0) throw refusal("simulation.nothing_to_run", "None of these records would be written");
  await requireSameFlow(app, access, row, input.publish ?? false);
  const runId = await startRun(app, access, { flowId: row.flowId, mode: "live", keys });
  await updateSimulation({ db: app.db, workspaceId, simulationId, values: { runId } });
  return runId;
}

async function keysToRun(app: App, row: SimulationRow, chosen: readonly string[] | undefined): Promise<string[]> {
  const { workspaceId, id: simulationId } = row;
  const scope = { db: app.db, workspaceId, simulationId, limit: MOST_RECORDS };
  const records = await listSimulationRecords(chosen ? { ...scope, keys: chosen } : scope);
  const wanted = chosen ? records : records.filter(({ outcome }) => outcome === "created" || outcome === "updated");
  return [...new Set(wanted.map(({ key }) => key))];
}

/** What would run must be what was simulated. */
async function requireSameFlow(app: App, access: Access, row: SimulationRow, publish: boolean): Promise<void> {
  const { workspaceId } = access;
  const flow = await findFlow({ db: app.db, workspaceId, flowId: row.flowId });
  if (!flow) throw flowNotFound(row.flowId);
  const versionId = flow.publishedVersionId;
  const version = versionId ? await findVersion({ db: app.db, workspaceId, versionId }) : undefined;
  if (version?.contentHash === row.contentHash) return;
  if (row.version === "published" || flowContentHash(flow.draft) !== row.contentHash) {
    throw refusal("simulation.outdated", "The flow is not what was simulated any more");
  }
  if (!publish) throw refusal("simulation.not_published", "The draft that was simulated is not published");
  await publishFlow(app, access, { flowId: row.flowId });
}

function refusal(
  code: "simulation.nothing_to_run" | "simulation.outdated" | "simulation.not_published",
  message: string,
): AppError {
  return new AppError({ code, category: "conflict", message });
}
