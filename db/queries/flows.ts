import { and, asc, desc, eq, isNull, max, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { flows, flowVersions, type TemplateBase } from "@/db/schema";
import type { FlowDocument } from "@/engine/document/schema";
import { newId } from "@/lib/core/ids";

export type FlowRow = typeof flows.$inferSelect;
export type FlowVersionRow = typeof flowVersions.$inferSelect;
export type FlowSummaryRow = Omit<FlowRow, "draft" | "templateBase"> & {
  versionNumber: number | null;
  versionHash: string | null;
};

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneFlow = Scope & { readonly flowId: string };
const one = (input: OneFlow) => and(eq(flows.workspaceId, input.workspaceId), eq(flows.id, input.flowId));

const SUMMARY = {
  id: flows.id,
  workspaceId: flows.workspaceId,
  integrationId: flows.integrationId,
  key: flows.key,
  name: flows.name,
  position: flows.position,
  draftRevision: flows.draftRevision,
  publishedVersionId: flows.publishedVersionId,
  enabled: flows.enabled,
  pausedAt: flows.pausedAt,
  createdAt: flows.createdAt,
  updatedAt: flows.updatedAt,
  versionNumber: flowVersions.number,
  versionHash: flowVersions.contentHash,
};

/** Without drafts; flows of one integration in the order of a first synchronisation. `integrationId: null` = free flows. */
export async function listFlows(input: Scope & { integrationId?: string | null }): Promise<FlowSummaryRow[]> {
  const { integrationId } = input;
  const ofIntegration =
    integrationId === undefined
      ? undefined
      : integrationId === null
        ? isNull(flows.integrationId)
        : eq(flows.integrationId, integrationId);
  return input.db
    .select(SUMMARY)
    .from(flows)
    .leftJoin(flowVersions, eq(flowVersions.id, flows.publishedVersionId))
    .where(and(eq(flows.workspaceId, input.workspaceId), ofIntegration))
    .orderBy(asc(flows.integrationId), asc(flows.position), asc(flows.createdAt), asc(flows.id));
}

export async function findFlow(input: OneFlow): Promise<FlowRow | undefined> {
  const [row] = await input.db.select().from(flows).where(one(input));
  return row;
}

export async function insertFlow(
  input: Scope & {
    document: FlowDocument;
    integrationId?: string;
    key?: string;
    position?: number;
    enabled?: boolean;
    templateBase?: TemplateBase | null;
  },
): Promise<string> {
  const id = newId("flw");
  await input.db.insert(flows).values({
    id,
    workspaceId: input.workspaceId,
    integrationId: input.integrationId ?? null,
    key: input.key ?? id,
    name: input.document.name,
    position: input.position ?? 0,
    draft: input.document,
    enabled: input.enabled ?? true,
    templateBase: input.templateBase ?? null,
  });
  return id;
}

/** Saves over `revision` only; answers the new revision, or undefined when somebody saved meanwhile. */
export async function saveDraft(input: OneFlow & { document: FlowDocument; revision: number }): Promise<number | undefined> {
  const [row] = await input.db
    .update(flows)
    .set({
      draft: input.document,
      name: input.document.name,
      draftRevision: sql`${flows.draftRevision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(one(input), eq(flows.draftRevision, input.revision)))
    .returning({ revision: flows.draftRevision });
  return row?.revision;
}

/** The template's document the flow now stands on. */
export async function setTemplateBase(input: OneFlow & { base: TemplateBase }): Promise<void> {
  await input.db.update(flows).set({ templateBase: input.base }).where(one(input));
}

export async function setFlowEnabled(input: OneFlow & { enabled: boolean }): Promise<boolean> {
  const rows = await input.db
    .update(flows)
    .set({ enabled: input.enabled, updatedAt: sql`now()` })
    .where(one(input))
    .returning({ id: flows.id });
  return rows.length > 0;
}

export async function deleteFlow(input: OneFlow): Promise<boolean> {
  const rows = await input.db.delete(flows).where(one(input)).returning({ id: flows.id });
  return rows.length > 0;
}

/** Adds the next version and makes it the one that runs. Call it inside a transaction that holds the flow. */
export async function insertVersion(
  input: OneFlow & { document: FlowDocument; contentHash: string; publishedBy: string; note: string | null },
): Promise<{ id: string; number: number }> {
  const { db, workspaceId, flowId } = input;
  const [last] = await db
    .select({ number: max(flowVersions.number) })
    .from(flowVersions)
    .where(eq(flowVersions.flowId, flowId));
  const id = newId("ver");
  const number = (last?.number ?? 0) + 1;
  await db.insert(flowVersions).values({
    id,
    workspaceId,
    flowId,
    number,
    document: input.document,
    contentHash: input.contentHash,
    publishedBy: input.publishedBy,
    note: input.note,
  });
  await db.update(flows).set({ publishedVersionId: id, updatedAt: sql`now()` }).where(one(input));
  return { id, number };
}

/** The row is locked until the transaction ends: two publications follow each other. */
export async function lockFlow(input: OneFlow): Promise<FlowRow | undefined> {
  const [row] = await input.db.select().from(flows).where(one(input)).for("update");
  return row;
}

export async function findVersion(input: Scope & { versionId: string }): Promise<FlowVersionRow | undefined> {
  const [row] = await input.db
    .select()
    .from(flowVersions)
    .where(and(eq(flowVersions.workspaceId, input.workspaceId), eq(flowVersions.id, input.versionId)));
  return row;
}

/** Newest first, without documents. */
export async function listVersions(input: OneFlow): Promise<Omit<FlowVersionRow, "document" | "workspaceId" | "flowId">[]> {
  return input.db
    .select({
      id: flowVersions.id,
      number: flowVersions.number,
      contentHash: flowVersions.contentHash,
      publishedBy: flowVersions.publishedBy,
      note: flowVersions.note,
      publishedAt: flowVersions.publishedAt,
    })
    .from(flowVersions)
    .where(and(eq(flowVersions.workspaceId, input.workspaceId), eq(flowVersions.flowId, input.flowId)))
    .orderBy(desc(flowVersions.number));
}
