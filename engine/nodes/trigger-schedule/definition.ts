import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { ONLY_OUT } from "@/engine/nodes/shared/handles";
import { numberOf, textOf } from "@/engine/nodes/shared/read-config";
import { toConfigure } from "@/engine/nodes/shared/words";
import type { JsonObject } from "@/lib/core/json";
import type { Locale, LocalizedText } from "@/lib/core/text";
import { TRIGGER_SCHEDULE_FORM } from "./form";

const SCHEDULE_UNITS = ["minutes", "hours", "days"] as const;

/** Minute, hour, day of month, month, day of week; lists, ranges and steps. The schedule table has the last word. */
const CRON = /^\s*([\d*,/-]+\s+){3}[\d*,/\-A-Za-z]+\s+[\d*,/\-A-Za-z#]+\s*$/;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** When the flow starts by itself. Two runs of one flow never overlap: a start during a run is passed over. */
export const TriggerScheduleConfigSchema = z
  .strictObject({
    mode: z.enum(["interval", "cron"]),
    every: z.int().min(1).max(10_000),
    unit: z.enum(SCHEDULE_UNITS),
    /** `HH:MM` in `timeZone`; used when `unit` is days. */
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    cron: z.string().optional(),
    timeZone: z.string().refine(isTimeZone),
  })
  .refine((config) => config.mode === "interval" || CRON.test(config.cron ?? ""), { path: ["cron"] });
export type TriggerScheduleConfig = z.infer<typeof TriggerScheduleConfigSchema>;

const UNIT_WORDS: Record<string, { one: LocalizedText; many: LocalizedText }> = {
  minutes: { one: { en: "minute", fr: "Toutes les minutes" }, many: { en: "minutes", fr: "min" } },
  hours: { one: { en: "hour", fr: "Toutes les heures" }, many: { en: "hours", fr: "heures" } },
  days: { one: { en: "day", fr: "Tous les jours" }, many: { en: "days", fr: "jours" } },
};

function summary(config: JsonObject, locale: Locale): string {
  if (textOf(config, "mode") === "cron") return textOf(config, "cron") || toConfigure(locale);
  const every = numberOf(config, "every");
  const words = UNIT_WORDS[textOf(config, "unit")];
  if (every === undefined || words === undefined) return toConfigure(locale);
  const at = textOf(config, "unit") === "days" ? textOf(config, "at") : "";
  if (locale === "fr") {
    const feminine = words === UNIT_WORDS.days ? "Tous" : "Toutes";
    const rhythm = every === 1 ? words.one.fr : `${feminine} les ${every} ${words.many.fr}`;
    return at ? `${rhythm} à ${at}` : rhythm;
  }
  const rhythm = every === 1 ? `Every ${words.one.en}` : `Every ${every} ${words.many.en}`;
  return at ? `${rhythm} at ${at}` : rhythm;
}

export const triggerSchedule = defineNode<TriggerScheduleConfig>({
  kind: "trigger-schedule",
  version: 1,
  category: "trigger",
  title: { en: "Schedule", fr: "Tâche planifiée" },
  description: {
    en: "The flow starts by itself, every so often or at fixed times. Never two at once.",
    fr: "Le flux démarre seul, à intervalle régulier ou à heures fixes. Jamais deux à la fois.",
  },
  icon: "calendar-clock",
  config: TriggerScheduleConfigSchema,
  defaults: { mode: "interval", every: 15, unit: "minutes", timeZone: "Europe/Paris" },
  form: TRIGGER_SCHEDULE_FORM,
  handles: () => ONLY_OUT,
  summary,
});
