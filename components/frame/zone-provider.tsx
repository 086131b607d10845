"use client";

import type { ReactNode } from "react";
import { IntlProvider, useLocale } from "use-intl";

/** Times below it are those of the workspace; language and texts stay those of the page. */
export function ZoneProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return (
    <IntlProvider locale={useLocale()} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
