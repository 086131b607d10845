import { addMemberContract, listMembersContract } from "@/app/api/v1/members/schema";
import { toTimeOrNull } from "@/app/api/v1/shared";
import { listMembers } from "@/db/queries/workspaces";
import { defineRoute } from "@/lib/server/define-route";
import { addMember } from "@/lib/server/members";

export const GET = defineRoute(listMembersContract, async ({ app, access: { workspaceId } }) => {
  const rows = await listMembers({ db: app.db, workspaceId });
  const data = rows.map(({ userId: id, email, name, role, lastSignInAt }) => {
    return { id, email, name, role, lastSignInAt: toTimeOrNull(lastSignInAt) };
  });
  return { data, nextCursor: null };
});

export const POST = defineRoute(addMemberContract, async ({ app, access, body }) => {
  const { userId: id, password } = await addMember(app, access, body);
  return { id, password };
});
