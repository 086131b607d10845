import { z } from "zod";
import { IdParamsSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { NewMemberSchema, RoleSchema } from "@/lib/server/members";
import { MemberMailSchema } from "@/lib/server/notifications/member-mail";

const MemberSchema = z.object({
  /** Id of the account. */
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: RoleSchema,
  lastSignInAt: TimeSchema.nullable(),
});

export const listMembersContract = defineContract({
  id: "listMembers",
  method: "GET",
  path: "/members",
  summary: "The people of the workspace",
  permission: "workspace.manage",
  reply: listOf(MemberSchema),
});

export const addMemberContract = defineContract({
  id: "addMember",
  method: "POST",
  path: "/members",
  summary: "Add a person; a new account gets a password, answered once, to be handed over",
  permission: "workspace.manage",
  body: NewMemberSchema,
  reply: z.object({ id: z.string(), password: z.string().nullable() }),
  status: 201,
});

export const changeMemberContract = defineContract({
  id: "changeMember",
  method: "PATCH",
  path: "/members/{id}",
  summary: "Change what a person may do; a workspace keeps at least one owner",
  permission: "workspace.manage",
  params: IdParamsSchema,
  body: z.strictObject({ role: RoleSchema }),
  reply: z.object({}),
  status: 204,
});

export const removeMemberContract = defineContract({
  id: "removeMember",
  method: "DELETE",
  path: "/members/{id}",
  summary: "Take a person out of the workspace; the account stays",
  permission: "workspace.manage",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const readMemberMailContract = defineContract({
  id: "readMemberMail",
  method: "GET",
  path: "/members/{id}/mail",
  summary: "Which mails about runs a person gets; an integration named in `integrations` has its own answer",
  permission: "workspace.manage",
  params: IdParamsSchema,
  reply: MemberMailSchema,
});

export const changeMemberMailContract = defineContract({
  id: "changeMemberMail",
  method: "PUT",
  path: "/members/{id}/mail",
  summary: "Choose them: `listed` (where an integration names the address), `none`, `failures` or `all`",
  permission: "workspace.manage",
  params: IdParamsSchema,
  body: MemberMailSchema,
  reply: z.object({}),
  status: 204,
});

export const memberContracts = [
  listMembersContract,
  addMemberContract,
  changeMemberContract,
  removeMemberContract,
  readMemberMailContract,
  changeMemberMailContract,
];
