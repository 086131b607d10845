import type { ReactNode } from "react";
import { endsOf } from "@/app/(studio)/_views/systems";
import {
  copyIntegration,
  exportToFile,
  refreshValues,
  removeIntegration,
  saveIntegration,
} from "@/app/(studio)/integrations/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { IntegrationHead } from "@/components/integrations/integration-head";
import type { StateName } from "@/components/ui/states";
import { listConnections } from "@/db/queries/connections";
import { listScheduleListings } from "@/db/queries/listings";
import { countFailedByIntegration, listOpenRuns } from "@/db/queries/overview";
import { getLocale } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";

type Props = { children: ReactNode; params: Promise<{ integrationId: string }> };

export async function generateMetadata({ params }: Props) {
  const { detail } = await loadIntegration((await params).integrationId);
  return { title: detail.row.name };
}

export default async function IntegrationLayout({ children, params }: Props) {
  const { integrationId } = await params;
  const { app, access, detail } = await loadIntegration(integrationId);
  const locale = await getLocale();
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const [connections, open, failed, schedules] = await Promise.all([
    listConnections(scope),
    listOpenRuns(scope),
    countFailedByIntegration(scope),
    listScheduleListings({ ...scope, integrationId }),
  ]);
  const connectorOf = new Map(connections.map((connection) => [connection.id, connection.connector]));
  const roles = detail.template.roles.map((role) => role.role);
  const isLost = connections.some(
    ({ id, checkResult }) => checkResult?.ok === false && Object.values(detail.row.connections).includes(id),
  );
  const isRunning = open.some((run) => run.integrationId === integrationId);
  const state: StateName = isLost
    ? "lost"
    : isRunning
      ? "running"
      : failed.has(integrationId) || detail.missing.length > 0
        ? "attention"
        : "ok";
  return (
    <div className="page integration-page">
      <IntegrationHead
        id={integrationId}
        name={detail.row.name}
        {...endsOf(detail.row.connections, connectorOf, roles)}
        state={state}
        incomplete={detail.missing.filter((one) => one.kind === "table").length}
        schedules={schedules.filter((schedule) => schedule.enabled).length}
        isDefault={detail.row.isDefault}
        roles={detail.template.roles.map(({ role, title }) => ({
          role,
          title: title[locale],
          current: detail.row.connections[role] ?? "",
          choices: connections
            .filter((one) => one.connector === connectorOf.get(detail.row.connections[role] ?? ""))
            .map((one) => ({ value: one.id, label: one.name })),
        }))}
        actions={{
          remove: removeIntegration,
          save: saveIntegration,
          duplicate: copyIntegration,
          refresh: refreshValues,
          exportToFile,
        }}
        mayWrite={isAllowed(access.role, "integration.write")}
      />
      <div className="tab-body">{children}</div>
    </div>
  );
}
