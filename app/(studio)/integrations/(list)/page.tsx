import { Blocks, Plus } from "lucide-react";
import { loadIntegrations } from "@/app/(studio)/_views/load-home";
import { importFromFile, inspectImport } from "@/app/(studio)/integrations/actions";
import { IntegrationTable } from "@/components/home/integration-list";
import { ImportButton } from "@/components/integrations/import-dialog";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiveRefresh } from "@/components/ui/live-refresh";
import { PageHead } from "@/components/ui/page-head";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("nav.integrations") };
}

export default async function IntegrationsPage() {
  const { access } = await requireSession();
  const app = await getApp();
  const intl = await getIntl();
  const { t } = intl;
  const { integrations } = await loadIntegrations({ db: app.db, workspaceId: access.workspaceId, now: app.clock(), intl });
  const add = isAllowed(access.role, "integration.write") && (
    <>
      <ImportButton actions={{ inspect: inspectImport, take: importFromFile }} />
      <LinkButton href="/gallery" variant="primary" icon={<Plus className="icon" />}>
        {t("home.newIntegration")}
      </LinkButton>
    </>
  );
  return (
    <div className="page">
      <LiveRefresh active={integrations.some((integration) => integration.state === "running")} />
      <PageHead title={t("nav.integrations")} purpose={t("integrations.purpose")} actions={add} />
      <section className="card integrations" aria-label={t("nav.integrations")}>
        {integrations.length === 0 ? (
          <EmptyState
            icon={Blocks}
            title={t("home.welcome.title")}
            action={add && <LinkButton href="/gallery">{t("home.welcome.gallery")}</LinkButton>}
          >
            {t("home.welcome.text")}
          </EmptyState>
        ) : (
          <IntegrationTable integrations={integrations} />
        )}
      </section>
    </div>
  );
}
