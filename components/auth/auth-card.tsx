"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { BrandMark } from "@/components/frame/brand-mark";
import { switchTheme } from "@/components/frame/theme";
import { LocaleMenu, type SavePreference, ThemeButton } from "@/components/frame/top-bar";
import type { Locale } from "@/lib/core/text";

type AuthCardProps = {
  title: string;
  purpose: string;
  locale: Locale;
  savePreference: SavePreference;
  children: ReactNode;
  foot?: ReactNode;
};

/** The page before the frame: one card, language and theme within reach. */
export function AuthCard({ title, purpose, locale, savePreference, children, foot }: AuthCardProps) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  return (
    <div className="auth">
      <header className="auth-top">
        <span className="nav-brand">
          <BrandMark />
          Passerelle
        </span>
        <LocaleMenu
          locale={locale}
          onLocale={(value) =>
            startTransition(async () => {
              await savePreference({ name: "locale", value });
              router.refresh();
            })
          }
        />
        <ThemeButton onTheme={() => startTransition(() => savePreference({ name: "theme", value: switchTheme() }))} />
      </header>
      <main className="auth-main">
        <div className="card auth-card">
          <h1>{title}</h1>
          <p className="auth-purpose">{purpose}</p>
          {children}
        </div>
        {foot}
      </main>
    </div>
  );
}
