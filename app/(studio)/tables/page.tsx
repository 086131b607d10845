import { Check, CircleMinus, Table2, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { loadTableSummaries } from "@/app/(studio)/_views/tables";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Meter } from "@/components/ui/meter";
import { PageHead } from "@/components/ui/page-head";
import { getIntl } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("tables.title") };
}

export default async function TablesPage() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const { t, locale } = await getIntl();
  const tables = await loadTableSummaries({ db, workspaceId: access.workspaceId, locale });
  return (
    <div className="page">
      <PageHead title={t("tables.title")} purpose={t("tables.purpose")} />
      <div className="card">
        {tables.length === 0 ? (
          <EmptyState
            icon={Table2}
            title={t("tables.noneTitle")}
            action={<LinkButton href="/gallery">{t("home.welcome.gallery")}</LinkButton>}
          >
            {t("tables.emptyText")}
          </EmptyState>
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("tables.table")}</th>
                <th scope="col">{t("schedules.integration")}</th>
                <th scope="col">{t("tables.filled")}</th>
                <th scope="col" className="not-phone">
                  {t("tables.default")}
                </th>
              </tr>
            </thead>
            <tbody>
              {tables.map((table) => (
                <tr key={table.id}>
                  <td>
                    <Link className="name" href={`/integrations/${table.integrationId}/tables/${table.id}`}>
                      {table.title}
                    </Link>
                  </td>
                  <td className="muted">{table.integration}</td>
                  <td>
                    <Coverage
                      mapped={table.mapped}
                      total={table.total}
                      hasFallback={table.hasFallback}
                      label={t("tables.coverageText", { mapped: table.mapped, total: table.total })}
                    />
                  </td>
                  <td className="not-phone muted">{t(table.hasFallback ? "ui.yes" : "ui.no")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

type CoverageProps = { mapped: number; total: number; hasFallback: boolean; label: string };

function Coverage({ mapped, total, hasFallback, label }: CoverageProps) {
  const complete = mapped >= total;
  const isOpen = !complete && !hasFallback;
  const Icon = complete ? Check : isOpen ? TriangleAlert : CircleMinus;
  return (
    <span className="row">
      <span className={`state plain w-16 ${complete ? "created" : isOpen ? "attention" : "unchanged"}`}>
        <Icon className="icon" />
        {mapped}/{total}
      </span>
      <Meter className={`w-32 ${isOpen ? "attention" : ""}`} parts={[{ value: mapped }]} total={total} label={label} />
    </span>
  );
}
