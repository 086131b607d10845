import { addPerson, changePersonRole, removePerson } from "@/app/(studio)/people/actions";
import { PeoplePage } from "@/components/people/people-page";
import { listMembers } from "@/db/queries/workspaces";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("people.title") };
}

export default async function Page() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const members = await listMembers({ db, workspaceId: access.workspaceId });
  const mayManage = isAllowed(access.role, "workspace.manage");
  // Who may not manage people sees who the owners are: that is whom they would ask.
  const shown = mayManage ? members : members.filter((member) => member.role === "owner" || member.userId === access.userId);
  return (
    <PeoplePage
      members={shown.map((member) => ({
        ...member,
        lastSignInAt: member.lastSignInAt?.toISOString() ?? null,
        isSelf: member.userId === access.userId,
      }))}
      actions={{ add: addPerson, changeRole: changePersonRole, remove: removePerson }}
      mayManage={mayManage}
    />
  );
}
