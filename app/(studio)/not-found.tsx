import { SearchX } from "lucide-react";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { getIntl } from "@/lib/i18n/server";

export default async function NotFound() {
  const { t } = await getIntl();
  return (
    <div className="page">
      <div className="card">
        <EmptyState icon={SearchX} title={t("notFound.title")} action={<LinkButton href="/">{t("notFound.home")}</LinkButton>}>
          {t("notFound.text")}
        </EmptyState>
      </div>
    </div>
  );
}
