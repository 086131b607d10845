"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { useTranslations } from "use-intl";
import { type IntegrationActions, IntegrationMenu } from "@/components/integrations/integration-menu";
import type { RoleChoices } from "@/components/integrations/types";
import { PageHead } from "@/components/ui/page-head";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { type SystemBadge, SystemPair } from "@/components/ui/system-tile";
import { LinkTabs } from "@/components/ui/tabs";

type HeadProps = {
  id: string;
  name: string;
  from: SystemBadge;
  to: SystemBadge;
  state: StateName;
  /** Tables with values still to match. */
  incomplete: number;
  schedules: number;
  isDefault: boolean;
  roles: readonly RoleChoices[];
  actions: IntegrationActions;
  mayWrite: boolean;
};

const TABS = ["flows", "settings", "tables", "schedules", "connections", "reconcile", "journal"] as const;

/** Title, state and tabs of an integration; each tab is a page of its own. */
export function IntegrationHead(props: HeadProps) {
  const { id, name, from, to, state, incomplete, schedules, isDefault } = props;
  const t = useTranslations("integration");
  const segment = useSelectedLayoutSegment() ?? "flows";
  const count = {
    tables: incomplete > 0 ? t("incomplete", { count: incomplete }) : undefined,
    schedules: schedules || undefined,
  };
  return (
    <div className="integration-head">
      <PageHead
        crumbs={[{ label: t("crumb"), href: "/integrations" }, { label: t("between", { from: from.title, to: to.title }) }]}
        before={<SystemPair from={from} to={to} />}
        title={name}
        after={
          <>
            <StateBadge state={state} />
            {isDefault && <span className="tag">{t("default.badge")}</span>}
          </>
        }
        actions={
          props.mayWrite && (
            <IntegrationMenu
              id={id}
              name={name}
              isDefault={isDefault}
              roles={props.roles}
              systems={{ from: from.title, to: to.title }}
              actions={props.actions}
            />
          )
        }
      />
      <LinkTabs
        label={t("tabsLabel")}
        current={segment}
        tabs={TABS.map((key) => ({
          key,
          label: t(`tabs.${key}`),
          href: key === "flows" ? `/integrations/${id}` : `/integrations/${id}/${key}`,
          count: key === "tables" || key === "schedules" ? count[key] : undefined,
          attention: key === "tables",
        }))}
      />
    </div>
  );
}
