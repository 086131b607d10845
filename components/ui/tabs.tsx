"use client";

import Link from "next/link";
import { Tabs as Radix } from "radix-ui";
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
          {tab.label}
          <TabCount tab={tab} />
        </Link>
      ))}
    </nav>
  );
}

type TabsProps = {
  label: string;
  tabs: readonly TabSpec[];
  value: string;
  onValueChange: (value: string) => void;
  children: ReactNode;
};

/** Tabs inside a panel; give `TabPanel` children. */
export function Tabs({ label, tabs, value, onValueChange, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className="contents">
      <Radix.List className="tabs" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.key} value={tab.key} className="tab">
            {tab.label}
            <TabCount tab={tab} />
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export const TabPanel = Radix.Content;
