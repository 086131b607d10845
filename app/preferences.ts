"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { setLocale } from "@/db/queries/accounts";
import { LOCALES } from "@/lib/core/text";
import { LOCALE_COOKIE, NAV_COOKIE, THEME_COOKIE } from "@/lib/i18n/locale";
import { getApp } from "@/lib/server/compose";
import { currentSession, WORKSPACE_COOKIE } from "@/lib/server/session";

const YEAR = 365 * 24 * 3600;

const PreferenceSchema = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("locale"), value: z.enum(LOCALES) }),
  z.strictObject({ name: z.literal("theme"), value: z.enum(["light", "dark"]) }),
  z.strictObject({ name: z.literal("nav"), value: z.enum(["open", "collapsed"]) }),
  /** Only a wish: a workspace the person is not a member of is passed over. */
  z.strictObject({ name: z.literal("workspace"), value: z.string().max(64) }),
]);

const COOKIE = { locale: LOCALE_COOKIE, theme: THEME_COOKIE, nav: NAV_COOKIE, workspace: WORKSPACE_COOKIE };

/**
 * Keeps a choice of the reader in a cookie: open to strangers too, it changes nothing but what they see. The language of
 * a person who is signed in is that of the mails they get as well.
 */
export async function savePreference(raw: z.input<typeof PreferenceSchema> | { name: string; value: string }): Promise<void> {
  const { name, value } = PreferenceSchema.parse(raw);
  (await cookies()).set(COOKIE[name], value, { path: "/", maxAge: YEAR, sameSite: "lax", httpOnly: true });
  const locale = LOCALES.find((each) => name === "locale" && each === value);
  const session = locale && (await currentSession());
  if (locale && session) await setLocale({ db: (await getApp()).db, userId: session.user.id, locale });
}
