import { type MappingFunction, optionalText, textArgument } from "./define-function";
import { stripAccents } from "./text";

/** ISO 3166-1 alpha-2 codes of the countries of the world, in pairs of letters. */
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PM PR PS PT PY QA RE RO RS RU RW SA SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(
    " ",
  );

const KNOWN_COUNTRIES: ReadonlySet<string> = new Set(COUNTRIES);

const ALIASES: Readonly<Record<string, string>> = {
  UK: "GB",
  EL: "GR",
  FX: "FR",
  USA: "US",
  FRA: "FR",
  BEL: "BE",
  CHE: "CH",
  DEU: "DE",
  ESP: "ES",
  ITA: "IT",
  GBR: "GB",
  LUX: "LU",
  NLD: "NL",
  PRT: "PT",
  CAN: "CA",
};

let names: ReadonlyMap<string, string> | undefined;

/** Country by its French or English name, without accents or punctuation. */
function countryNames(): ReadonlyMap<string, string> {
  if (names) return names;
  const made = new Map<string, string>();
  for (const locale of ["fr", "en"]) {
    const words = new Intl.DisplayNames([locale], { type: "region" });
    for (const code of COUNTRIES) made.set(nameKey(words.of(code) ?? code), code);
  }
  names = made;
  return made;
}

function nameKey(name: string): string {
  return stripAccents(name)
    .toUpperCase()
    .replace(/[^A-Z]/g, "");
}

/** The text itself in capitals when it is no country known to us. */
function countryCode(text: string): string {
  const upper = text.trim().toUpperCase();
  if (ALIASES[upper]) return ALIASES[upper];
  if (KNOWN_COUNTRIES.has(upper)) return upper;
  return countryNames().get(nameKey(text)) ?? upper;
}

/** Calling code and national prefix to drop, of the countries our merchants deliver to. */
const DIALLING: Readonly<Record<string, readonly [code: string, trunk: string]>> = {
  FR: ["33", "0"],
  BE: ["32", "0"],
  CH: ["41", "0"],
  LU: ["352", ""],
  DE: ["49", "0"],
  ES: ["34", ""],
  IT: ["39", ""],
  PT: ["351", ""],
  NL: ["31", "0"],
  GB: ["44", "0"],
  IE: ["353", "0"],
  AT: ["43", "0"],
  DK: ["45", ""],
  SE: ["46", "0"],
  NO: ["47", ""],
  FI: ["358", "0"],
  PL: ["48", ""],
  CZ: ["420", ""],
  US: ["1", "1"],
  CA: ["1", "1"],
  MC: ["377", ""],
  GP: ["590", "0"],
  MQ: ["596", "0"],
  GF: ["594", "0"],
  RE: ["262", "0"],
  MA: ["212", "0"],
  TN: ["216", ""],
  DZ: ["213", "0"],
};

/** `+33123456789`; a number we cannot place keeps its digits. */
function phoneNumber(text: string, country: string): string {
  const digits = text.replace(/\(0\)/, "").replace(/[^\d+]/g, "");
  if (digits.startsWith("+")) return `+${digits.replace(/\D/g, "")}`;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  const [code, trunk] = DIALLING[countryCode(country)] ?? [];
  if (digits === "" || code === undefined || trunk === undefined) return digits;
  return `+${code}${trunk !== "" && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits}`;
}

export const CODE_FUNCTIONS: readonly MappingFunction[] = [
  {
    name: "countryCode",
    group: "code",
    signature: "$countryCode(text)",
    description: {
      en: "Two-letter code of a country given by its code or its French or English name.",
      fr: "Code à deux lettres d’un pays donné par son code ou son nom français ou anglais.",
    },
    example: { expression: '$countryCode("Allemagne")', result: "DE" },
    run: (text) => countryCode(textArgument("countryCode", text)),
  },
  {
    name: "phone",
    group: "code",
    signature: "$phone(number[, country])",
    description: {
      en: "International number; the country (FR by default) completes a national one.",
      fr: "Numéro international ; le pays (FR par défaut) complète un numéro national.",
    },
    example: { expression: '$phone("01 23 45 67 89", "FR")', result: "+33123456789" },
    run: (number, country) => phoneNumber(textArgument("phone", number), optionalText("phone", country, "FR")),
  },
  {
    name: "vatNumber",
    group: "code",
    signature: "$vatNumber(text)",
    description: {
      en: "VAT number in capitals without spaces or points.",
      fr: "Numéro de TVA en majuscules, sans espaces ni points.",
    },
    example: { expression: '$vatNumber("fr 40 303.265.045")', result: "FR40303265045" },
    run: (text) =>
      textArgument("vatNumber", text)
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, ""),
  },
  {
    name: "digits",
    group: "code",
    signature: "$digits(text)",
    description: { en: "The digits of a text: SIRET, postcode.", fr: "Les chiffres d’un texte : SIRET, code postal." },
    example: { expression: '$digits("732 829 320 00074")', result: "73282932000074" },
    run: (text) => textArgument("digits", text).replace(/\D/g, ""),
  },
];
