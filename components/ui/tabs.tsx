"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

type TabSpec = { readonly key: string; readonly label: ReactNode; readonly count?: ReactNode; readonly attention?: boolean };

function TabCount({ tab }: { tab: TabSpec }) {
  return tab.count === undefined ? null : <span className={cx("n", tab.attention && "attention")}>{tab.count}</span>;
}

/** Tabs that are pages: each has an address, so that it can be linked to and reloaded. */
export function LinkTabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: readonly (TabSpec & { href: string })[];
  current: string;
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.key} href={tab.href} className="tab" aria-current={tab.key === current ? "page" : undefined}>
          <span className="tab-label" data-label={typeof tab.label === "string" ? tab.label : undefined}>
            {tab.label}
          </span>
          <TabCount tab={tab} />
        </Link>
      ))}
    </nav>
  );
}
