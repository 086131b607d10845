import { notFound } from "next/navigation";
import { Suspense } from "react";
import { loadTable, loadTableSummaries } from "@/app/(studio)/_views/tables";
import { importTableFile, listTableHistory, matchTable, measureTable, saveTable } from "@/app/(studio)/integrations/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { TableEditor } from "@/components/tables/table-editor";
import { TableList } from "@/components/tables/table-list";
import { GridSkeleton } from "@/components/tables/table-skeleton";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";

type Props = { params: Promise<{ integrationId: string; tableId: string }> };

/** The list of tables comes at once; the grid once both systems have said their values. */
export default async function TablePage({ params }: Props) {
  const { integrationId, tableId } = await params;
  const { app, access, detail } = await loadIntegration(integrationId);
  const { locale } = await getIntl();
  const tables = await loadTableSummaries({
    db: app.db,
    workspaceId: access.workspaceId,
    locale,
    integrationId,
    areas: detail.row.areas,
  });
  if (!tables.some((table) => table.id === tableId)) notFound();
  return (
    <div className="tables-split">
      <TableList tables={tables} current={tableId} base={`/integrations/${integrationId}/tables`} />
      <Suspense key={tableId} fallback={<GridSkeleton />}>
        <Grid integrationId={integrationId} tableId={tableId} />
      </Suspense>
    </div>
  );
}

async function Grid({ integrationId, tableId }: { integrationId: string; tableId: string }) {
  const { app, access, detail } = await loadIntegration(integrationId);
  const { t, locale } = await getIntl();
  const table = await loadTable({ app, access, tableId, template: detail.template, locale, t });
  return (
    <TableEditor
      key={table.id}
      table={table}
      actions={{
        save: saveTable,
        match: matchTable,
        importFile: importTableFile,
        history: listTableHistory,
        ...(isAllowed(access.role, "flow.write") ? { measure: measureTable } : {}),
      }}
      readOnly={!isAllowed(access.role, "table.write")}
    />
  );
}
