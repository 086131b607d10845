import { type OpenTable, toHomeIntegration, toStrips, toTodos } from "@/app/(studio)/_views/home";
import { toRunLine } from "@/app/(studio)/_views/runs";
import { everyText } from "@/app/(studio)/_views/schedules";
import { endsOf } from "@/app/(studio)/_views/systems";
import { loadTableSummaries } from "@/app/(studio)/_views/tables";
import { rolesOf } from "@/app/(studio)/_views/templates";
import type { Queryable } from "@/db/client";
import { listConnections } from "@/db/queries/connections";
import { listIntegrations } from "@/db/queries/integrations";
import { listRunListings, listScheduleListings } from "@/db/queries/listings";
import {
  countChanged,
  countFailedByIntegration,
  countWaiting,
  listFlowDays,
  listIntegrationOverviews,
  listOpenRuns,
  listWaiting,
} from "@/db/queries/overview";
import { findWorkspace } from "@/db/queries/workspaces";
import { lastDays } from "@/lib/core/days";
import type { Locale } from "@/lib/core/text";
import { DEFAULT_TIME_ZONE } from "@/lib/i18n/locale";
import type { getIntl } from "@/lib/i18n/server";

const DAYS = 30;
const DAY_MS = 86_400_000;
type Intl = Awaited<ReturnType<typeof getIntl>>;
type Scope = { db: Queryable; workspaceId: string; now: Date; intl: Intl };

/** What the list of integrations shows, also on the home page. */
export async function loadIntegrations({ db, workspaceId, now, intl }: Scope) {
  const timeZone = (await findWorkspace({ db, workspaceId }))?.timeZone ?? DEFAULT_TIME_ZONE;
  const days = lastDays({ now, count: DAYS, timeZone });
  // A day more than is shown: the first one began earlier in zones east of Greenwich.
  const since = new Date(now.getTime() - (DAYS + 1) * DAY_MS);
  const [overviews, rows, open, failed, connections, openTables] = await Promise.all([
    listIntegrationOverviews({ db, workspaceId }),
    listFlowDays({ db, workspaceId, timeZone, since }),
    listOpenRuns({ db, workspaceId }),
    countFailedByIntegration({ db, workspaceId }),
    listConnections({ db, workspaceId }),
    listOpenTables({ db, workspaceId, locale: intl.locale }),
  ]);
  const incomplete = new Set(openTables.map((table) => table.integrationId));
  const running = new Set(open.map((run) => run.integrationId ?? ""));
  const lostConnections = new Set(connections.filter((one) => one.checkResult?.ok === false).map((one) => one.id));
  const connectorOf = new Map(connections.map((one) => [one.id, one.connector]));
  const integrations = overviews.map((overview) => {
    const ends = endsOf(overview.connections, connectorOf, rolesOf(overview.template));
    return toHomeIntegration({ overview, rows, days, running, failed, lostConnections, incomplete, ...ends, t: intl.t });
  });
  return { integrations, rows, days, timeZone, openTables };
}

export async function loadHome(scope: Scope) {
  const { db, workspaceId, now, intl } = scope;
  const { t, format, locale } = intl;
  const [{ integrations, rows, days, timeZone, openTables }, runs, schedules, counts, waiting, changed] = await Promise.all([
    loadIntegrations(scope),
    listRunListings({ db, workspaceId, limit: 6 }),
    listScheduleListings({ db, workspaceId, limit: 6 }),
    countWaiting({ db, workspaceId }),
    listWaiting({ db, workspaceId }),
    countChanged({ db, workspaceId, since: new Date(now.getTime() - DAY_MS) }),
  ]);
  return {
    integrations,
    days,
    timeZone,
    changed,
    strips: toStrips(rows, days),
    runs: runs.map(toRunLine),
    todos: toTodos({ counts, waiting, openTables, t, format, locale, now }),
    schedules: schedules
      .filter((schedule) => schedule.enabled)
      .map((schedule) => ({
        id: schedule.id,
        at: schedule.nextAt?.toISOString() ?? null,
        label: schedule.integration ? `${schedule.flow} · ${schedule.integration}` : schedule.flow,
        every: everyText(schedule.spec, { t, locale }),
      })),
  };
}

/** Of the areas that are on. */
async function listOpenTables(scope: { db: Queryable; workspaceId: string; locale: Locale }): Promise<OpenTable[]> {
  const [tables, integrations] = await Promise.all([loadTableSummaries(scope), listIntegrations(scope)]);
  return tables
    .filter(({ integrationId, area }) => {
      const areas = integrations.find(({ id }) => id === integrationId)?.areas ?? [];
      return area === undefined || areas.includes(area);
    })
    .filter(({ hasFallback, mapped, total }) => !hasFallback && mapped < total)
    .map(({ id, title, integrationId, integration, mapped, total }) => {
      return { id, title, integrationId, integration, open: total - mapped };
    });
}
