import { randomBytes } from "node:crypto";
import { z } from "zod";
import { findUser, findUserByEmail, insertUser, setPasswordHash } from "@/db/queries/accounts";
import { insertAuditEvent, listMembers, removeMember as removeRow, renameWorkspace, setMember } from "@/db/queries/workspaces";
import { ROLES } from "@/db/schema/workspaces";
import { AppError } from "@/lib/core/errors";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { checkPassword, hashPassword, MIN_PASSWORD_LENGTH } from "@/lib/server/password";
import { notFound } from "@/lib/server/tokens";

export const RoleSchema = z.enum(ROLES);
export const NewMemberSchema = z.strictObject({
  email: z.email().max(320),
  name: z.string().trim().min(1).max(120),
  role: RoleSchema,
});
export const RoleChangeSchema = z.strictObject({ userId: z.string(), role: RoleSchema });
export const WorkspaceSchema = z.strictObject({ name: z.string().trim().min(1).max(120), timeZone: z.string().max(60) });
export const PasswordChangeSchema = z.strictObject({
  current: z.string().max(1000),
  next: z.string().min(MIN_PASSWORD_LENGTH).max(1000),
});

/**
 * Adds a person to the workspace. A new account gets a password that is answered once, to be handed over;
 * an account that exists keeps its own.
 */
export async function addMember(
  app: App,
  access: Access,
  input: z.infer<typeof NewMemberSchema>,
): Promise<{ userId: string; password: string | null }> {
  requirePermission(access, "workspace.manage");
  const { workspaceId, actor } = access;
  const known = await findUserByEmail({ db: app.db, email: input.email });
  const password = known ? null : randomBytes(12).toString("base64url");
  const passwordHash = password === null ? null : await hashPassword(password);
  return app.db.transaction(async (db) => {
    const userId = known?.id ?? (await insertUser({ db, email: input.email, name: input.name, passwordHash }));
    const members = await listMembers({ db, workspaceId });
    if (members.some((member) => member.userId === userId)) throw conflict("This person is a member already");
    await setMember({ db, workspaceId, userId, role: input.role });
    await insertAuditEvent({ db, workspaceId, actor, action: "member.added", subject: userId, params: { role: input.role } });
    return { userId, password };
  });
}

export async function changeRole(app: App, access: Access, input: z.infer<typeof RoleChangeSchema>): Promise<void> {
  requirePermission(access, "workspace.manage");
  const { workspaceId, actor } = access;
  const { userId, role } = input;
  await app.db.transaction(async (db) => {
    const members = await listMembers({ db, workspaceId });
    if (!members.some((member) => member.userId === userId)) throw notFound("member", userId);
    if (role !== "owner") keepAnOwner(members, userId);
    await setMember({ db, workspaceId, userId, role });
    await insertAuditEvent({ db, workspaceId, actor, action: "member.changed", subject: userId, params: { role } });
  });
}

/** The account stays: it may belong to other workspaces. */
export async function removeMember(app: App, access: Access, userId: string): Promise<void> {
  requirePermission(access, "workspace.manage");
  const { workspaceId, actor } = access;
  await app.db.transaction(async (db) => {
    keepAnOwner(await listMembers({ db, workspaceId }), userId);
    await removeRow({ db, workspaceId, userId });
    await insertAuditEvent({ db, workspaceId, actor, action: "member.removed", subject: userId });
  });
}

function keepAnOwner(members: readonly { userId: string; role: string }[], leaving: string): void {
  if (members.some((member) => member.role === "owner" && member.userId !== leaving)) return;
  throw conflict("A workspace keeps at least one owner");
}

export async function changeWorkspace(app: App, access: Access, input: z.infer<typeof WorkspaceSchema>): Promise<void> {
  requirePermission(access, "workspace.manage");
  if (!Intl.supportedValuesOf("timeZone").includes(input.timeZone)) {
    throw new AppError({ code: "request.invalid", category: "config", message: `No time zone ${input.timeZone}` });
  }
  const { workspaceId, actor } = access;
  await renameWorkspace({ db: app.db, workspaceId, ...input });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "workspace.changed", subject: workspaceId });
}

/** Ends every session of the account, this one too. Throws `auth.bad_credentials` for a wrong current password. */
export async function changePassword(
  app: App,
  access: Access & { readonly userId: string },
  input: z.infer<typeof PasswordChangeSchema>,
): Promise<void> {
  const { userId } = access;
  const user = await findUser({ db: app.db, userId });
  if (!user || !(await checkPassword(user.passwordHash, input.current))) {
    throw new AppError({ code: "auth.bad_credentials", category: "auth", message: "Wrong current password" });
  }
  await setPasswordHash({ db: app.db, userId, passwordHash: await hashPassword(input.next) });
}

function conflict(message: string): AppError {
  return new AppError({ code: "request.conflict", category: "conflict", message });
}
