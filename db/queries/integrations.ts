import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { deleteLinks } from "@/db/queries/links";
import { integrations, mapRows, mapTables, type RowOrigin } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";

export type IntegrationRow = typeof integrations.$inferSelect;
export type MapTableRow = typeof mapTables.$inferSelect;
export type MapRow = typeof mapRows.$inferSelect;

type Scope = { readonly db: Queryable; readonly workspaceId: string };
type OneIntegration = Scope & { readonly integrationId: string };
type OneTable = Scope & { readonly tableId: string };
const oneIntegration = (input: OneIntegration) =>
  and(eq(integrations.workspaceId, input.workspaceId), eq(integrations.id, input.integrationId));
const oneTable = (input: OneTable) => and(eq(mapTables.workspaceId, input.workspaceId), eq(mapTables.id, input.tableId));

export async function listIntegrations({ db, workspaceId }: Scope): Promise<IntegrationRow[]> {
  const scope = eq(integrations.workspaceId, workspaceId);
  return db.select().from(integrations).where(scope).orderBy(asc(integrations.createdAt), asc(integrations.id));
}

export async function findIntegration(input: OneIntegration): Promise<IntegrationRow | undefined> {
  const [row] = await input.db.select().from(integrations).where(oneIntegration(input));
  return row;
}

export async function insertIntegration(
  input: Scope & {
    template: string;
    templateVersion: number;
    name: string;
    areas: string[];
    settings: JsonObject;
    connections: Record<string, string>;
  },
): Promise<string> {
  const { db, ...values } = input;
  const id = newId("int");
  await db.insert(integrations).values({ id, ...values });
  return id;
}

export async function updateIntegration(
  input: OneIntegration & {
    values: Partial<
      Pick<IntegrationRow, "name" | "areas" | "settings" | "connections" | "options" | "isDefault" | "templateVersion">
    >;
  },
): Promise<boolean> {
  const rows = await input.db
    .update(integrations)
    .set({ ...input.values, updatedAt: sql`now()` })
    .where(oneIntegration(input))
    .returning({ id: integrations.id });
  return rows.length > 0;
}

/** UI-14: call it inside a transaction, before another one becomes the default. */
export async function clearDefaultIntegration({ db, workspaceId }: Scope): Promise<void> {
  await db
    .update(integrations)
    .set({ isDefault: false })
    .where(and(eq(integrations.workspaceId, workspaceId), eq(integrations.isDefault, true)));
}

/** With its record links and intents; its flows, tables and runs go with it. Call it inside a transaction. */
export async function deleteIntegration(input: OneIntegration): Promise<boolean> {
  const { db, workspaceId, integrationId } = input;
  await deleteLinks({ db, workspaceId, owner: integrationId });
  const rows = await db.delete(integrations).where(oneIntegration(input)).returning({ id: integrations.id });
  return rows.length > 0;
}

export async function listTables(input: Scope & { integrationId?: string }): Promise<MapTableRow[]> {
  const ofIntegration = input.integrationId === undefined ? undefined : eq(mapTables.integrationId, input.integrationId);
  return input.db
    .select()
    .from(mapTables)
    .where(and(eq(mapTables.workspaceId, input.workspaceId), ofIntegration))
    .orderBy(asc(mapTables.integrationId), asc(mapTables.position));
}

export async function findTable(input: OneTable): Promise<MapTableRow | undefined> {
  const [row] = await input.db.select().from(mapTables).where(oneTable(input));
  return row;
}

export async function insertTable(
  input: Scope & { integrationId: string; key: string; position: number; definition: JsonObject; fallback: JsonObject | null },
): Promise<string> {
  const { db, ...values } = input;
  const id = newId("tbl");
  await db.insert(mapTables).values({ id, ...values });
  return id;
}

/** Raises the revision; with `revision` given, only over that one. Answers the new revision, or undefined. */
export async function touchTable(
  input: OneTable & { revision?: number; fallback?: JsonObject | null },
): Promise<number | undefined> {
  const expected = input.revision === undefined ? undefined : eq(mapTables.revision, input.revision);
  const [row] = await input.db
    .update(mapTables)
    .set({
      revision: sql`${mapTables.revision} + 1`,
      updatedAt: sql`now()`,
      ...(input.fallback === undefined ? {} : { fallback: input.fallback }),
    })
    .where(and(oneTable(input), expected))
    .returning({ revision: mapTables.revision });
  return row?.revision;
}

/** In the order of the source look-up. */
export async function listRows(input: Scope & { tableIds: readonly string[] }): Promise<MapRow[]> {
  if (input.tableIds.length === 0) return [];
  return input.db
    .select()
    .from(mapRows)
    .where(and(eq(mapRows.workspaceId, input.workspaceId), inArray(mapRows.tableId, [...input.tableIds])))
    .orderBy(asc(mapRows.tableId), asc(mapRows.position), asc(mapRows.sourceLabel));
}

export interface RowValues {
  readonly sourceId: string;
  readonly sourceLabel: string;
  readonly position: number;
  readonly target: JsonObject;
  readonly origin: RowOrigin;
  readonly reason: JsonObject | null;
}

export async function upsertRows(input: OneTable & { rows: readonly RowValues[] }): Promise<void> {
  if (input.rows.length === 0) return;
  const { db, workspaceId, tableId } = input;
  await db
    .insert(mapRows)
    .values(input.rows.map((row) => ({ workspaceId, tableId, ...row })))
    .onConflictDoUpdate({
      target: [mapRows.tableId, mapRows.sourceId],
      set: {
        sourceLabel: sql`excluded.source_label`,
        position: sql`excluded.position`,
        target: sql`excluded.target`,
        origin: sql`excluded.origin`,
        reason: sql`excluded.reason`,
        updatedAt: sql`now()`,
      },
    });
}

export async function deleteRows(input: OneTable & { sourceIds: readonly string[] }): Promise<void> {
  if (input.sourceIds.length === 0) return;
  await input.db
    .delete(mapRows)
    .where(
      and(
        eq(mapRows.workspaceId, input.workspaceId),
        eq(mapRows.tableId, input.tableId),
        inArray(mapRows.sourceId, [...input.sourceIds]),
      ),
    );
}
