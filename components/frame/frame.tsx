"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { CommandPalette, type SearchHit } from "@/components/frame/command-palette";
import { type FrameCounts, Nav } from "@/components/frame/nav";
import { TabBar } from "@/components/frame/tab-bar";
import { switchTheme } from "@/components/frame/theme";
import { type FramePerson, type FrameWorkspace, TopBar } from "@/components/frame/top-bar";
import type { Locale } from "@/lib/core/text";

/** A choice that lasts: kept in a cookie by the server. */
export type Preference = { name: "locale" | "theme" | "nav" | "workspace"; value: string };

export type FrameProps = {
  workspace: FrameWorkspace;
  workspaces: readonly FrameWorkspace[];
  person: FramePerson;
  counts: FrameCounts;
  locale: Locale;
  navCollapsed: boolean;
  savePreference: (preference: Preference) => Promise<void>;
  search: (query: string) => Promise<readonly SearchHit[]>;
  signOut: () => Promise<void>;
  children: ReactNode;
};

export function Frame(props: FrameProps) {
  const { savePreference, children, counts } = props;
  const t = useTranslations("top");
  const router = useRouter();
  const [collapsed, setCollapsed] = useState(props.navCollapsed);
  const [searching, setSearching] = useSearchKey();
  const [, startTransition] = useTransition();
  const save = (preference: Preference) =>
    startTransition(async () => {
      await savePreference(preference);
      router.refresh();
    });
  const toggle = () => {
    setCollapsed(!collapsed);
    startTransition(() => savePreference({ name: "nav", value: collapsed ? "open" : "collapsed" }));
  };
  return (
    <div className="frame" data-nav={collapsed ? "collapsed" : "open"}>
      <a className="skip-link" href="#main">
        {t("skip")}
      </a>
      <Nav counts={counts} collapsed={collapsed} onToggle={toggle} />
      <TopBar
        {...props}
        onSearch={() => setSearching(true)}
        onLocale={(value) => save({ name: "locale", value })}
        onTheme={() => {
          const value = switchTheme();
          startTransition(() => savePreference({ name: "theme", value }));
        }}
        onWorkspace={(value) => save({ name: "workspace", value })}
        onSignOut={() => startTransition(props.signOut)}
      />
      <main className="main" id="main" tabIndex={-1}>
        {children}
      </main>
      <TabBar counts={counts} />
      <CommandPalette open={searching} onOpenChange={setSearching} search={props.search} />
    </div>
  );
}

function useSearchKey() {
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return [searching, setSearching] as const;
}
