import type { DayVerdict, HomeIntegration, Strip, TodoView } from "@/components/home/types";
import type { StateName } from "@/components/ui/states";
import type { FlowDay, IntegrationOverview, listWaiting } from "@/db/queries/overview";
import type { Locale } from "@/lib/core/text";
import type { Format, Translate } from "@/lib/i18n/messages";

/** One strip by name of flow, the busiest first: the same flow of two integrations makes one. */
export function toStrips(rows: readonly FlowDay[], days: readonly string[], most = 4): Strip[] {
  const byFlow = new Map<string, { label: string; days: number[]; total: number }>();
  for (const row of rows) {
    const index = days.indexOf(row.day);
    if (index < 0) continue;
    const strip = byFlow.get(row.flow) ?? { label: row.flow, days: days.map(() => 0), total: 0 };
    strip.days[index] = (strip.days[index] ?? 0) + row.changed;
    strip.total += row.changed;
    byFlow.set(row.flow, strip);
  }
  return [...byFlow]
    .filter(([, strip]) => strip.total > 0)
    .sort(([, a], [, b]) => b.total - a.total)
    .slice(0, most)
    .map(([key, strip]) => ({ key, label: strip.label, days: strip.days }));
}

/** How each of the last days of one integration went. */
export function toVerdicts(rows: readonly FlowDay[], integrationId: string, days: readonly string[]): DayVerdict[] {
  return days.map((day) => {
    const ofDay = rows.filter((row) => row.integrationId === integrationId && row.day === day);
    if (ofDay.length === 0) return "none";
    return ofDay.some((row) => row.failed > 0) ? "failed" : "ok";
  });
}

type IntegrationFacts = {
  overview: IntegrationOverview;
  rows: readonly FlowDay[];
  days: readonly string[];
  running: ReadonlySet<string>;
  failed: ReadonlyMap<string, number>;
  lostConnections: ReadonlySet<string>;
  /** Ids of integrations with values that have no match. */
  incomplete: ReadonlySet<string>;
};

/** The one word for an integration, worst first; what runs now comes before what failed earlier. */
export function stateOf({
  overview,
  rows,
  running,
  failed,
  lostConnections,
  incomplete,
}: Omit<IntegrationFacts, "days">): StateName {
  if (Object.values(overview.connections).some((id) => lostConnections.has(id))) return "lost";
  if (running.has(overview.id)) return "running";
  if ((failed.get(overview.id) ?? 0) > 0) return "failed";
  if (incomplete.has(overview.id)) return "attention";
  return rows.some((row) => row.integrationId === overview.id) ? "ok" : "idle";
}

export function toHomeIntegration(
  facts: IntegrationFacts & Pick<HomeIntegration, "from" | "to"> & { t: Translate },
): HomeIntegration {
  const { overview, rows, days, failed, from, to, t } = facts;
  const state = stateOf(facts);
  const today = days.at(-1);
  return {
    id: overview.id,
    name: overview.name,
    from,
    to,
    systems: t("home.integrations.systems", { from: from.title, to: to.title }),
    state,
    stateText: state === "failed" ? t("home.integrations.failed", { count: failed.get(overview.id) ?? 0 }) : undefined,
    days: toVerdicts(rows, overview.id, days.slice(-14)),
    today: rows
      .filter((row) => row.integrationId === overview.id && row.day === today)
      .reduce((sum, row) => sum + row.changed, 0),
    next: overview.nextAt?.toISOString() ?? null,
  };
}

type Waiting = Awaited<ReturnType<typeof listWaiting>>;
/** A map table some of whose values have neither a match nor a default: their records will fail. */
export type OpenTable = {
  readonly id: string;
  readonly title: string;
  readonly integrationId: string;
  readonly integration: string;
  readonly open: number;
};

type Counts = { review: number; failed: number; connections: number };

type TodoInput = {
  counts: Counts;
  waiting: Waiting;
  openTables: readonly OpenTable[];
  t: Translate;
  format: Format;
  locale: Locale;
  now: Date;
};

/** What a person should do, with its cause in words. */
export function toTodos(input: TodoInput): TodoView[] {
  const { counts, waiting, t, format, locale, now } = input;
  const todos: TodoView[] = [];
  const oldest = waiting.review[0];
  if (oldest) {
    const labels = format.list(
      waiting.review.map((review) => review.label),
      { type: "conjunction" },
    );
    const foot = t("home.todo.reviewFoot", { ago: format.relativeTime(oldest.createdAt, now) });
    todos.push({
      state: "review",
      count: counts.review,
      cause: t("home.todo.reviewCause", { count: counts.review, labels }),
      foot,
      href: "/review",
    });
  }
  if (waiting.failed.length > 0) {
    const cause = failedCauses(waiting.failed, { t, format, locale });
    todos.push({ state: "failed", count: counts.failed, cause, foot: t("home.todo.failedFoot"), href: "/dead-letters" });
  }
  if (waiting.lost.length > 0) {
    const cause = waiting.lost.map(({ name, checkResult }) => `${name}${t("home.todo.colon")}${checkText(checkResult, locale)}`);
    todos.push({ state: "lost", count: counts.connections, cause: cause.join(" "), href: "/connections" });
  }
  const table = openTables(input);
  return table ? [...todos, table] : todos;
}

function openTables({ openTables: tables, t, format }: Pick<TodoInput, "openTables" | "t" | "format">): TodoView | undefined {
  const [first] = tables;
  if (!first) return undefined;
  const names = tables.slice(0, 3).map(({ title, integration }) => t("home.todo.tableOf", { title, integration }));
  return {
    state: "attention",
    count: tables.reduce((sum, { open }) => sum + open, 0),
    cause: t("home.todo.tableCause", { tables: format.list(names, { type: "conjunction" }) }),
    foot: t("home.todo.tableFoot"),
    href: `/integrations/${first.integrationId}/tables/${first.id}`,
  };
}

/** Records of one cause are told together; two causes at the most. */
function failedCauses(
  failed: Waiting["failed"],
  { t, format, locale }: { t: Translate; format: Format; locale: Locale },
): string {
  const byCause = new Map<string, string[]>();
  for (const { label, error } of failed) {
    const cause = error.advice?.[locale] ?? t(`errors.${error.code}`);
    byCause.set(cause, [...(byCause.get(cause) ?? []), label]);
  }
  const told = [...byCause]
    .slice(0, 2)
    .map(([cause, labels]) => `${format.list(labels.slice(0, 3))}${t("home.todo.colon")}${cause}`);
  return told.join(" ");
}

/** The sentence of a stored `CheckResult`. */
export function checkText(result: unknown, locale: Locale): string {
  if (typeof result !== "object" || result === null || !("message" in result)) return "";
  const { message } = result;
  if (typeof message !== "object" || message === null || !(locale in message)) return "";
  const text: unknown = Reflect.get(message, locale);
  return typeof text === "string" ? text : "";
}
