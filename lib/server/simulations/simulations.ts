import { findFlow, findVersion } from "@/db/queries/flows";
import {
  cancelSimulation as cancelRow,
  findSimulation,
  insertSimulation,
  listSimulations as listRows,
  type SimulationRow,
} from "@/db/queries/simulations";
import { flowContentHash } from "@/engine/document/content-hash";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { planFlow } from "@/engine/interpreter/plan";
import { AppError } from "@/lib/core/errors";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { wakeDesk } from "@/lib/server/simulations/desk";
import type { StartSimulation } from "@/lib/server/simulations/request";
import { notFound } from "@/lib/server/tokens";

/** Kept of each flow. */
const KEEP = 10;

/**
 * Queues a simulation of the draft or of the published version, as they are now; answers its id. Throws
 * `flow.not_found`, `flow.invalid`, `flow.not_published`.
 */
export async function startSimulation(
  app: App,
  access: Access,
  { flowId, ...asked }: StartSimulation & { flowId: string },
): Promise<string> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  const { kind, keys, since, until, limit, days, input } = asked;
  const version = kind === "replay" ? "draft" : asked.version;
  const needsPublished = kind === "replay" || version === "published";
  const published = needsPublished ? await publishedDocument(app, flow) : null;
  const document = version === "draft" ? flow.draft : (published ?? flow.draft);
  planFlow(document);
  const request = JsonObjectSchema.parse(JSON.parse(JSON.stringify({ keys, since, until, limit, days, input })));
  const simulationId = await insertSimulation({
    db: app.db,
    workspaceId,
    keep: KEEP,
    values: {
      ...{ flowId, kind, version, document, request },
      contentHash: flowContentHash(document),
      baseline: kind === "replay" ? published : null,
      requestedBy: actor,
    },
  });
  wakeDesk(app);
  return simulationId;
}

async function publishedDocument(app: App, flow: { workspaceId: string; publishedVersionId: string | null }) {
  const { workspaceId, publishedVersionId: versionId } = flow;
  const version = versionId ? await findVersion({ db: app.db, workspaceId, versionId }) : undefined;
  if (version) return FlowDocumentSchema.parse(version.document);
  throw new AppError({ code: "flow.not_published", category: "config", message: "The flow has no published version" });
}

/** Throws `request.not_found`. One that nobody works on any more is taken up again. */
export async function readSimulation(app: App, access: Access, simulationId: string): Promise<SimulationRow> {
  const { workspaceId } = access;
  const row = await findSimulation({ db: app.db, workspaceId, simulationId });
  if (!row) throw notFound("simulation", simulationId);
  if (isOpen(row)) wakeDesk(app);
  return row;
}

/** The simulations kept of a flow, newest first. */
export async function listSimulations(app: App, access: Access, flowId: string): Promise<SimulationRow[]> {
  const { workspaceId } = access;
  if (!(await findFlow({ db: app.db, workspaceId, flowId }))) throw flowNotFound(flowId);
  return listRows({ db: app.db, workspaceId, flowId });
}

/** What is done stays to be looked at. */
export async function cancelSimulation(app: App, access: Access, simulationId: string): Promise<void> {
  requirePermission(access, "run.cancel");
  await readSimulation(app, access, simulationId);
  await cancelRow({ db: app.db, workspaceId: access.workspaceId, simulationId, at: app.clock() });
}

export const isOpen = ({ status }: Pick<SimulationRow, "status">): boolean => status === "queued" || status === "running";
