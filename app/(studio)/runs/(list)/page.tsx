import { Activity } from "lucide-react";
import { toRunLine } from "@/app/(studio)/_views/runs";
import { RunTable } from "@/components/home/run-table";
import { RunFilters } from "@/components/runs-list/run-filters";
import { RUN_VIEWS, type RunView } from "@/components/runs-list/run-views";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiveRefresh } from "@/components/ui/live-refresh";
import { PageHead } from "@/components/ui/page-head";
import { listFlowListings, listRunListings, type RunFilter } from "@/db/queries/listings";
import { getIntl } from "@/lib/i18n/server";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

const PAGE = 50;

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("nav.runs") };
}

type Props = { searchParams: Promise<{ view?: string; flow?: string; before?: string }> };

export default async function RunsPage({ searchParams }: Props) {
  const query = await searchParams;
  const view = RUN_VIEWS.find((one) => one === query.view) ?? "all";
  const { access } = await requireSession();
  const { db } = await getApp();
  const { t } = await getIntl();
  const scope = { db, workspaceId: access.workspaceId };
  const filter = { ...FILTERS[view], flowId: query.flow };
  const [runs, flows] = await Promise.all([
    listRunListings({ ...scope, filter, before: parseCursor(query.before), limit: PAGE + 1 }),
    listFlowListings(scope),
  ]);
  const shown = runs.slice(0, PAGE);
  const last = shown.at(-1);
  const more =
    runs.length > PAGE && last ? new URLSearchParams({ ...query, before: `${last.createdAt.toISOString()}_${last.id}` }) : null;
  return (
    <div className="page">
      <LiveRefresh active={shown.some((run) => run.status === "running" || run.status === "queued")} />
      <PageHead title={t("nav.runs")} purpose={t("runs.purpose")} />
      <RunFilters view={view} flowId={query.flow ?? ""} flows={flows.map((flow) => ({ value: flow.id, label: flow.name }))} />
      <section className="card runs" aria-label={t("nav.runs")}>
        {shown.length === 0 ? (
          <EmptyState
            icon={Activity}
            title={t(view === "all" ? "runs.emptyTitle" : "runs.noneTitle")}
            action={<LinkButton href="/integrations">{t("runs.emptyAction")}</LinkButton>}
          >
            {t(view === "all" ? "runs.emptyText" : "runs.noneText")}
          </EmptyState>
        ) : (
          <RunTable runs={shown.map(toRunLine)} withState />
        )}
        {more && (
          <div className="table-foot">
            <LinkButton size="sm" href={`/runs?${more}`}>
              {t("runs.older")}
            </LinkButton>
          </div>
        )}
      </section>
    </div>
  );
}

const FILTERS: Record<RunView, RunFilter> = {
  all: {},
  running: { status: "running" },
  succeeded: { status: "succeeded" },
  failed: { status: "failed" },
  cancelled: { status: "cancelled" },
  withFailed: { with: "failed" },
  withReview: { with: "review" },
};

/** `<instant>_<id>` of the last run shown; anything else is the first page. */
function parseCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  const [instant, ...id] = cursor?.split("_") ?? [];
  const at = new Date(instant ?? "");
  return Number.isNaN(at.getTime()) || id.length === 0 ? undefined : { at, id: id.join("_") };
}
