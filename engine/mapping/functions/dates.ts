import { badArgument, type MappingFunction, optionalText, textArgument, wholeArgument } from "./define-function";
import { instantOf, parseWithPattern, partsIn, renderPattern } from "./zoned";

/** Zone in which a date without an offset is read and shown. */
const DEFAULT_ZONE = "Europe/Paris";
const DATE = { en: "a date", fr: "une date" };
const DAY_MS = 86_400_000;

export const DATE_FUNCTIONS: readonly MappingFunction[] = [
  {
    name: "parseDate",
    group: "date",
    signature: "$parseDate(text[, pattern[, zone]])",
    description: {
      en: "ISO date of a text, such as 26/03/2024 with dd/MM/yyyy. A date without a zone is in Europe/Paris unless said.",
      fr: "Date ISO d’un texte, par exemple 26/03/2024 avec dd/MM/yyyy. Sans fuseau, la date est à Europe/Paris sauf mention.",
    },
    example: { expression: '$parseDate("26/03/2024 12:00", "dd/MM/yyyy HH:mm")', result: "2024-03-26T11:00:00.000Z" },
    run: (text, pattern, zone) => {
      const given = textArgument("parseDate", text);
      const inZone = optionalText("parseDate", zone, DEFAULT_ZONE);
      const instant =
        pattern === undefined ? instantOf(given, inZone) : parseWithPattern(given, textArgument("parseDate", pattern), inZone);
      if (instant === undefined) throw badArgument("parseDate", DATE, text);
      return instant.toISOString();
    },
  },
  {
    name: "formatDate",
    group: "date",
    signature: "$formatDate(date[, pattern[, zone]])",
    description: {
      en: "A date in words or figures: yyyy, MM, dd, HH, mm, ss. Europe/Paris unless said.",
      fr: "Une date mise en forme : yyyy, MM, dd, HH, mm, ss. À Europe/Paris sauf mention.",
    },
    example: { expression: '$formatDate("2024-03-26T23:30:00Z", "dd/MM/yyyy HH:mm")', result: "27/03/2024 00:30" },
    run: (date, pattern, zone) => {
      const inZone = optionalText("formatDate", zone, DEFAULT_ZONE);
      return renderPattern(optionalText("formatDate", pattern, "yyyy-MM-dd"), partsIn(dateArgument("formatDate", date), inZone));
    },
  },
  {
    name: "addDays",
    group: "date",
    signature: "$addDays(date, days)",
    description: { en: "The date so many days later.", fr: "La date tant de jours plus tard." },
    example: { expression: '$addDays("2024-02-28T10:00:00Z", 2)', result: "2024-03-01T10:00:00.000Z" },
    run: (date, days) =>
      new Date(dateArgument("addDays", date).getTime() + wholeArgument("addDays", days) * DAY_MS).toISOString(),
  },
  {
    name: "toEpoch",
    group: "date",
    signature: "$toEpoch(date)",
    description: { en: "Seconds since 1 January 1970.", fr: "Secondes depuis le 1er janvier 1970." },
    example: { expression: '$toEpoch("2024-03-26T11:00:00Z")', result: 1_711_450_800 },
    run: (date) => Math.floor(dateArgument("toEpoch", date).getTime() / 1000),
  },
  {
    name: "fromEpoch",
    group: "date",
    signature: "$fromEpoch(seconds)",
    description: { en: "ISO date of seconds since 1970.", fr: "Date ISO de secondes depuis 1970." },
    example: { expression: "$fromEpoch(1711450800)", result: "2024-03-26T11:00:00.000Z" },
    run: (seconds) => new Date(wholeArgument("fromEpoch", seconds) * 1000).toISOString(),
  },
];

function dateArgument(name: string, value: Parameters<typeof textArgument>[1]): Date {
  const instant = instantOf(textArgument(name, value), DEFAULT_ZONE);
  if (instant === undefined) throw badArgument(name, DATE, value);
  return instant;
}
