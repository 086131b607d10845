import { Workflow } from "lucide-react";
import { addFlow, pauseFlow, removeFlow } from "@/app/(studio)/flows/(list)/actions";
import { startRun } from "@/app/(studio)/runs/actions";
import { FlowTable } from "@/components/flows/flow-table";
import { NewFlowButton } from "@/components/flows/new-flow-button";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiveRefresh } from "@/components/ui/live-refresh";
import { PageHead } from "@/components/ui/page-head";
import { listFlowListings, listNewestRuns } from "@/db/queries/listings";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("flows.title") };
}

export default async function FlowsPage() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const { t } = await getIntl();
  const scope = { db, workspaceId: access.workspaceId };
  const [flows, newest] = await Promise.all([listFlowListings(scope), listNewestRuns(scope)]);
  const lines = flows.map(({ pausedAt, ...flow }) => {
    const run = newest.get(flow.id);
    return {
      ...flow,
      paused: pausedAt !== null,
      integration: flow.integrationId && flow.integration ? { id: flow.integrationId, name: flow.integration } : null,
      last: run ? { runId: run.id, state: run.status, at: run.createdAt.toISOString() } : null,
      updatedAt: flow.updatedAt.toISOString(),
    };
  });
  const mayWrite = isAllowed(access.role, "flow.write");
  return (
    <div className="page">
      <LiveRefresh active={lines.some(({ last }) => last?.state === "running" || last?.state === "queued")} />
      <PageHead title={t("flows.title")} purpose={t("flows.purpose")} actions={mayWrite && <NewFlowButton create={addFlow} />} />
      <div className="card">
        {lines.length === 0 ? (
          <EmptyState
            icon={Workflow}
            title={t("flows.empty")}
            action={<LinkButton href="/gallery">{t("home.welcome.gallery")}</LinkButton>}
          >
            {t("flows.emptyText")}
          </EmptyState>
        ) : (
          <FlowTable
            flows={lines}
            actions={{ run: startRun, pause: pauseFlow, remove: removeFlow }}
            may={{ run: isAllowed(access.role, "run.start"), pause: isAllowed(access.role, "run.cancel"), write: mayWrite }}
          />
        )}
      </div>
    </div>
  );
}
