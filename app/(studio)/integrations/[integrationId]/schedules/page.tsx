import { toScheduleView } from "@/app/(studio)/_views/schedules";
import { saveIntegration } from "@/app/(studio)/integrations/actions";
import { loadIntegration } from "@/app/(studio)/integrations/load-integration";
import { addSchedule, changeSchedule, previewSchedule, removeSchedules } from "@/app/(studio)/schedules/actions";
import { RealTimeCard } from "@/components/schedules/real-time-card";
import { SchedulesView } from "@/components/schedules/schedules-view";
import { listScheduleListings } from "@/db/queries/listings";
import { findWorkspace } from "@/db/queries/workspaces";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/locale";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { readersOf } from "@/lib/server/real-time/hints";

export default async function SchedulesTab({ params }: { params: Promise<{ integrationId: string }> }) {
  const { integrationId } = await params;
  const { app, access, detail } = await loadIntegration(integrationId);
  const { t, locale } = await getIntl();
  const scope = { db: app.db, workspaceId: access.workspaceId };
  const schedules = await listScheduleListings({ ...scope, integrationId });
  const realTime = new Set(detail.row.options.realTime ?? []);
  const readers = (await readersOf(app, access.workspaceId)).filter(({ integration }) => integration.id === integrationId);
  return (
    <>
      <RealTimeCard
        integrationId={integrationId}
        flows={readers.map(({ flow: { key, name } }) => ({ key, name, isOn: realTime.has(key) }))}
        save={saveIntegration}
        mayWrite={isAllowed(access.role, "integration.write")}
      />
      <SchedulesView
        schedules={schedules.map((schedule) => toScheduleView(schedule, { t, locale }))}
        flows={detail.flows.filter((flow) => flow.enabled).map((flow) => ({ value: flow.id, label: flow.name }))}
        timeZone={(await findWorkspace(scope))?.timeZone ?? DEFAULT_TIME_ZONE}
        actions={{ add: addSchedule, change: changeSchedule, remove: removeSchedules, preview: previewSchedule }}
        mayWrite={isAllowed(access.role, "schedule.write")}
      />
    </>
  );
}
