import { findVersion } from "@/db/queries/flows";
import { listMembers } from "@/db/queries/workspaces";
import type { FlowDocument } from "@/engine/document/schema";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { readVersions } from "@/lib/server/flows/flows";
import { notFound } from "@/lib/server/tokens";

/** The versions of a flow with who published them, newest first; throws `flow.not_found`. */
export async function readHistory(app: App, access: Access, flowId: string) {
  const [versions, members] = await Promise.all([
    readVersions(app, access, flowId),
    listMembers({ db: app.db, workspaceId: access.workspaceId }),
  ]);
  const names = new Map(members.map((member) => [member.userId, member.name]));
  return versions.map(({ id, number, publishedBy, note, publishedAt }) => ({
    ...{ id, number, note, publishedAt },
    author: names.get(publishedBy) ?? null,
  }));
}

/** A version's document, to look at or to take up again; throws `request.not_found`. */
export async function readVersion(
  app: App,
  access: Access,
  input: { flowId: string; versionId: string },
): Promise<{ document: FlowDocument }> {
  const version = await findVersion({ db: app.db, workspaceId: access.workspaceId, versionId: input.versionId });
  if (!version || version.flowId !== input.flowId) throw notFound("version", input.versionId);
  return { document: version.document };
}
