import type { CalendarSpec, DayRule, ScheduleSpec } from "@/lib/core/schedule-spec";

/** What the first choice of the dialog offers (UI-36): a regular interval, days, weeks, months, or a cron line. */
export const TRIGGERS = ["every", "daily", "weekly", "monthly", "cron"] as const;
export type Trigger = (typeof TRIGGERS)[number];

export const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const OPEN_DAYS = [1, 2, 3, 4, 5];

export function triggerOf(spec: ScheduleSpec): Trigger {
  if (spec.kind !== "calendar") return spec.kind;
  return spec.days.rule === "monthlyWeekday" ? "monthly" : spec.days.rule;
}

/** A first spec for a trigger; the time of day and the repetition of the former one are kept. */
export function startSpec(trigger: Trigger, today: string, before?: ScheduleSpec): ScheduleSpec {
  if (trigger === "every") return { kind: "every", every: 15, unit: "minutes" };
  if (trigger === "cron") return { kind: "cron", cron: "0 8 * * 1-5" };
  const kept = before?.kind === "calendar" ? before : { kind: "calendar" as const, from: today, at: "08:00" };
  return { ...kept, days: startRule(trigger) };
}

function startRule(trigger: "daily" | "weekly" | "monthly"): DayRule {
  if (trigger === "daily") return { rule: "daily", every: 1 };
  if (trigger === "weekly") return { rule: "weekly", every: 1, weekdays: OPEN_DAYS };
  return { rule: "monthly", months: EVERY_MONTH, days: [1] };
}

/** The lists of a rule that still lack a value: such a spec cannot be saved. */
export function missingParts(spec: ScheduleSpec): ("months" | "days" | "ordinals" | "weekdays")[] {
  if (spec.kind !== "calendar") return [];
  const { days } = spec;
  if (days.rule === "daily") return [];
  if (days.rule === "weekly") return days.weekdays.length === 0 ? ["weekdays"] : [];
  const months = days.months.length === 0 ? (["months"] as const) : [];
  if (days.rule === "monthly") return [...months, ...(days.days.length === 0 ? (["days"] as const) : [])];
  return [
    ...months,
    ...(days.ordinals.length === 0 ? (["ordinals"] as const) : []),
    ...(days.weekdays.length === 0 ? (["weekdays"] as const) : []),
  ];
}

/** UI-40: the steps and lengths of a repetition within the day, in minutes. */
export const REPEAT_STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720];
export const REPEAT_LENGTHS = [15, 30, 60, 120, 240, 480, 600, 720, 1440];

/** A repetition switched on starts as the documented example: every 5 minutes for 12 hours. */
export function withRepeat(spec: CalendarSpec, on: boolean): CalendarSpec {
  const { repeat: _before, ...rest } = spec;
  return on ? { ...rest, repeat: { every: 5, for: 720 } } : rest;
}

/** Numbers and `last`, as the chips carry them. */
export function toNumbers(values: readonly string[]): number[] {
  return values
    .filter((value) => value !== "last")
    .map(Number)
    .sort((a, b) => a - b);
}

export function toNumbersOrLast(values: readonly string[]): (number | "last")[] {
  return [...toNumbers(values), ...(values.includes("last") ? (["last"] as const) : [])];
}
