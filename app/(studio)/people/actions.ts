"use server";

import { z } from "zod";
import { defineAction } from "@/lib/server/define-action";
import { addMember, changeRole, NewMemberSchema, RoleChangeSchema, removeMember } from "@/lib/server/members";

export const addPerson = defineAction(
  { input: NewMemberSchema, permission: "workspace.manage" },
  async ({ input, access, app }) => {
    const { password } = await addMember(app, access, input);
    return { password };
  },
);

export const changePersonRole = defineAction(
  { input: RoleChangeSchema, permission: "workspace.manage" },
  async ({ input, access, app }) => {
    await changeRole(app, access, input);
    return null;
  },
);

export const removePerson = defineAction(
  { input: z.strictObject({ userId: z.string() }), permission: "workspace.manage" },
  async ({ input, access, app }) => {
    await removeMember(app, access, input.userId);
    return null;
  },
);
