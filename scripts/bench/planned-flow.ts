import { findFlow, findVersion } from "@/db/queries/flows";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type Plan, planFlow } from "@/engine/interpreter/plan";
import type { BoundConnector, RunTable } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { freezeInputs } from "@/lib/server/flow-services/frozen";

export type PlannedFlow = { readonly workspaceId: string; readonly integrationId: string; readonly flowId: string };

/** A published flow with what it runs on, for a loop that is not a run. */
export async function openPlan(app: App, { workspaceId, integrationId, flowId }: PlannedFlow) {
  const { db } = app;
  const flow = await findFlow({ db, workspaceId, flowId });
  const version = await findVersion({ db, workspaceId, versionId: flow?.publishedVersionId ?? "" });
  const plan: Plan = planFlow(FlowDocumentSchema.parse(version?.document));
  const frozen = await freezeInputs(db, { workspaceId, integrationId, flowId, frozen: null });
  const settings: JsonObject = frozen.settings;
  const tables: ReadonlyMap<string, RunTable> = new Map(frozen.tables.map((table) => [table.key, table]));
  const { signal } = new AbortController();
  const bound = new Map<string, Promise<BoundConnector>>();
  const connector = (ref: string): Promise<BoundConnector> => {
    const connectionId = frozen.connections[ref.replace("role:", "")] ?? ref;
    const known = bound.get(connectionId) ?? bindConnection(app, { workspaceId, connectionId, signal });
    bound.set(connectionId, known);
    return known;
  };
  return { plan, settings, tables, signal, connector };
}
