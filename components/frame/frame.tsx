"use client";

import { useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import type { Notifications } from "@/components/frame/bell";
import type { SearchHit } from "@/components/frame/command-palette";
import { type FrameCounts, Nav } from "@/components/frame/nav";
import { TabBar } from "@/components/frame/tab-bar";
import { switchTheme } from "@/components/frame/theme";
import { type FramePerson, type FrameWorkspace, type Preference, type SavePreference, TopBar } from "@/components/frame/top-bar";
import type { Locale } from "@/lib/core/text";

/** Loaded when it is first asked for. */
const CommandPalette = lazy(() =>
  import("@/components/frame/command-palette").then((module) => ({ default: module.CommandPalette })),
);

export type FrameProps = {
  workspace: FrameWorkspace;
  workspaces: readonly FrameWorkspace[];
  person: FramePerson;
  counts: FrameCounts;
  notifications: Notifications;
  /** The reader has looked at the notifications. */
  seeNotifications: () => Promise<unknown>;
  locale: Locale;
  navCollapsed: boolean;
  savePreference: SavePreference;
  search: (query: string) => Promise<readonly SearchHit[]>;
  children: ReactNode;
};

export function Frame(props: FrameProps) {
  const { savePreference, children, counts } = props;
  const t = useTranslations("top");
  const router = useRouter();
  const [collapsed, setCollapsed] = useState(props.navCollapsed);
  const { searching, setSearching, hasSearched } = useSearchKey();
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
        onSeen={() => startTransition(async () => void (await props.seeNotifications()))}
        onLocale={(value) => save({ name: "locale", value })}
        onTheme={() => {
          const value = switchTheme();
          startTransition(() => savePreference({ name: "theme", value }));
        }}
        onWorkspace={(value) => save({ name: "workspace", value })}
        onSignOut={() => void leave()}
      />
      <main className="main" id="main" tabIndex={-1}>
        {children}
      </main>
      <TabBar counts={counts} />
      {hasSearched && (
        <Suspense>
          <CommandPalette open={searching} onOpenChange={setSearching} search={props.search} />
        </Suspense>
      )}
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
  const [hasSearched, setHasSearched] = useState(false);
  if (searching && !hasSearched) setHasSearched(true);
  return { searching, setSearching, hasSearched };
}

async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}
