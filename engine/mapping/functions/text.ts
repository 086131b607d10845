import type { MappingFunction } from "./define-function";
import { optionalText, textArgument, wholeArgument } from "./define-function";
import { htmlToText } from "./html";
import { rtfToText } from "./rtf";

const LIGATURES: Readonly<Record<string, string>> = {
  œ: "oe",
  Œ: "OE",
  æ: "ae",
  Æ: "AE",
  ß: "ss",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
};

const IS_ASCII = /^\p{ASCII}*$/u;

export function stripAccents(text: string): string {
  return IS_ASCII.test(text) ? text : text.replace(/\P{ASCII}/gu, plainLetter);
}

/** Letters met so far, without their accents. */
const plainLetters = new Map(Object.entries(LIGATURES));
const MAX_LETTERS = 10_000;

function plainLetter(letter: string): string {
  const known = plainLetters.get(letter);
  if (known !== undefined) return known;
  const plain = letter.normalize("NFD").replace(/\p{M}/gu, "");
  if (plainLetters.size < MAX_LETTERS) plainLetters.set(letter, plain);
  return plain;
}

/** Lower case, then a capital after a space, a hyphen or an apostrophe: `jean-luc d'arc` → `Jean-Luc D'Arc`. */
function titleCase(text: string): string {
  return text
    .toLocaleLowerCase("fr")
    .replace(/(^|[\s\-'’])(\p{L})/gu, (_all, before, letter) => before + letter.toLocaleUpperCase("fr"));
}

function slug(text: string): string {
  return stripAccents(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Never cuts inside a character; the ending counts in the length. */
function truncate(text: string, length: number, ending: string): string {
  if (text.length <= length) return text;
  const kept = Math.max(0, length - [...ending].length);
  // A character takes two places at the most, and one where there are no pairs.
  const start = text.slice(0, 2 * Math.max(0, length) + 2);
  if (!/[\ud800-\udfff]/.test(start)) return start.slice(0, kept).trimEnd() + ending;
  const letters = [...start];
  return letters.length <= length ? text : letters.slice(0, kept).join("").trimEnd() + ending;
}

export const TEXT_FUNCTIONS: readonly MappingFunction[] = [
  {
    name: "stripAccents",
    group: "text",
    signature: "$stripAccents(text)",
    description: { en: "The text without accents or ligatures.", fr: "Le texte sans accents ni ligatures." },
    example: { expression: '$stripAccents("Hélène Cœur")', result: "Helene Coeur" },
    run: (text) => stripAccents(textArgument("stripAccents", text)),
  },
  {
    name: "titleCase",
    group: "text",
    signature: "$titleCase(text)",
    description: { en: "A capital at the start of each word.", fr: "Une majuscule au début de chaque mot." },
    example: { expression: '$titleCase("JEAN-LUC DUPONT")', result: "Jean-Luc Dupont" },
    run: (text) => titleCase(textArgument("titleCase", text)),
  },
  {
    name: "slug",
    group: "text",
    signature: "$slug(text)",
    description: {
      en: "Letters, digits and hyphens only, for an address.",
      fr: "Lettres, chiffres et tirets seulement, pour une adresse.",
    },
    example: { expression: '$slug("Théière en grès n° 4")', result: "theiere-en-gres-n-4" },
    run: (text) => slug(textArgument("slug", text)),
  },
  {
    name: "truncate",
    group: "text",
    signature: "$truncate(text, length[, ending])",
    description: {
      en: "The text cut to so many characters, ending included.",
      fr: "Le texte coupé à tant de caractères, fin comprise.",
    },
    example: { expression: '$truncate("Table basse en chêne", 12, "…")', result: "Table basse…" },
    run: (text, length, ending) =>
      truncate(textArgument("truncate", text), wholeArgument("truncate", length), optionalText("truncate", ending, "")),
  },
  {
    name: "htmlToText",
    group: "text",
    signature: "$htmlToText(html)",
    description: {
      en: "The plain text of a description: paragraphs and lists become lines.",
      fr: "Le texte brut d’une description : paragraphes et listes deviennent des lignes.",
    },
    example: { expression: '$htmlToText("<p>Ch&ecirc;ne &amp; lin</p><ul><li>60 cm</li></ul>")', result: "Chêne & lin\n- 60 cm" },
    run: (html) => htmlToText(textArgument("htmlToText", html)),
  },
  {
    name: "rtfToText",
    group: "text",
    signature: "$rtfToText(rtf)",
    description: { en: "The plain text of an RTF description.", fr: "Le texte brut d’une description RTF." },
    example: { expression: '$rtfToText("{\\\\rtf1\\\\ansi Ch\\\\\'eane\\\\par massif}")', result: "Chêne\nmassif" },
    run: (rtf) => rtfToText(textArgument("rtfToText", rtf)),
  },
  {
    name: "firstFilled",
    group: "text",
    signature: "$firstFilled(value, …)",
    description: {
      en: "The first value that is neither nothing, null nor blank.",
      fr: "La première valeur qui n’est ni absente, ni nulle, ni vide.",
    },
    example: { expression: '$firstFilled("", null, "Dupont SARL", "Dupont")', result: "Dupont SARL" },
    run: (...values) =>
      values.find((value) => value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "")),
  },
  {
    name: "joinFilled",
    group: "text",
    signature: "$joinFilled(list, separator)",
    description: { en: "Joins the texts that are not blank.", fr: "Assemble les textes qui ne sont pas vides." },
    example: { expression: '$joinFilled(["12 rue des Lilas", "", "Bât. B"], "\\n")', result: "12 rue des Lilas\nBât. B" },
    run: (list, separator) =>
      (Array.isArray(list) ? list : [list])
        .flatMap((entry) => (entry === null || entry === undefined ? [] : [textArgument("joinFilled", entry).trim()]))
        .filter((text) => text !== "")
        .join(optionalText("joinFilled", separator, " ")),
  },
];
