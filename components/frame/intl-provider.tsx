"use client";

import type { ReactNode } from "react";
import type { AbstractIntlMessages } from "use-intl";
import { IntlProvider as Provider } from "use-intl";
import { ValidityMessages } from "@/components/frame/validity-messages";
import { Toaster } from "@/components/ui/toaster";
import type { Locale } from "@/lib/core/text";
import { formatsOf } from "@/lib/i18n/formats";
import { INTL_LOCALE } from "@/lib/i18n/locale";

type Props = {
  locale: Locale;
  messages: AbstractIntlMessages;
  timeZone: string;
  notifications: string;
  children: ReactNode;
};

/** What every client component finds above it: language, tooltips, notifications. */
export function IntlProvider({ locale, messages, timeZone, notifications, children }: Props) {
  return (
    <Provider locale={INTL_LOCALE[locale]} messages={messages} timeZone={timeZone} formats={formatsOf(locale)}>
      {children}
      <ValidityMessages />
      <Toaster label={notifications} />
    </Provider>
  );
}
