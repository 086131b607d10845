import type { NodeFormField } from "@/engine/nodes/contract";

const WHEN_INTERVAL = { path: "mode", equals: ["interval"] } as const;

export const TRIGGER_SCHEDULE_FORM: readonly NodeFormField[] = [
  {
    path: "mode",
    label: { en: "Rhythm", fr: "Rythme" },
    control: "select",
    options: [
      { value: "interval", label: { en: "Every so often", fr: "À intervalle régulier" } },
      { value: "cron", label: { en: "Cron expression", fr: "Expression cron" } },
    ],
  },
  { path: "every", label: { en: "Every", fr: "Tous les" }, control: "number", visibleWhen: WHEN_INTERVAL },
  {
    path: "unit",
    label: { en: "Unit", fr: "Unité" },
    control: "select",
    options: [
      { value: "minutes", label: { en: "minutes", fr: "minutes" } },
      { value: "hours", label: { en: "hours", fr: "heures" } },
      { value: "days", label: { en: "days", fr: "jours" } },
    ],
    visibleWhen: WHEN_INTERVAL,
  },
  {
    path: "at",
    label: { en: "At (HH:MM)", fr: "À (HH:MM)" },
    control: "text",
    visibleWhen: { path: "unit", equals: ["days"] },
  },
  {
    path: "cron",
    label: { en: "Cron expression", fr: "Expression cron" },
    help: {
      en: "Minute, hour, day of month, month, day of week: 30 7 * * 1-5 is 7:30 on working days.",
      fr: "Minute, heure, jour du mois, mois, jour de la semaine : 30 7 * * 1-5 désigne 7 h 30 les jours ouvrés.",
    },
    control: "cron",
    visibleWhen: { path: "mode", equals: ["cron"] },
  },
  { path: "timeZone", label: { en: "Time zone", fr: "Fuseau horaire" }, control: "text" },
];
