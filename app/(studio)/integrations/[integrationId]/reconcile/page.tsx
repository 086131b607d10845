import { Scale } from "lucide-react";
import { toDifferenceLine, toSummaryView } from "@/app/(studio)/_views/reconcile";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { ReconcilePage } from "@/components/reconcile/reconcile-page";
import { EmptyState } from "@/components/ui/empty-state";
import { findLastRun } from "@/db/queries/runs";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { RECONCILE_FLOW } from "@/lib/server/reconcile/reconcile";
import { listDifferenceViews, readLastReconciliation } from "@/lib/server/reconcile/view";
import { compareNow, dismissChosen, linkToOrder, mendChosen } from "./actions";

const LIMIT = 500;
const DAY_MS = 86_400_000;

/** CO-13: both systems compared, and what differs set right. */
export default async function ReconcileTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { integrationId } = await params;
  const { app, access, detail } = await loadIntegration(integrationId);
  const flow = detail.flows.find(({ key }) => key === RECONCILE_FLOW);
  if (!flow?.enabled) {
    const { t } = await getIntl();
    return (
      <div className="card">
        <EmptyState icon={Scale} title={t("reconcile.emptyTitle")}>
          {t("reconcile.off")}
        </EmptyState>
      </div>
    );
  }
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const [summary, differences, lastRun] = await Promise.all([
    readLastReconciliation(app, access, integrationId),
    listDifferenceViews(app, access, { integrationId, statuses: ["open", "mending"], limit: LIMIT }),
    findLastRun({ ...scope, flowId: flow.id }),
  ]);
  const days = typeof detail.row.settings.reconcileDays === "number" ? detail.row.settings.reconcileDays : 30;
  const now = app.clock().getTime();
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const isComparing = lastRun?.status === "queued" || lastRun?.status === "running";
  const isBusy = isComparing || differences.some(({ status }) => status === "mending");
  return (
    <ReconcilePage
      integrationId={integrationId}
      period={{ from: summary?.fromDay ?? day(now - days * DAY_MS), to: day(now) }}
      summary={summary ? toSummaryView(summary) : null}
      isBusy={isBusy}
      lines={differences.map(toDifferenceLine)}
      limit={LIMIT}
      actions={{ start: compareNow, mend: mendChosen, link: linkToOrder, dismiss: dismissChosen }}
      mayRun={isAllowed(access.role, "run.start")}
    />
  );
}
