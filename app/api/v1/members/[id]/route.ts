import { changeMemberContract, removeMemberContract } from "@/app/api/v1/members/schema";
import { defineRoute } from "@/lib/server/define-route";
import { changeRole, removeMember } from "@/lib/server/members";

export const PATCH = defineRoute(changeMemberContract, async ({ app, access, params, body }) => {
  await changeRole(app, access, { userId: params.id, role: body.role });
  return {};
});

export const DELETE = defineRoute(removeMemberContract, async ({ app, access, params }) => {
  await removeMember(app, access, params.id);
  return {};
});
