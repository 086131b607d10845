import Link from "next/link";
import { redirect } from "next/navigation";
import { savePreference } from "@/app/preferences";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { getIntl } from "@/lib/i18n/server";
import { isFirstRun } from "@/lib/server/accounts";
import { signInProviders } from "@/lib/server/auth";
import { getApp } from "@/lib/server/compose";
import { currentSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("auth.signIn") };
}

type Props = { searchParams: Promise<{ callbackUrl?: string; error?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const app = await getApp();
  if (await currentSession()) redirect("/");
  const firstRun = await isFirstRun(app);
  if (firstRun && !app.env.demo) redirect("/welcome");
  const { t, locale } = await getIntl();
  return (
    <AuthCard
      title={t("auth.title")}
      purpose={t("auth.purpose")}
      locale={locale}
      savePreference={savePreference}
      foot={
        firstRun && (
          <p className="small muted">
            {t("auth.firstRun")} <Link href="/welcome">{t("auth.firstRunLink")}</Link>
          </p>
        )
      }
    >
      <SignInForm next={localPath(callbackUrl)} demo={app.env.demo} providers={signInProviders(app.env)} failure={error} />
    </AuthCard>
  );
}

/** Only the path of an address: a sign-in never leads to another site. */
function localPath(url: string | undefined): string {
  if (!url || !URL.canParse(url, "http://localhost")) return "/";
  const { pathname, search } = new URL(url, "http://localhost");
  return pathname.startsWith("//") || pathname.startsWith("/sign-in") ? "/" : pathname + search;
}
