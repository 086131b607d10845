import { ToggleLeft } from "lucide-react";
import { toFlowCards, toMissingViews } from "@/app/(studio)/_views/integration";
import { pauseFlow } from "@/app/(studio)/flows/(list)/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { cancelRun, loadMarks, retryRun, setMark, startRun } from "@/app/(studio)/runs/actions";
import { FlowCards } from "@/components/integrations/flow-cards";
import { MissingNote } from "@/components/integrations/missing-note";
import { EmptyState } from "@/components/ui/empty-state";
import { listLastRuns, listScheduleListings } from "@/db/queries/listings";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { readStandings } from "@/lib/server/runs/progress";

/** One card per flow, with its run button. */
export default async function FlowsTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { integrationId } = await params;
  const { app, access, detail } = await loadIntegration(integrationId);
  const { t, locale } = await getIntl();
  const scope = { db: app.db, workspaceId: access.workspaceId, integrationId };
  const [runs, schedules] = await Promise.all([listLastRuns(scope), listScheduleListings(scope)]);
  const open = runs.filter(({ status }) => status === "running" || status === "queued").map(({ id }) => id);
  const standings = await readStandings(app, access, open);
  const flows = toFlowCards({ detail, runs, schedules, standings, locale, t });
  return (
    <>
      <MissingNote missing={toMissingViews({ detail, locale, t })} />
      {flows.length === 0 ? (
        <div className="card">
          <EmptyState icon={ToggleLeft} title={t("integration.flows.none")}>
            {t("integration.flows.noneText")}
          </EmptyState>
        </div>
      ) : (
        <FlowCards
          flows={flows}
          actions={{ start: startRun, cancel: cancelRun, pause: pauseFlow, retry: retryRun, loadMarks, setMark }}
          mayRun={isAllowed(access.role, "run.start")}
          mayWrite={isAllowed(access.role, "flow.write")}
        />
      )}
    </>
  );
}
