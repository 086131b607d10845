import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { deleteToken, findLiveToken, findMachineWorkspace, insertAuditEvent, insertToken } from "@/db/queries/workspaces";
import type { Role } from "@/db/schema/workspaces";
import { AppError } from "@/lib/core/errors";
import { type Access, authRequired, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Access of a Bearer token; throws `auth.required` when it is unknown or has ended. */
export async function accessOfToken(app: App, token: string): Promise<Access> {
  const hash = hashToken(token);
  const machine = app.env.apiToken === undefined ? undefined : hashToken(app.env.apiToken);
  if (machine && timingSafeEqual(Buffer.from(machine), Buffer.from(hash))) {
    const workspace = await findMachineWorkspace({ db: app.db });
    if (workspace) return { workspaceId: workspace.id, role: "owner", actor: "tok_environment" };
  }
  const found = await findLiveToken({ db: app.db, hash });
  if (!found) throw authRequired();
  return { workspaceId: found.workspaceId, role: found.role, actor: found.id };
}

/** Makes a token; `token` is answered once and cannot be shown again. */
export async function createToken(
  app: App,
  access: Access,
  input: { name: string; role: Role; expiresAt?: Date },
): Promise<{ id: string; token: string }> {
  requirePermission(access, "workspace.manage");
  const token = `pas_${randomBytes(30).toString("base64url")}`;
  return app.db.transaction(async (db) => {
    const id = await insertToken({
      db,
      workspaceId: access.workspaceId,
      name: input.name,
      role: input.role,
      hash: hashToken(token),
      hint: token.slice(-4),
      createdBy: access.userId ?? null,
      expiresAt: input.expiresAt ?? null,
    });
    await insertAuditEvent({ db, workspaceId: access.workspaceId, actor: access.actor, action: "token.created", subject: id });
    return { id, token };
  });
}

export async function revokeToken(app: App, access: Access, tokenId: string): Promise<void> {
  requirePermission(access, "workspace.manage");
  const { workspaceId, actor } = access;
  if (!(await deleteToken({ db: app.db, workspaceId, tokenId }))) throw notFound("token", tokenId);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "token.revoked", subject: tokenId });
}

/** Also what another workspace's id gets: its existence is not told. */
export function notFound(kind: string, id: string): AppError {
  return new AppError({
    code: "request.not_found",
    category: "notFound",
    message: `No ${kind} ${id} in this workspace`,
    details: { kind, id },
  });
}
