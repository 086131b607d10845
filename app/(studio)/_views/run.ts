import { toRun, toRunNode } from "@/app/api/v1/runs/shape";
import type { RunView, StepView } from "@/components/runs/types";
import { findFlow, findVersion } from "@/db/queries/flows";
import { findIntegration, listTables } from "@/db/queries/integrations";
import { topologicalOrder } from "@/engine/document/graph";
import { type FlowDocument, FlowDocumentSchema } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { Locale } from "@/lib/core/text";
import { type Access, isAllowed } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { readStanding } from "@/lib/server/runs/progress";
import { readRun, readRunNodes } from "@/lib/server/runs/runs";

/** Everything the page of a run shows at first; throws `run.not_found`. */
export async function loadRun(app: App, access: Access, { runId, locale }: { runId: string; locale: Locale }): Promise<RunView> {
  const row = await readRun(app, access, runId);
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const { flowId, versionId, integrationId } = row;
  const [nodes, standing, flow, version, integration, tables] = await Promise.all([
    readRunNodes(app, access, runId),
    readStanding(app, row),
    findFlow({ ...scope, flowId }),
    findVersion({ ...scope, versionId }),
    integrationId ? findIntegration({ ...scope, integrationId }) : undefined,
    integrationId ? listTables({ ...scope, integrationId }) : [],
  ]);
  const latestId = flow?.publishedVersionId;
  const latest = latestId && latestId !== versionId ? await findVersion({ ...scope, versionId: latestId }) : undefined;
  const document = FlowDocumentSchema.safeParse(version?.document);
  return {
    id: row.id,
    title: flow?.name ?? row.flowId,
    flowId,
    integration: integration ? { id: integration.id, name: integration.name } : null,
    version: version?.number ?? null,
    newerVersion: latest?.number ?? null,
    isDry: row.mode === "dry",
    trigger: row.trigger,
    createdAt: row.createdAt.toISOString(),
    since: row.since,
    until: row.until,
    retryOf: row.retryOf,
    steps: document.success ? stepsOf(document.data, locale) : [],
    tables: Object.fromEntries(tables.map(({ key, id }) => [key, id])),
    snapshot: { run: toRun(row, standing), nodes: nodes.map(toRunNode) },
    hasSource: row.total + row.review > 0 && document.success && document.data.nodes.some(({ kind }) => kind === "read"),
    mayRun: isAllowed(access.role, "run.start"),
    mayCancel: isAllowed(access.role, "run.cancel"),
  };
}

/** Triggers and notes have no records of their own: what they bring is counted where it is read. */
function stepsOf(document: FlowDocument, locale: Locale): StepView[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  return topologicalOrder(document).order.flatMap((id) => {
    const node = byId.get(id);
    if (!node || node.disabled || node.kind === "note") return [];
    const { category, icon, title } = nodeDefinition(node.kind);
    const isSilent = node.kind === "trigger-manual" || node.kind === "trigger-schedule";
    if (isSilent) return [];
    return [
      { id, label: node.label ?? title[locale], icon, category, isReading: node.kind === "read" || category === "trigger" },
    ];
  });
}
