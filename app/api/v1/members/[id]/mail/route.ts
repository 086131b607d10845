import { changeMemberMailContract, readMemberMailContract } from "@/app/api/v1/members/schema";
import { defineRoute } from "@/lib/server/define-route";
import { changeMailOf, readMailOf } from "@/lib/server/notifications/member-mail";

export const GET = defineRoute(readMemberMailContract, ({ app, access, params }) => readMailOf(app, access, params.id));

export const PUT = defineRoute(changeMemberMailContract, async ({ app, access, params, body }) => {
  await changeMailOf(app, access, { userId: params.id, mail: body });
  return {};
});
