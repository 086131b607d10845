import { Activity } from "lucide-react";
import { toRunLine } from "@/app/(studio)/_views/runs";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { RunTable } from "@/components/home/run-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listRunListings } from "@/db/queries/listings";
import { getIntl } from "@/lib/i18n/server";

const SHOWN = 50;

/** UI-46: the runs of the integration, newest first. */
export default async function JournalTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { integrationId } = await params;
  const { app, access } = await loadIntegration(integrationId);
  const { t } = await getIntl();
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const runs = await listRunListings({ ...scope, filter: { integrationId }, limit: SHOWN });
  return (
    <section className="card runs" aria-label={t("integration.tabs.journal")}>
      {runs.length === 0 ? (
        <EmptyState
          icon={Activity}
          title={t("runs.emptyTitle")}
          action={<LinkButton href={`/integrations/${integrationId}`}>{t("integration.tabs.flows")}</LinkButton>}
        >
          {t("runs.emptyText")}
        </EmptyState>
      ) : (
        <RunTable runs={runs.map(toRunLine)} withState ofOneIntegration />
      )}
    </section>
  );
}
