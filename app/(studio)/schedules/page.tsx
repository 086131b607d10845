import { toScheduleView } from "@/app/(studio)/_views/schedules";
import { addSchedule, changeSchedule, previewSchedule, removeSchedules } from "@/app/(studio)/schedules/actions";
import { SchedulesView } from "@/components/schedules/schedules-view";
import { PageHead } from "@/components/ui/page-head";
import { listFlowListings, listScheduleListings } from "@/db/queries/listings";
import { findWorkspace } from "@/db/queries/workspaces";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/locale";
import { getIntl } from "@/lib/i18n/server";
import { isAllowed } from "@/lib/server/access";
import { getApp } from "@/lib/server/compose";
import { requireSession } from "@/lib/server/session";

export async function generateMetadata() {
  const { t } = await getIntl();
  return { title: t("schedules.title") };
}

export default async function SchedulesPage() {
  const { access } = await requireSession();
  const { db } = await getApp();
  const { t, locale } = await getIntl();
  const scope = { db, workspaceId: access.workspaceId };
  const [schedules, flows, workspace] = await Promise.all([
    listScheduleListings(scope),
    listFlowListings(scope),
    findWorkspace(scope),
  ]);
  const choices = flows
    .filter((flow) => flow.enabled && flow.version !== null)
    .map((flow) => ({ value: flow.id, label: flow.integration ? `${flow.name} · ${flow.integration}` : flow.name }));
  return (
    <div className="page">
      <PageHead title={t("schedules.title")} purpose={t("schedules.purpose")} />
      <SchedulesView
        schedules={schedules.map((schedule) => toScheduleView(schedule, { t, locale }))}
        flows={choices}
        timeZone={workspace?.timeZone ?? DEFAULT_TIME_ZONE}
        actions={{ add: addSchedule, change: changeSchedule, remove: removeSchedules, preview: previewSchedule }}
        mayWrite={isAllowed(access.role, "schedule.write")}
        withIntegration
      />
    </div>
  );
}
