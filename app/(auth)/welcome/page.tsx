import { redirect } from "next/navigation";
import { connection } from "next/server";
import { createOwner } from "@/app/(auth)/welcome/actions";
import { savePreference } from "@/app/preferences";
import { AuthCard } from "@/components/auth/auth-card";
import { WelcomeForm } from "@/components/auth/welcome-form";
import { getIntl } from "@/lib/i18n/server";
import { isFirstRun } from "@/lib/server/accounts";
import { getApp } from "@/lib/server/compose";
import { MIN_PASSWORD_LENGTH } from "@/lib/server/password";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("auth.welcome.title") };
}

export default async function WelcomePage() {
  // Only when somebody asks for it: a build opens no store.
  await connection();
  if (!(await isFirstRun(await getApp()))) redirect("/sign-in");
  const { t, locale } = await getIntl();
  return (
    <AuthCard title={t("auth.welcome.title")} purpose={t("auth.welcome.purpose")} locale={locale} savePreference={savePreference}>
      <WelcomeForm create={createOwner} minLength={MIN_PASSWORD_LENGTH} />
    </AuthCard>
  );
}
