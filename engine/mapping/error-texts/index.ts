import { EVALUATION_ERRORS } from "@/engine/mapping/error-texts/evaluation";
import { PICTURE_ERRORS } from "@/engine/mapping/error-texts/pictures";
import { SYNTAX_ERRORS } from "@/engine/mapping/error-texts/syntax";
import type { LocalizedText } from "@/lib/core/text";

/** What goes into the words: `token` the operator or function, `expected` what should stand there, `value` what was met. */
export type ErrorWords = Partial<Record<"token" | "expected" | "value" | "index" | "message", string>>;

/** Every error code of JSONata, with what to do about it. */
export const EXPRESSION_ERRORS: Readonly<Record<string, LocalizedText>> = {
  ...SYNTAX_ERRORS,
  ...EVALUATION_ERRORS,
  ...PICTURE_ERRORS,
};

/** The words of a code in both languages; undefined for a code that is not JSONata's. Browser-safe. */
export function errorText(code: string, words: ErrorWords): LocalizedText | undefined {
  const text = Object.hasOwn(EXPRESSION_ERRORS, code) ? EXPRESSION_ERRORS[code] : undefined;
  return text && { en: filled(text.en, words), fr: filled(text.fr, words) };
}

function filled(text: string, words: ErrorWords): string {
  return text.replace(/\{(token|function|expected|value|index|message)\}/g, (_all, name: keyof ErrorWords | "function") =>
    name === "function" ? `$${words.token ?? "…"}` : (words[name] ?? "…"),
  );
}

/** Where in a text a token stands. Characters from the start; line and column from 1. */
export type Place = { readonly start: number; readonly end: number; readonly line: number; readonly column: number };

/** The place of a token from JSONata's position, which is the character after it; the end of the text without one. */
export function placeOf(text: string, position: number | undefined, token: string): Place {
  const word = token === "(end)" ? "" : token;
  const end = position === undefined ? text.length : Math.min(Math.max(position, 1), text.length);
  // Of a call, the position is that of its bracket.
  const isCall = word !== "" && text.slice(0, end).endsWith(`$${word}(`);
  const start = Math.max(0, end - (isCall ? word.length + 2 : Math.max(1, word.length)));
  const lines = text.slice(0, start).split("\n");
  return { start, end, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The same words, with the place in the expression. */
export function atPlace(what: LocalizedText, { line, column }: Pick<Place, "line" | "column">): LocalizedText {
  return {
    en: `Line ${line}, character ${column}: ${what.en}`,
    fr: `Ligne ${line}, caractère ${column}\u202f: ${what.fr}`,
  };
}
