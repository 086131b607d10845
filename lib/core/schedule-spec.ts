import { z } from "zod";

/** ISO numbers: Monday = 1 … Sunday = 7. */
const Weekdays = z.array(z.int().min(1).max(7)).min(1).max(7);
/** January = 1. */
const Months = z.array(z.int().min(1).max(12)).min(1).max(12);

const DayRuleSchema = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("daily"), every: z.int().min(1).max(366) }),
  z.strictObject({ rule: z.literal("weekly"), every: z.int().min(1).max(52), weekdays: Weekdays }),
  z.strictObject({
    rule: z.literal("monthly"),
    months: Months,
    days: z
      .array(z.union([z.int().min(1).max(31), z.literal("last")]))
      .min(1)
      .max(32),
  }),
  z.strictObject({
    rule: z.literal("monthlyWeekday"),
    months: Months,
    /** First to fourth of the month, or its last. */
    ordinals: z
      .array(z.union([z.int().min(1).max(4), z.literal("last")]))
      .min(1)
      .max(5),
    weekdays: Weekdays,
  }),
]);

/** When a flow runs by itself, read in the time zone of its schedule (UI-36 to UI-40). */
export const ScheduleSpecSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("every"),
    every: z.int().min(1).max(1000),
    unit: z.enum(["minutes", "hours", "days"]),
  }),
  z.strictObject({
    kind: z.literal("calendar"),
    days: DayRuleSchema,
    /** First day that counts, and the one that "every N" is counted from. */
    from: z.iso.date(),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    /** Minutes: again every so many, for so many, the end left out; absent = once a day. */
    repeat: z.strictObject({ every: z.int().min(1).max(1440), for: z.int().min(1).max(1440) }).optional(),
  }),
  /** Five fields. */
  z.strictObject({ kind: z.literal("cron"), cron: z.string().max(100) }),
]);

export type ScheduleSpec = z.infer<typeof ScheduleSpecSchema>;
export type CalendarSpec = Extract<ScheduleSpec, { kind: "calendar" }>;
export type DayRule = CalendarSpec["days"];
