"use client";

import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import type { FrameCounts } from "@/components/frame/nav";
import { isCurrent, PAGES } from "@/components/frame/pages";
import { Menu, MenuLink } from "@/components/ui/menu";

const SHOWN = ["home", "integrations", "runs", "review"];

/** The navigation of a phone: four pages and the rest. */
export function TabBar({ counts }: { counts: FrameCounts }) {
  const t = useTranslations("nav");
  const pathname = usePathname();
  const rest = PAGES.filter((page) => !SHOWN.includes(page.key) && page.place !== "search");
  return (
    <nav className="tabbar" aria-label={t("label")}>
      {PAGES.filter((page) => SHOWN.includes(page.key)).map((page) => (
        <Link key={page.key} href={page.href} aria-current={isCurrent(page, pathname) ? "page" : undefined}>
          <page.icon className="icon" />
          {t(page.key)}
          {page.key === "review" && counts.review > 0 && <span className="dot">{counts.review}</span>}
        </Link>
      ))}
      <Menu
        trigger={
          <button type="button">
            <MenuIcon className="icon" />
            {t("more")}
          </button>
        }
      >
        {rest.map((page) => (
          <MenuLink key={page.key} href={page.href} icon={<page.icon className="icon" />}>
            {t(page.key)}
          </MenuLink>
        ))}
      </Menu>
    </nav>
  );
}
