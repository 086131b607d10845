import { checkExpression } from "@/engine/mapping/check-expression";
import { type Place, placeOf } from "@/engine/mapping/error-texts";
import type { LocalizedText } from "@/lib/core/text";

/** Where and why an expression does not parse, for a mark in the text and a sentence under it. */
export interface ExpressionProblem extends Place {
  /** What to do about it, with the place. */
  readonly words: LocalizedText;
}

/** Undefined for what parses, and for a text without an expression. */
export function problemOf(text: string): ExpressionProblem | undefined {
  if (text.trim() === "") return undefined;
  const error = checkExpression(text);
  if (!error) return undefined;
  const { token, position } = error.details;
  const place = placeOf(text, typeof position === "number" ? position : undefined, typeof token === "string" ? token : "");
  return { ...place, words: error.advice ?? { en: error.message, fr: error.message } };
}
