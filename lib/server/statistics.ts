import { listConnections } from "@/db/queries/connections";
import { listFailures, listFlowDayFigures, listFlowKinds } from "@/db/queries/statistics";
import { findWorkspace } from "@/db/queries/workspaces";
import { lastDays } from "@/lib/core/days";
import type { ErrorCategory } from "@/lib/core/errors";
import { OUTCOMES, type OutcomeKind } from "@/lib/core/outcomes";
import type { LocalizedText } from "@/lib/core/text";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { TEMPLATES } from "@/templates/registry";

export const DIRECTIONS = ["import", "export"] as const;
/** `import`: from the shop; `export`: to the shop. */
export type Direction = (typeof DIRECTIONS)[number];

type Counted = Record<OutcomeKind, number>;

/** `seconds`: from start to end, of runs that ended. */
export interface Figures extends Counted {
  readonly runs: number;
  readonly failedRuns: number;
  readonly seconds: number;
  readonly requests: number;
}

export interface Statistics {
  readonly timeZone: string;
  readonly total: Figures;
  /** Every day of the period, the last is today. */
  readonly days: readonly ({ readonly day: string } & Figures)[];
  /** Those that ran, most records first. */
  readonly flows: readonly ({ readonly id: string; readonly name: string; readonly integration: string | null } & Figures)[];
  /** By who can set it right, most first. */
  readonly failures: readonly { readonly category: ErrorCategory; readonly records: number; readonly runs: number }[];
  /** Kinds of flows there are, for the choice among them. */
  readonly areas: readonly { readonly key: string; readonly title: LocalizedText }[];
  /** Records created or updated in the month up to now, `2026-11`. */
  readonly month: { readonly name: string } & Readonly<Record<Direction, number>>;
}

export type StatisticsFilter = {
  readonly days: number;
  readonly integrationId?: string;
  readonly direction?: Direction;
  /** Area of the template: `orders`. */
  readonly area?: string;
};

const DAY_MS = 86_400_000;
const DAYS_OF_MONTH = 31;
const FIGURES = ["runs", "failedRuns", "seconds", "requests", ...OUTCOMES] as const;

/** What live runs did in the last days, today included, in the workspace's time zone. */
export async function readStatistics(app: App, { workspaceId }: Access, filter: StatisticsFilter): Promise<Statistics> {
  const { db, clock } = app;
  const now = clock();
  const timeZone = (await findWorkspace({ db, workspaceId }))?.timeZone ?? "UTC";
  const days = lastDays({ now, count: filter.days, timeZone });
  const month = (days.at(-1) ?? "").slice(0, 7);
  // A day more than is asked for: the first one began earlier in zones east of Greenwich.
  const since = new Date(now.getTime() - (Math.max(filter.days, DAYS_OF_MONTH) + 1) * DAY_MS);
  const scope = { db, workspaceId, since, integrationId: filter.integrationId };
  const [kinds, rows, failures] = await Promise.all([
    readKinds(app, workspaceId),
    listFlowDayFigures({ ...scope, timeZone }),
    listFailures({ ...scope, since: new Date(now.getTime() - filter.days * DAY_MS) }),
  ]);
  const wanted = (flowId: string) => {
    const kind = kinds.get(flowId);
    return (!filter.direction || kind?.direction === filter.direction) && (!filter.area || kind?.area?.key === filter.area);
  };
  const chosen = rows.filter(({ flowId, day }) => wanted(flowId) && days.includes(day));
  return {
    timeZone,
    total: sumOf(chosen),
    days: days.map((day) => ({ day, ...sumOf(chosen.filter((row) => row.day === day)) })),
    flows: byFlow(chosen, kinds),
    failures: byCategory(failures.filter(({ flowId }) => wanted(flowId))),
    areas: areasOf(kinds),
    month: {
      name: month,
      ...writtenIn(
        rows.filter(({ flowId, day }) => wanted(flowId) && day.startsWith(month)),
        kinds,
      ),
    },
  };
}

type Kind = {
  readonly name: string;
  readonly integration: string | null;
  readonly direction: Direction;
  readonly area: Statistics["areas"][number] | undefined;
};
type Kinds = ReadonlyMap<string, Kind>;

async function readKinds({ db }: App, workspaceId: string): Promise<Kinds> {
  const [flows, connections] = await Promise.all([listFlowKinds({ db, workspaceId }), listConnections({ db, workspaceId })]);
  const systemOf = new Map(connections.map(({ id, connector }) => [id, connector]));
  return new Map(
    flows.map(({ flowId, name, key, integration, template, connections: roles, targets }) => {
      const known = TEMPLATES.find(({ id }) => id === template);
      const areaKey = known?.flows.find((flow) => flow.key === key)?.area;
      const area = known?.areas.find((one) => one.key === areaKey);
      const systems = targets.map((target) => systemOf.get(roles?.[target.replace("role:", "")] ?? target) ?? "");
      const direction: Direction = systems.some((system) => SHOPS.has(system)) ? "export" : "import";
      return [flowId, { name, integration, direction, area: area && { key: area.key, title: area.title } }];
    }),
  );
}

/** Systems some template has as its shop. */
const SHOPS = new Set(
  TEMPLATES.flatMap(({ roles }) => roles.filter(({ role }) => role === "shop").flatMap((one) => one.connectors)),
);

function sumOf(rows: readonly Figures[]): Figures {
  const sums = FIGURES.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)] as const);
  return Object.fromEntries(sums) as Record<(typeof FIGURES)[number], number>;
}

const recordsOf = (figures: Figures): number => OUTCOMES.reduce((sum, outcome) => sum + figures[outcome], 0);

function byFlow(rows: readonly ({ flowId: string } & Figures)[], kinds: Kinds): Statistics["flows"] {
  return [...new Set(rows.map(({ flowId }) => flowId))]
    .map((id) => {
      const kind = kinds.get(id);
      return {
        id,
        name: kind?.name ?? id,
        integration: kind?.integration ?? null,
        ...sumOf(rows.filter((row) => row.flowId === id)),
      };
    })
    .sort((a, b) => recordsOf(b) - recordsOf(a));
}

function byCategory(rows: Awaited<ReturnType<typeof listFailures>>): Statistics["failures"] {
  const sums = new Map<ErrorCategory, { records: number; runs: number }>();
  for (const { category, records, runs } of rows) {
    const before = sums.get(category) ?? { records: 0, runs: 0 };
    sums.set(category, { records: before.records + records, runs: before.runs + runs });
  }
  return [...sums].map(([category, counts]) => ({ category, ...counts })).sort((a, b) => b.records + b.runs - a.records - a.runs);
}

function areasOf(kinds: Kinds): Statistics["areas"] {
  const byKey = new Map([...kinds.values()].flatMap(({ area }) => (area ? [[area.key, area] as const] : [])));
  return [...byKey.values()];
}

/** UI-55: what is counted of each direction. */
function writtenIn(rows: readonly ({ flowId: string } & Figures)[], kinds: Kinds): Record<Direction, number> {
  const count = (direction: Direction) =>
    rows
      .filter(({ flowId }) => kinds.get(flowId)?.direction === direction)
      .reduce((sum, { created, updated }) => sum + created + updated, 0);
  return { import: count("import"), export: count("export") };
}
