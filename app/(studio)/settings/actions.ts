"use server";

import { z } from "zod";
import { RetentionSchema } from "@/lib/core/retention";
import { defineAction } from "@/lib/server/define-action";
import { changePassword, changeWorkspace, NewMemberSchema, PasswordChangeSchema, WorkspaceSchema } from "@/lib/server/members";
import { changeOwnMail, MemberMailSchema } from "@/lib/server/notifications/member-mail";
import { changeRetention } from "@/lib/server/retention";
import { createToken, revokeToken } from "@/lib/server/tokens";

export const saveWorkspace = defineAction(
  { input: WorkspaceSchema, permission: "workspace.manage" },
  async ({ input, access, app }) => {
    await changeWorkspace(app, access, input);
    return null;
  },
);

export const saveRetention = defineAction(
  { input: RetentionSchema, permission: "workspace.manage" },
  async ({ input, access, app }) => {
    await changeRetention(app, access, input);
    return null;
  },
);

/** Anybody's own password. */
export const savePassword = defineAction({ input: PasswordChangeSchema, permission: "read" }, async ({ input, access, app }) => {
  await changePassword(app, access, input);
  return null;
});

/** Anybody's own mails. */
export const saveOwnMail = defineAction({ input: MemberMailSchema, permission: "read" }, async ({ input, access, app }) => {
  await changeOwnMail(app, access, input);
  return null;
});

const NewTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  role: z.string().pipe(NewMemberSchema.shape.role),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
});

export const addToken = defineAction(
  { input: NewTokenSchema, permission: "workspace.manage" },
  async ({ input, access, app }) => {
    const expiresAt = input.expiresAt ? new Date(input.expiresAt) : undefined;
    const { token } = await createToken(app, access, { name: input.name, role: input.role, expiresAt });
    return { token };
  },
);

export const removeToken = defineAction(
  { input: z.strictObject({ id: z.string() }), permission: "workspace.manage" },
  async ({ input, access, app }) => {
    await revokeToken(app, access, input.id);
    return null;
  },
);
