import { Table2 } from "lucide-react";
import { redirect } from "next/navigation";
import { loadTableSummaries } from "@/app/(studio)/_views/tables";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { EmptyState } from "@/components/ui/empty-state";
import { getIntl } from "@/lib/i18n/server";

/** Opens the first table that waits for somebody, else the first. */
export default async function TablesTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { integrationId } = await params;
  const { app, access, detail } = await loadIntegration(integrationId);
  const { t, locale } = await getIntl();
  const tables = await loadTableSummaries({
    db: app.db,
    workspaceId: access.workspaceId,
    locale,
    integrationId,
    areas: detail.row.areas,
  });
  const first = tables.find((table) => table.mapped < table.total && !table.hasFallback) ?? tables[0];
  if (first) redirect(`/integrations/${integrationId}/tables/${first.id}`);
  return (
    <div className="card">
      <EmptyState icon={Table2} title={t("tables.noneTitle")}>
        {t("tables.noneText")}
      </EmptyState>
    </div>
  );
}
