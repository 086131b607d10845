import type { ScheduleView } from "@/components/schedules/types";
import type { ScheduleListing } from "@/db/queries/listings";
import type { CalendarSpec, DayRule, ScheduleSpec } from "@/lib/core/schedule-spec";
import type { Locale } from "@/lib/core/text";
import { INTL_LOCALE } from "@/lib/i18n/locale";
import type { Translate } from "@/lib/i18n/messages";

type Words = { t: Translate; locale: Locale };

/** `every 15 minutes`, `Monday to Friday at 08:00, every 5 min for 12 h`; the five fields of a cron line as they are. */
export function everyText(spec: ScheduleSpec, words: Words): string {
  const { t } = words;
  if (spec.kind === "cron") return spec.cron;
  if (spec.kind === "every") return t(`schedules.every.${spec.unit}`, { count: spec.every });
  const text = t("schedules.say.at", { days: daysText(spec.days, words), at: spec.at });
  return spec.repeat ? repeatText(text, spec.repeat, t) : text;
}

function repeatText(text: string, repeat: NonNullable<CalendarSpec["repeat"]>, t: Translate): string {
  const hours = repeat.every % 60 === 0;
  const every = t(`schedules.every.${hours ? "hours" : "minutes"}`, { count: hours ? repeat.every / 60 : repeat.every });
  return t("schedules.say.repeat", { text, every, length: durationText(repeat.for, t) });
}

function durationText(minutes: number, t: Translate): string {
  if (minutes % 1440 === 0) return t("schedules.duration.days", { count: minutes / 1440 });
  if (minutes % 60 === 0) return t("schedules.duration.hours", { count: minutes / 60 });
  return t("schedules.duration.minutes", { count: minutes });
}

function daysText(rule: DayRule, words: Words): string {
  const { t, locale } = words;
  const list = (texts: readonly string[]) => new Intl.ListFormat(INTL_LOCALE[locale], { type: "conjunction" }).format(texts);
  const weekdays = (numbers: readonly number[]) =>
    list([...numbers].sort((a, b) => a - b).map((one) => weekdayName(one, locale)));
  if (rule.rule === "daily") return t("schedules.every.days", { count: rule.every });
  if (rule.rule === "weekly") {
    const isOpenDays = [...rule.weekdays].sort().join() === "1,2,3,4,5";
    const days = isOpenDays ? t("schedules.say.openDays") : weekdays(rule.weekdays);
    return rule.every === 1 ? days : t("schedules.say.weeks", { days, count: rule.every });
  }
  const months =
    rule.months.length === 12
      ? t("schedules.say.everyMonth")
      : t("schedules.say.inMonths", { months: list(rule.months.map((one) => monthName(one, locale))) });
  if (rule.rule === "monthly") {
    const days = rule.days.map((day) => (day === "last" ? t("schedules.say.lastDay") : String(day)));
    return t("schedules.say.monthDays", { days: list(days), months });
  }
  const ordinals = list(
    rule.ordinals.map((one) => t(`schedules.ordinal.${ORDINALS.find((known) => known === String(one)) ?? "last"}`)),
  );
  return t("schedules.say.nthWeekdays", { ordinals, weekdays: weekdays(rule.weekdays), months });
}

const ORDINALS = ["1", "2", "3", "4", "last"] as const;

/** 5 January 2026 is a Monday. */
function weekdayName(number: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(INTL_LOCALE[locale], { weekday: "long", timeZone: "UTC" });
  return format.format(new Date(Date.UTC(2026, 0, 4 + number)));
}

function monthName(number: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(INTL_LOCALE[locale], { month: "long", timeZone: "UTC" });
  return format.format(new Date(Date.UTC(2026, number - 1, 1)));
}

/** The date that the clocks of a time zone show: `2026-01-31`. */
function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}

export function toScheduleView(schedule: ScheduleListing, words: Words): ScheduleView {
  const { id, flowId, flow, integration, spec, timeZone, enabled, nextAt, lastRunId, lastRunAt, lastStatus } = schedule;
  return {
    id,
    flowId,
    flow,
    integration,
    spec,
    timeZone,
    enabled,
    every: everyText(spec, words),
    startsOn: spec.kind === "calendar" ? spec.from : dayIn(timeZone, schedule.createdAt),
    nextAt: enabled ? (nextAt?.toISOString() ?? null) : null,
    last: lastRunId && lastRunAt && lastStatus ? { runId: lastRunId, at: lastRunAt.toISOString(), state: lastStatus } : null,
  };
}
