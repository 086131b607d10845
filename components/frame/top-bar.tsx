"use client";

import { ChevronsUpDown, Globe, LogOut, Moon, Search, Settings, Sun } from "lucide-react";
import { useTranslations } from "use-intl";
import { Bell, type Notifications } from "@/components/frame/bell";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuLine, MenuLink } from "@/components/ui/menu";
import { LOCALES, type Locale } from "@/lib/core/locales";

export type FramePerson = { readonly name: string; readonly email: string; readonly role: string };
export type FrameWorkspace = { readonly id: string; readonly name: string };

/** A choice that lasts: kept in a cookie by the server. */
export type Preference = { name: "locale" | "theme" | "nav" | "workspace"; value: string };
export type SavePreference = (preference: Preference) => Promise<void>;

export type TopBarProps = {
  workspace: FrameWorkspace;
  workspaces: readonly FrameWorkspace[];
  person: FramePerson;
  locale: Locale;
  notifications: Notifications;
  onSeen: () => void;
  onSearch: () => void;
  onLocale: (locale: Locale) => void;
  onTheme: () => void;
  onWorkspace: (id: string) => void;
  onSignOut: () => void;
};

export function TopBar(props: TopBarProps) {
  const t = useTranslations("top");
  return (
    <header className="top">
      <WorkspaceMenu {...props} />
      <button type="button" className="top-search" onClick={props.onSearch}>
        <Search className="icon sm" />
        <span>{t("search")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Button
        variant="quiet"
        square
        className="only-phone"
        aria-label={t("search")}
        onClick={props.onSearch}
        icon={<Search className="icon" />}
      />
      <Bell notifications={props.notifications} onSeen={props.onSeen} />
      <LocaleMenu locale={props.locale} onLocale={props.onLocale} />
      <ThemeButton onTheme={props.onTheme} />
      <PersonMenu person={props.person} onSignOut={props.onSignOut} />
    </header>
  );
}

function WorkspaceMenu({ workspace, workspaces, onWorkspace }: TopBarProps) {
  const t = useTranslations("top");
  const name = (
    <>
      <span className="monogram" aria-hidden="true">
        {initials(workspace.name)}
      </span>
      <span className="truncate">{workspace.name}</span>
    </>
  );
  if (workspaces.length < 2) return <div className="workspace">{name}</div>;
  const trigger = (
    <button type="button" className="workspace" aria-label={t("workspace", { name: workspace.name })}>
      {name}
      <ChevronsUpDown className="icon sm muted" />
    </button>
  );
  return (
    <Menu trigger={trigger} align="start">
      {workspaces.map((other) => (
        <MenuItem key={other.id} checked={other.id === workspace.id} onSelect={() => onWorkspace(other.id)}>
          {other.name}
        </MenuItem>
      ))}
    </Menu>
  );
}

export function LocaleMenu({ locale, onLocale }: Pick<TopBarProps, "locale" | "onLocale">) {
  const t = useTranslations("top");
  const trigger = (
    <Button
      variant="quiet"
      className="not-phone"
      aria-label={t("language", { code: locale.toUpperCase(), language: t(`languages.${locale}`) })}
      icon={<Globe className="icon" />}
    >
      {locale.toUpperCase()}
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      {LOCALES.map((other) => (
        <MenuItem key={other} checked={other === locale} onSelect={() => onLocale(other)}>
          {t(`languages.${other}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Both icons are rendered and CSS shows one: the server does not know the theme of a first visit. */
export function ThemeButton({ onTheme }: Pick<TopBarProps, "onTheme">) {
  const t = useTranslations("top");
  return (
    <Button variant="quiet" square aria-label={t("theme")} onClick={onTheme}>
      <Moon className="icon theme-light" />
      <Sun className="icon theme-dark" />
    </Button>
  );
}

function PersonMenu({ person, onSignOut }: Pick<TopBarProps, "person" | "onSignOut">) {
  const t = useTranslations("top");
  const trigger = (
    <button type="button" className="avatar" aria-label={t("person", { initials: initials(person.name), name: person.name })}>
      {initials(person.name)}
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>
        <b className="block text-ink">{person.name}</b>
        {person.email} · {t(`roles.${person.role}`)}
      </MenuLabel>
      <MenuLine />
      <MenuLink href="/settings" icon={<Settings className="icon" />}>
        {t("settings")}
      </MenuLink>
      <MenuItem icon={<LogOut className="icon" />} onSelect={onSignOut}>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (words[1]?.[0] ?? "")).toUpperCase();
}
