"use client";

import { PanelLeftClose, PanelLeftOpen, Unplug } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { BrandMark } from "@/components/frame/brand-mark";
import { type FramePage, isCurrent, PAGES } from "@/components/frame/pages";

/** What waits for a person, shown in the navigation. */
export type FrameCounts = { readonly review: number; readonly connections: number };

type NavProps = { counts: FrameCounts; collapsed: boolean; onToggle: () => void };

export function Nav({ counts, collapsed, onToggle }: NavProps) {
  const t = useTranslations("nav");
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className="nav" aria-label={t("label")}>
      <Link className="nav-brand" href="/" title="Passerelle">
        <BrandMark />
        <span className="nav-label">Passerelle</span>
      </Link>
      <NavList place="work" counts={counts} className="nav-list" />
      <p className="nav-group">{t("configure")}</p>
      <NavList place="configure" counts={counts} className="nav-list joined" />
      <NavList place="foot" counts={counts} className="nav-list foot">
        <li className="nav-toggle">
          <button type="button" className="nav-item" onClick={onToggle} title={t(collapsed ? "expand" : "collapse")}>
            <Toggle className="icon" />
            <span className="nav-label">{t(collapsed ? "expand" : "collapse")}</span>
          </button>
        </li>
      </NavList>
    </nav>
  );
}

type NavListProps = { place: FramePage["place"]; counts: FrameCounts; className: string; children?: React.ReactNode };

function NavList({ place, counts, className, children }: NavListProps) {
  return (
    <ul className={className}>
      {PAGES.filter((page) => page.place === place).map((page) => (
        <li key={page.key}>
          <NavItem page={page} counts={counts} />
        </li>
      ))}
      {children}
    </ul>
  );
}

function NavItem({ page, counts }: { page: FramePage; counts: FrameCounts }) {
  const t = useTranslations("nav");
  const pathname = usePathname();
  const Icon = page.icon;
  return (
    <Link className="nav-item" href={page.href} aria-current={isCurrent(page, pathname) ? "page" : undefined} title={t(page.key)}>
      <Icon className="icon" />
      <span className="nav-label">{t(page.key)}</span>
      {page.key === "review" && counts.review > 0 && <span className="nav-count review">{counts.review}</span>}
      {page.key === "connections" && counts.connections > 0 && (
        <span className="nav-count attention">
          <Unplug className="icon" />
          {counts.connections}
          <span className="visually-hidden">{t("lost")}</span>
        </span>
      )}
    </Link>
  );
}
