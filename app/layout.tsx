import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { IntlProvider } from "@/components/frame/intl-provider";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/locale";
import { MESSAGES } from "@/lib/i18n/messages";
import { getAppearance, getIntl } from "@/lib/i18n/server";
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "@/app/globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getIntl();
  return { title: { template: "%s · Passerelle", default: "Passerelle" }, description: t("app.description") };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { t, locale } = await getIntl();
  const { theme } = await getAppearance();
  return (
    <html lang={locale} data-theme={theme} suppressHydrationWarning>
      <head>{!theme && <script src="/theme.js" />}</head>
      <body>
        <IntlProvider
          locale={locale}
          messages={MESSAGES[locale]}
          timeZone={DEFAULT_TIME_ZONE}
          notifications={t("app.notifications")}
        >
          {children}
        </IntlProvider>
      </body>
    </html>
  );
}
