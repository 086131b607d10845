import {
  deleteFlow as deleteRow,
  type FlowRow,
  type FlowVersionRow,
  findFlow,
  findVersion,
  insertFlow,
  insertVersion,
  listVersions,
  lockFlow,
  saveDraft as saveRow,
  setFlowEnabled,
} from "@/db/queries/flows";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { flowContentHash } from "@/engine/document/content-hash";
import type { FlowDocument, Problem } from "@/engine/document/schema";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { problemsOf } from "@/lib/server/flows/problems";
import { notFound } from "@/lib/server/tokens";

export interface FlowDetail {
  readonly row: FlowRow;
  /** The version that runs; null = never published. */
  readonly version: FlowVersionRow | null;
  /** Does the draft do something else than the version that runs? */
  readonly modified: boolean;
  readonly problems: readonly Problem[];
}

export async function readFlow(app: App, access: Access, flowId: string): Promise<FlowDetail> {
  const { workspaceId } = access;
  const row = await findFlow({ db: app.db, workspaceId, flowId });
  if (!row) throw flowNotFound(flowId);
  const { publishedVersionId: versionId } = row;
  const version = (versionId && (await findVersion({ db: app.db, workspaceId, versionId }))) || null;
  const modified = version === null || flowContentHash(row.draft) !== version.contentHash;
  return { row, version, modified, problems: await problemsOf(app, access, row, row.draft) };
}

export async function createFlow(app: App, access: Access, document: FlowDocument): Promise<string> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  return app.db.transaction(async (db) => {
    const flowId = await insertFlow({ db, workspaceId, document });
    await insertAuditEvent({ db, workspaceId, actor, action: "flow.created", subject: flowId });
    return flowId;
  });
}

/** Saves over `revision`; without one over whatever is there. Throws `flow.stale_draft` when somebody saved meanwhile. */
export async function saveDraft(
  app: App,
  access: Access,
  input: { flowId: string; document: FlowDocument; revision?: number },
): Promise<{ revision: number; problems: readonly Problem[] }> {
  requirePermission(access, "flow.write");
  const { workspaceId } = access;
  const { flowId, document } = input;
  const row = await findFlow({ db: app.db, workspaceId, flowId });
  if (!row) throw flowNotFound(flowId);
  const revision = await saveRow({ db: app.db, workspaceId, flowId, document, revision: input.revision ?? row.draftRevision });
  if (revision === undefined) {
    throw new AppError({
      code: "flow.stale_draft",
      category: "conflict",
      message: "Somebody saved the draft meanwhile: read it again",
      details: { revision: row.draftRevision },
    });
  }
  return { revision, problems: await problemsOf(app, access, row, document) };
}

export interface Published {
  readonly versionId: string;
  readonly number: number;
  /** False when the draft already was the version that runs: no new one is made. */
  readonly changed: boolean;
}

/** Makes the draft the version that runs. Throws `flow.invalid` with the problems when it cannot run. */
export async function publishFlow(app: App, access: Access, input: { flowId: string; note?: string }): Promise<Published> {
  requirePermission(access, "flow.publish");
  const { workspaceId, actor } = access;
  const { flowId } = input;
  return app.db.transaction(async (db) => {
    const row = await lockFlow({ db, workspaceId, flowId });
    if (!row) throw flowNotFound(flowId);
    const problems = await problemsOf(app, access, row, row.draft);
    if (problems.some((problem) => problem.severity === "error")) throw invalidFlow(problems);
    const contentHash = flowContentHash(row.draft);
    const current = row.publishedVersionId && (await findVersion({ db, workspaceId, versionId: row.publishedVersionId }));
    if (current && current.contentHash === contentHash) return { versionId: current.id, number: current.number, changed: false };
    const made = { document: row.draft, contentHash, publishedBy: actor, note: input.note ?? null };
    const version = await insertVersion({ db, workspaceId, flowId, ...made });
    const params = { number: version.number };
    await insertAuditEvent({ db, workspaceId, actor, action: "flow.published", subject: flowId, params });
    return { versionId: version.id, number: version.number, changed: true };
  });
}

/** Puts a former version into the draft, where it can be looked at, changed and published. */
export async function restoreVersion(app: App, access: Access, input: { flowId: string; versionId: string }): Promise<number> {
  requirePermission(access, "flow.write");
  const { workspaceId } = access;
  const { flowId, versionId } = input;
  const version = await findVersion({ db: app.db, workspaceId, versionId });
  if (!version || version.flowId !== flowId) throw notFound("version", versionId);
  return (await saveDraft(app, access, { flowId, document: version.document })).revision;
}

/** The versions of a flow, newest first; throws `flow.not_found`. */
export async function readVersions(app: App, access: Access, flowId: string) {
  const { workspaceId } = access;
  if (!(await findFlow({ db: app.db, workspaceId, flowId }))) throw flowNotFound(flowId);
  return listVersions({ db: app.db, workspaceId, flowId });
}

export async function enableFlow(app: App, access: Access, input: { flowId: string; enabled: boolean }): Promise<void> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  const { flowId, enabled } = input;
  if (!(await setFlowEnabled({ db: app.db, workspaceId, flowId, enabled }))) throw flowNotFound(flowId);
  const action = enabled ? "flow.enabled" : "flow.disabled";
  await insertAuditEvent({ db: app.db, workspaceId, actor, action, subject: flowId });
}

export async function deleteFlow(app: App, access: Access, flowId: string): Promise<void> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  if (!(await deleteRow({ db: app.db, workspaceId, flowId }))) throw flowNotFound(flowId);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "flow.deleted", subject: flowId });
}

export function flowNotFound(flowId: string): AppError {
  return new AppError({
    code: "flow.not_found",
    category: "notFound",
    message: `No flow ${flowId} in this workspace`,
    details: { kind: "flow", id: flowId },
  });
}

function invalidFlow(problems: readonly Problem[]): AppError {
  const details = problems.map((problem): JsonObject => JSON.parse(JSON.stringify(problem)));
  return new AppError({
    code: "flow.invalid",
    category: "config",
    message: `The flow cannot run: ${problems.map((problem) => problem.code).join(", ")}`,
    details: { problems: details },
  });
}
