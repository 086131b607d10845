import { and, asc, eq, ne } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { endpoints } from "@/db/schema";

export type EndpointRow = typeof endpoints.$inferSelect;
export type PublicEndpointRow = Omit<EndpointRow, "secret" | "secretKeyId">;

type Scope = { readonly db: Queryable; readonly workspaceId: string };

/** By its id alone: a delivery knows no workspace, the endpoint tells it. */
export async function findEndpoint({ db, endpointId }: { db: Queryable; endpointId: string }): Promise<EndpointRow | undefined> {
  const [row] = await db.select().from(endpoints).where(eq(endpoints.id, endpointId));
  return row;
}

export async function listEndpoints(input: Scope & { flowId?: string }): Promise<PublicEndpointRow[]> {
  const ofFlow = input.flowId === undefined ? undefined : eq(endpoints.flowId, input.flowId);
  const rows = await input.db
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, input.workspaceId), ofFlow))
    .orderBy(asc(endpoints.createdAt));
  return rows.map(({ secret: _secret, secretKeyId: _keyId, ...row }) => row);
}

export async function insertEndpoint(
  input: Scope & { id: string; flowId: string; connectionId: string | null; secret: Uint8Array; secretKeyId: string },
): Promise<void> {
  const { db, ...values } = input;
  await db.insert(endpoints).values(values);
}

/** Endpoints of the installation whose secret a former key sealed. */
export async function listEndpointsWithOtherKey({ db, keyId }: { db: Queryable; keyId: string }): Promise<EndpointRow[]> {
  return db.select().from(endpoints).where(ne(endpoints.secretKeyId, keyId));
}

export async function updateEndpointSecret(
  input: Scope & { endpointId: string; secret: Uint8Array; secretKeyId: string },
): Promise<void> {
  await input.db
    .update(endpoints)
    .set({ secret: input.secret, secretKeyId: input.secretKeyId })
    .where(and(eq(endpoints.workspaceId, input.workspaceId), eq(endpoints.id, input.endpointId)));
}

export async function deleteEndpoint(input: Scope & { endpointId: string }): Promise<boolean> {
  const rows = await input.db
    .delete(endpoints)
    .where(and(eq(endpoints.workspaceId, input.workspaceId), eq(endpoints.id, input.endpointId)))
    .returning({ id: endpoints.id });
  return rows.length > 0;
}
