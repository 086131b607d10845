"use client";

import { Ellipsis, Trash2 } from "lucide-react";
import { useRouter, useSelectedLayoutSegment } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { PageHead } from "@/components/ui/page-head";
import { StateBadge } from "@/components/ui/state-badge";
import type { StateName } from "@/components/ui/states";
import { type SystemBadge, SystemPair } from "@/components/ui/system-tile";
import { LinkTabs } from "@/components/ui/tabs";
import { type Action, useAction } from "@/components/ui/use-action";

type HeadProps = {
  id: string;
  name: string;
  from: SystemBadge;
  to: SystemBadge;
  state: StateName;
  /** Tables with values still to match. */
  incomplete: number;
  schedules: number;
  remove: Action<{ id: string }>;
  mayWrite: boolean;
};

const TABS = ["flows", "settings", "tables", "schedules", "connections", "journal"] as const;

/** Title, state and tabs of an integration; each tab is a page of its own. */
export function IntegrationHead(props: HeadProps) {
  const { id, name, from, to, state, incomplete, schedules } = props;
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
        after={<StateBadge state={state} />}
        actions={props.mayWrite && <HeadMenu {...props} />}
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

function HeadMenu({ id, name, from, to, remove }: HeadProps) {
  const t = useTranslations("integration");
  const ui = useTranslations("ui");
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const removing = useAction(remove, { done: t("removed", { name }), onDone: () => router.push("/integrations") });
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" square aria-label={ui("more")}>
            <Ellipsis className="icon" />
          </Button>
        }
      >
        <MenuItem danger icon={<Trash2 className="icon" />} onSelect={() => setAsking(true)}>
          {t("remove")}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { name })}
        description={t("removeText", { from: from.title, to: to.title })}
        confirm={t("remove")}
        busy={removing.busy}
        onConfirm={() => removing.run({ id })}
      />
    </>
  );
}
