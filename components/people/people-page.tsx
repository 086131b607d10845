"use client";

import { Trash2, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AddMemberDialog } from "@/components/people/add-member-dialog";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { PageHead } from "@/components/ui/page-head";
import { Select } from "@/components/ui/select";
import { Ago } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

export const ROLES = ["owner", "editor", "operator", "viewer"] as const;
export type RoleName = (typeof ROLES)[number];
export type MemberView = {
  userId: string;
  name: string;
  email: string;
  role: RoleName;
  lastSignInAt: string | null;
  isSelf: boolean;
};
export type PeopleActions = {
  add: Action<{ email: string; name: string; role: RoleName }, { password: string | null }>;
  changeRole: Action<{ userId: string; role: RoleName }>;
  remove: Action<{ userId: string }>;
};

export function PeoplePage({
  members,
  actions,
  mayManage,
}: {
  members: readonly MemberView[];
  actions: PeopleActions;
  mayManage: boolean;
}) {
  const t = useTranslations("people");
  const [adding, setAdding] = useState(false);
  const add = mayManage && (
    <Button variant="primary" icon={<UserPlus className="icon" />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <div className="page">
      <PageHead title={t("title")} purpose={t("purpose")} actions={add} />
      <div className="card">
        <table className="table roomy">
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th scope="col">{t("role")}</th>
              <th scope="col" className="not-phone">
                {t("lastSignIn")}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t("remove")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <MemberRow key={member.userId} member={member} actions={actions} mayManage={mayManage} />
            ))}
          </tbody>
        </table>
      </div>
      <RoleHelp />
      {adding && <AddMemberDialog add={actions.add} onClose={() => setAdding(false)} />}
    </div>
  );
}

function MemberRow({ member, actions, mayManage }: { member: MemberView; actions: PeopleActions; mayManage: boolean }) {
  const t = useTranslations("people");
  const roles = useTranslations("top.roles");
  const changing = useAction(actions.changeRole, { done: t("changed") });
  const [asking, setAsking] = useState(false);
  const removing = useAction(actions.remove, { done: t("removed", { name: member.name }) });
  const { userId } = member;
  return (
    <tr>
      <td className="two-lines">
        <b>
          {member.name} {member.isSelf && <span className="tag">{t("you")}</span>}
        </b>
        <span className="small">{member.email}</span>
      </td>
      <td className="w-44">
        {mayManage ? (
          <Select
            size="sm"
            aria-label={t("roleOf", { name: member.name })}
            value={member.role}
            disabled={changing.busy}
            options={ROLES.map((role) => ({ value: role, label: roles(role) }))}
            onValueChange={(next) => changing.run({ userId, role: ROLES.find((role) => role === next) ?? "viewer" })}
          />
        ) : (
          roles(member.role)
        )}
      </td>
      <td className="not-phone">
        {member.lastSignInAt ? <Ago at={member.lastSignInAt} /> : <span className="zero">{t("never")}</span>}
      </td>
      <td className="right tight">
        {mayManage && !member.isSelf && (
          <Button
            variant="quiet"
            size="sm"
            square
            aria-label={t("removeNamed", { name: member.name })}
            onClick={() => setAsking(true)}
          >
            <Trash2 className="icon" />
          </Button>
        )}
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={t("removeTitle", { name: member.name })}
          description={t("removeText")}
          confirm={t("remove")}
          busy={removing.busy}
          onConfirm={() => removing.run({ userId })}
        />
      </td>
    </tr>
  );
}

function RoleHelp() {
  const t = useTranslations("people");
  const roles = useTranslations("top.roles");
  return (
    <dl className="facts mt-4 max-w-2xl">
      {ROLES.map((role) => (
        <div key={role} className="contents">
          <dt>{roles(role)}</dt>
          <dd>{t(`rights.${role}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
