"use client";

import { ChartColumn, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { durationText } from "@/components/runs/run-progress";
import { DayChart } from "@/components/statistics/day-chart";
import { DayTable } from "@/components/statistics/day-table";
import { Filters } from "@/components/statistics/filters";
import { recordsOf, type StatisticsFilters, type StatisticsView } from "@/components/statistics/types";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import type { Option } from "@/components/ui/select";

type Props = {
  statistics: StatisticsView;
  filters: StatisticsFilters;
  integrations: readonly Option[];
  areas: readonly Option[];
};

/** UI-54 and UI-55: what was done in a period, how long it took, what it cost in requests, what failed and why. */
export function StatisticsPage({ statistics, filters, integrations, areas }: Props) {
  const t = useTranslations("statistics");
  const isEmpty = statistics.total.runs === 0;
  return (
    <div className="page">
      <PageHead title={t("title")} purpose={t("purpose")} />
      <Filters filters={filters} integrations={integrations} areas={areas} />
      <Totals statistics={statistics} />
      {isEmpty ? (
        <div className="card">
          <EmptyState
            icon={ChartColumn}
            title={t("emptyTitle")}
            action={<LinkButton href="/integrations">{t("emptyAction")}</LinkButton>}
          >
            {t("emptyText")}
          </EmptyState>
        </div>
      ) : (
        <div className="statistics">
          <section className="card" aria-label={t("perDay")}>
            <div className="card-head">
              <h2>{t("perDay")}</h2>
            </div>
            <DayChart days={statistics.days} zone={statistics.zone} />
          </section>
          <section className="card" aria-label={t("asTable")}>
            <div className="card-head">
              <h2>{t("asTable")}</h2>
            </div>
            <DayTable days={statistics.days} />
          </section>
          <div className="causes">
            <Flows statistics={statistics} />
            <Failures statistics={statistics} />
          </div>
        </div>
      )}
    </div>
  );
}

function Totals({ statistics: { total, month } }: Pick<Props, "statistics">) {
  const t = useTranslations("statistics");
  const facts = useTranslations("run.facts");
  const format = useFormatter();
  const name = format.dateTime(new Date(`${month.name}-15T12:00:00Z`), { month: "long" });
  const tiles = [
    { key: "written", value: format.number(total.created + total.updated), note: t("ofRead", { count: recordsOf(total) }) },
    { key: "runs", value: format.number(total.runs), note: t("failedRuns", { count: total.failedRuns }) },
    { key: "failed", value: format.number(total.failed), note: t("toReview", { count: total.review }) },
    { key: "duration", value: durationText(facts, total.seconds * 1000), note: t("perRun", { time: mean(total, facts) }) },
    { key: "requests", value: format.number(total.requests), note: t("toBoth") },
    { key: "month", value: format.number(month.import + month.export), note: t("counters", { ...month, name }) },
  ] as const;
  return (
    <dl className="card figures">
      {tiles.map(({ key, value, note }) => (
        <div key={key}>
          <dt>{t(`tiles.${key}`)}</dt>
          <dd className="num">{value}</dd>
          <dd className="small muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

type Facts = Parameters<typeof durationText>[0];
const mean = ({ seconds, runs }: { seconds: number; runs: number }, facts: Facts) =>
  durationText(facts, runs === 0 ? 0 : (seconds * 1000) / runs);

function Flows({ statistics: { flows } }: Pick<Props, "statistics">) {
  const t = useTranslations("statistics");
  const facts = useTranslations("run.facts");
  const format = useFormatter();
  return (
    <section className="card" aria-label={t("perFlow")}>
      <div className="card-head">
        <h2>{t("perFlow")}</h2>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("flow")}</th>
              {(["runs", "records", "written", "failed", "mean", "requests"] as const).map((name) => (
                <th key={name} scope="col" className="right">
                  {t(`columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => (
              <tr key={flow.id}>
                <td className="truncate">
                  <Link className="name" href={`/runs?flow=${flow.id}`}>
                    {flow.name}
                  </Link>
                  {flow.integration && <span className="muted small"> · {flow.integration}</span>}
                </td>
                <td className="right">{format.number(flow.runs)}</td>
                <td className="right">{format.number(recordsOf(flow))}</td>
                <td className="right">{format.number(flow.created + flow.updated)}</td>
                <td className="right">{format.number(flow.failed)}</td>
                <td className="right nowrap">{mean(flow, facts)}</td>
                <td className="right">{format.number(flow.requests)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Failures({ statistics: { failures } }: Pick<Props, "statistics">) {
  const t = useTranslations("statistics");
  const format = useFormatter();
  return (
    <section className="card" aria-label={t("failures")}>
      <div className="card-head">
        <h2>{t("failures")}</h2>
      </div>
      {failures.length === 0 ? (
        <EmptyState icon={CircleCheck} tone="created" title={t("noFailure")} />
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("cause")}</th>
              <th scope="col" className="right">
                {t("columns.records")}
              </th>
              <th scope="col" className="right">
                {t("columns.runs")}
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ category, records, runs }) => (
              <tr key={category}>
                <td>{t(`categories.${category}`)}</td>
                <td className="right">{format.number(records)}</td>
                <td className="right">{format.number(runs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
