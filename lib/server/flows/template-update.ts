import { type FlowRow, findFlow, listFlows, setTemplateBase } from "@/db/queries/flows";
import { findIntegration, type IntegrationRow } from "@/db/queries/integrations";
import { insertAuditEvent } from "@/db/queries/workspaces";
import type { FlowDocument } from "@/engine/document/schema";
import { AppError } from "@/lib/core/errors";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { documentIn, insertTemplateFlow } from "@/lib/server/integrations/install";
import { prepareUpgrade } from "@/lib/server/integrations/upgrade";
import { notFound } from "@/lib/server/tokens";
import type { Template, TemplateFlow } from "@/templates/contract";
import { TEMPLATES } from "@/templates/registry";

/** The document a flow was made of, and what its template made of it since. */
export interface TemplateUpdate {
  readonly from: number;
  /** The same as `from` when the template has nothing newer. */
  readonly to: number;
  readonly base: FlowDocument;
  readonly theirs: FlowDocument;
  /** Flows the template has and the integration lacks, in the language of this one. */
  readonly newFlows: readonly { readonly key: string; readonly title: string }[];
}

type Known = {
  readonly row: FlowRow;
  readonly integration: IntegrationRow;
  readonly template: Template;
  readonly flow: TemplateFlow;
};

/** Null for a flow that no template made, or whose template has it no more. Throws `flow.not_found`. */
export async function readTemplateUpdate(app: App, access: Access, flowId: string): Promise<TemplateUpdate | null> {
  const known = await findTemplateFlow(app, access, flowId);
  const base = known?.row.templateBase;
  if (!known || !base) return null;
  const theirs = base.version < known.template.version ? documentIn(known.flow, base.locale) : base.document;
  const newFlows = (await missingFlows(app, access, known)).map(({ key, title }) => ({ key, title: title[base.locale] }));
  return { from: base.version, to: Math.max(base.version, known.template.version), base: base.document, theirs, newFlows };
}

async function missingFlows(app: App, access: Access, { template, integration }: Known): Promise<TemplateFlow[]> {
  const { workspaceId } = access;
  const there = await listFlows({ db: app.db, workspaceId, integrationId: integration.id });
  return template.flows.filter(({ key }) => !there.some((flow) => flow.key === key));
}

/**
 * Adds a flow that the integration of a flow lacks and its template has, published, with the settings and tables it needs;
 * switched off where its area is off. Throws `request.not_found` for one that is there or unknown.
 */
export async function addTemplateFlow(app: App, access: Access, input: { flowId: string; key: string }): Promise<{ id: string }> {
  requirePermission(access, "integration.write");
  const known = await findTemplateFlow(app, access, input.flowId);
  const base = known?.row.templateBase;
  if (!known || !base) throw flowNotFound(input.flowId);
  const { template, integration } = known;
  const flow = (await missingFlows(app, access, known)).find(({ key }) => key === input.key);
  if (!flow) throw notFound("flow", input.key);
  const { workspaceId, actor } = access;
  const upgrade = await prepareUpgrade(app, integration, template);
  return app.db.transaction(async (db) => {
    const owner = { workspaceId, integrationId: integration.id, actor, locale: base.locale };
    await upgrade(db);
    const { id } = await insertTemplateFlow(db, { ...owner, areas: integration.areas, now: app.clock() }, { template, flow });
    const params = { key: flow.key, version: template.version };
    await insertAuditEvent({ db, workspaceId, actor, action: "flow.created", subject: id, params });
    return { id };
  });
}

/**
 * From now on the flow stands on version `to` of its template: what was refused is not offered again. Settings and
 * tables the newer version knows and the integration lacks are added, with their defaults and matched.
 */
export async function settleTemplate(app: App, access: Access, input: { flowId: string; to: number }): Promise<void> {
  requirePermission(access, "flow.write");
  const { flowId, to } = input;
  const known = await findTemplateFlow(app, access, flowId);
  const base = known?.row.templateBase;
  if (!known || !base) throw flowNotFound(flowId);
  const { template, flow, integration } = known;
  if (to !== template.version) {
    const message = `The template is of version ${template.version}, not ${to}: compare again`;
    throw new AppError({ code: "request.conflict", category: "conflict", message, details: { version: template.version } });
  }
  const { workspaceId, actor } = access;
  const upgrade = await prepareUpgrade(app, integration, template);
  await app.db.transaction(async (db) => {
    const next = { version: to, locale: base.locale, document: documentIn(flow, base.locale) };
    await setTemplateBase({ db, workspaceId, flowId, base: next });
    await upgrade(db);
    const params = { from: base.version, to };
    await insertAuditEvent({ db, workspaceId, actor, action: "flow.template_merged", subject: flowId, params });
  });
}

async function findTemplateFlow(app: App, access: Access, flowId: string): Promise<Known | undefined> {
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const row = await findFlow({ ...scope, flowId });
  if (!row) throw flowNotFound(flowId);
  const { integrationId } = row;
  const integration = integrationId === null ? undefined : await findIntegration({ ...scope, integrationId });
  const template = TEMPLATES.find(({ id }) => id === integration?.template);
  const flow = template?.flows.find(({ key }) => key === row.key);
  return integration && template && flow ? { row, integration, template, flow } : undefined;
}
