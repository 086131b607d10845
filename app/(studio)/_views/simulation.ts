import { toSimulation } from "@/app/api/v1/simulations/shape";
import type { KeptSimulation } from "@/components/simulation/start-page";
import type { SimulationView } from "@/components/simulation/types";
import { findConnection } from "@/db/queries/connections";
import { findIntegration, listTables } from "@/db/queries/integrations";
import type { FlowDocument } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { Locale } from "@/lib/core/text";
import { type Access, isAllowed } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { connectorOf } from "@/lib/server/connector";
import { readFlow } from "@/lib/server/flows/flows";
import { KeptRequestSchema } from "@/lib/server/simulations/request";
import { listSimulations, readSimulation } from "@/lib/server/simulations/simulations";

/** Where a simulation begins; throws `flow.not_found`. */
export async function loadStart(app: App, access: Access, flowId: string) {
  const { row, version, modified } = await readFlow(app, access, flowId);
  const [integration, kept] = await Promise.all([
    integrationOf(app, access, row.integrationId),
    listSimulations(app, access, flowId),
  ]);
  return {
    flow: { id: flowId, title: row.name },
    integration: integration && { id: integration.id, name: integration.name },
    hasPublished: version !== null,
    isModified: modified,
    mayRun: isAllowed(access.role, "run.start"),
    kept: kept.map((each): KeptSimulation => toSimulation(each)),
  };
}

/** Everything the page of a simulation shows at first; throws `request.not_found`. */
export async function loadSimulation(
  app: App,
  access: Access,
  { simulationId, locale }: { simulationId: string; locale: Locale },
): Promise<SimulationView> {
  const row = await readSimulation(app, access, simulationId);
  const { row: flow, version } = await readFlow(app, access, row.flowId);
  const integration = await integrationOf(app, access, flow.integrationId);
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const tables = integration ? await listTables({ ...scope, integrationId: integration.id }) : [];
  const systems = await systemsOf(app, access, { document: row.document, roles: integration?.connections ?? {} });
  const { keys, since, until, limit, days } = KeptRequestSchema.parse(row.request);
  return {
    id: row.id,
    flow: { id: flow.id, title: flow.name },
    integration: integration && { id: integration.id, name: integration.name },
    request: {
      ...{ kind: row.kind, version: row.version, limit, days },
      ...(keys ? { keys } : {}),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    },
    createdAt: row.createdAt.toISOString(),
    isPublished: version?.contentHash === row.contentHash,
    steps: Object.fromEntries(row.document.nodes.map(({ id, kind, label }) => [id, label ?? nodeDefinition(kind).title[locale]])),
    actions: Object.fromEntries(
      systems.connectors.flatMap((id) =>
        Object.values(connectorOf(id).actions).map((action) => [action.id, action.title[locale]]),
      ),
    ),
    tables: Object.fromEntries(tables.map(({ key, id }) => [key, id])),
    source: systems.source,
    target: systems.target,
    snapshot: toSimulation(row),
    may: {
      run: isAllowed(access.role, "run.start"),
      publish: isAllowed(access.role, "flow.publish"),
      cancel: isAllowed(access.role, "run.cancel"),
    },
  };
}

async function integrationOf(app: App, access: Access, integrationId: string | null) {
  const { workspaceId } = access;
  return integrationId === null ? null : ((await findIntegration({ db: app.db, workspaceId, integrationId })) ?? null);
}

/** What the system of the first read and of the first write are called. */
async function systemsOf(
  app: App,
  access: Access,
  { document, roles }: { document: FlowDocument; roles: Readonly<Record<string, string>> },
) {
  const refs = new Map<string, string>();
  for (const { kind, config } of document.nodes) {
    if (typeof config.connection === "string" && !refs.has(kind)) refs.set(kind, config.connection);
  }
  const rows = await Promise.all(
    ["read", "write"].map((kind) => {
      const ref = refs.get(kind) ?? "";
      const connectionId = ref.startsWith("role:") ? (roles[ref.slice("role:".length)] ?? "") : ref;
      return findConnection({ db: app.db, workspaceId: access.workspaceId, connectionId });
    }),
  );
  const [source, target] = rows.map((row) => (row ? connectorOf(row.connector).spec.title : ""));
  return { source: source ?? "", target: target || source || "", connectors: rows.flatMap((row) => row?.connector ?? []) };
}
