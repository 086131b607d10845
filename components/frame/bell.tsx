"use client";

import { Bell as BellIcon, CircleX, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Menu, MenuLabel, MenuLine, MenuLink } from "@/components/ui/menu";
import { Ago } from "@/components/ui/time";

export type NotificationView = {
  readonly id: string;
  readonly key: "failed" | "attention";
  readonly flow: string;
  readonly runId: string;
  /** ISO. */
  readonly at: string;
  /** Records nobody was told of before. */
  readonly fresh: { readonly failed: number; readonly gaveUp: number; readonly review: number };
};
export type Notifications = { readonly items: readonly NotificationView[]; readonly unseen: number };

type Props = { notifications: Notifications; onSeen: () => void };

/** Runs that failed, and those with records that wait for somebody; a figure says how many are new to the reader. */
export function Bell({ notifications: { items, unseen }, onSeen }: Props) {
  const t = useTranslations("notifications");
  const [isSeen, setSeen] = useState(false);
  const count = isSeen ? 0 : unseen;
  const onOpen = (open: boolean) => {
    if (!open || count === 0) return;
    setSeen(true);
    onSeen();
  };
  const trigger = (
    <Button variant="quiet" square className="bell" aria-label={t("bell", { count })} icon={<BellIcon className="icon" />}>
      {count > 0 && (
        <span className="bell-count" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </Button>
  );
  return (
    <Menu trigger={trigger} onOpenChange={onOpen}>
      <MenuLabel>{items.length === 0 ? t("none") : t("title")}</MenuLabel>
      {items.map((item) => (
        <MenuLink key={item.id} href={`/runs/${item.runId}`} icon={<Tone of={item.key} />}>
          <Told item={item} />
        </MenuLink>
      ))}
      <MenuLine />
      <MenuLink href="/runs">{t("all")}</MenuLink>
    </Menu>
  );
}

function Tone({ of }: { of: NotificationView["key"] }) {
  const Icon = of === "failed" ? CircleX : TriangleAlert;
  return (
    <span className={cx("tone", of)}>
      <Icon className="icon" />
    </span>
  );
}

function Told({ item: { key, flow, fresh, at } }: { item: NotificationView }) {
  const t = useTranslations("notifications");
  const news = (["failed", "gaveUp", "review"] as const).filter((kind) => fresh[kind] > 0);
  const what = news.map((kind) => t(`news.${kind}`, { count: fresh[kind] })).join(", ");
  return (
    <span className="bell-told">
      {t(`told.${key}`, { flow, what })}
      <span className="muted bell-at">
        <Ago at={at} />
      </span>
    </span>
  );
}
