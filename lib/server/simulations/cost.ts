import { z } from "zod";
import { findFlow } from "@/db/queries/flows";
import { findIntegration } from "@/db/queries/integrations";
import { findPace } from "@/db/queries/replays";
import { listSimulationRecords, type SimulationRow } from "@/db/queries/simulations";
import { costOf, type SideCost } from "@/engine/interpreter/try-cost";
import type { App } from "@/lib/server/app";
import { detailOf } from "@/lib/server/simulations/records";
import { MOST_RECORDS } from "@/lib/server/simulations/request";

export interface SimulationCost {
  /** Systems that are written to first. */
  readonly sides: readonly SideCost[];
  readonly requests: number;
  /** Milliseconds, at the pace of the flow's last run or else of the simulation; null while nothing tells. */
  readonly ms: number | null;
}

const SidesSchema = z.array(
  z.object({ connectionId: z.string(), title: z.string(), requests: z.number(), writeBatch: z.number() }),
);

/** What a real run of the records that would be written would cost. */
export async function readCost(app: App, row: SimulationRow): Promise<SimulationCost> {
  const { workspaceId, id: simulationId, document } = row;
  const rows = await listSimulationRecords({ db: app.db, workspaceId, simulationId, limit: MOST_RECORDS });
  const connectionOf = await connections(app, row);
  const byNode = new Map(
    document.nodes.map(({ id, config }) => [
      id,
      typeof config.connection === "string" ? connectionOf(config.connection) : undefined,
    ]),
  );
  const sides = SidesSchema.parse(row.sides);
  const writers = new Set(rows.flatMap((each) => detailOf(each).writes.map(({ nodeId }) => byNode.get(nodeId))));
  const cost = costOf({
    sides,
    records: rows.map((each) => ({ key: each.key, writes: detailOf(each).writes })),
    chosen: new Set(rows.filter(({ outcome }) => outcome === "created" || outcome === "updated").map(({ key }) => key)),
    connectionOf: (nodeId) => byNode.get(nodeId),
  }).sort((one, other) => Number(writers.has(other.connectionId)) - Number(writers.has(one.connectionId)));
  const requests = cost.reduce((sum, { reads, writes }) => sum + reads + writes, 0);
  const pace = (await findPace({ db: app.db, workspaceId, flowId: row.flowId })) ?? ownPace(row, sides);
  return { sides: cost, requests, ms: pace === null ? null : Math.round(pace * requests) };
}

/** As fast as the simulation's own requests went. */
function ownPace(row: SimulationRow, sides: readonly { requests: number }[]): number | null {
  const sent = sides.reduce((sum, side) => sum + side.requests, 0);
  const { startedAt, endedAt, heartbeatAt, createdAt } = row;
  const took = (endedAt ?? heartbeatAt ?? createdAt).getTime() - (startedAt ?? createdAt).getTime();
  return sent === 0 ? null : took / sent;
}

async function connections(app: App, { workspaceId, flowId }: SimulationRow): Promise<(ref: string) => string> {
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  const integrationId = flow?.integrationId;
  const integration = integrationId ? await findIntegration({ db: app.db, workspaceId, integrationId }) : undefined;
  return (ref) => (ref.startsWith("role:") ? (integration?.connections[ref.slice("role:".length)] ?? ref) : ref);
}
