import { Lock } from "lucide-react";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { getIntl } from "@/lib/i18n/server";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("denied.title") };
}

/** Where a page leads whom their role keeps out of it. */
export default async function Denied() {
  const { t } = await getIntl();
  return (
    <div className="page">
      <h1 className="visually-hidden">{t("denied.title")}</h1>
      <div className="card">
        <EmptyState icon={Lock} title={t("denied.title")} action={<LinkButton href="/">{t("notFound.home")}</LinkButton>}>
          {t("denied.text")}
        </EmptyState>
      </div>
    </div>
  );
}
