import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

export type FunctionGroup = "text" | "money" | "date" | "vat" | "code" | "table";
export type Argument = Json | undefined;

/** A function of the library: what the editor shows of it, and what it does. Pure; the same everywhere. */
export interface MappingFunction {
  /** Without the `$`. */
  readonly name: string;
  readonly group: FunctionGroup;
  /** `$truncate(text, length)` */
  readonly signature: string;
  readonly description: LocalizedText;
  /** A test runs it: the expression gives exactly this. */
  readonly example: { readonly expression: string; readonly result: Json };
  /** Nothing for a first argument gives nothing, as JSONata's own functions do; the implementation never sees it. */
  readonly run: (...args: Argument[]) => Argument;
}

export function textArgument(name: string, value: Argument): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw badArgument(name, { en: "a text", fr: "un texte" }, value);
}

/** Empty when the argument is left out. */
export function optionalText(name: string, value: Argument, fallback: string): string {
  return value === undefined || value === null ? fallback : textArgument(name, value);
}

export function wholeArgument(name: string, value: Argument, fallback?: number): number {
  const given = value === undefined || value === null ? fallback : typeof value === "string" ? Number(value) : value;
  if (typeof given === "number" && Number.isInteger(given)) return given;
  throw badArgument(name, { en: "a whole number", fr: "un nombre entier" }, value);
}

/** `expected` goes after “expects” and « attend ». */
export function badArgument(name: string, expected: LocalizedText, value: Argument): AppError {
  const given = JSON.stringify(value ?? null).slice(0, 80);
  return new AppError({
    code: "mapping.expression_failed",
    category: "data",
    message: `$${name} expects ${expected.en}, not ${given}`,
    details: { function: name, expected: expected.en, given },
    advice: {
      en: `$${name} expects ${expected.en}, not ${given}: check the field, or convert it.`,
      fr: `$${name} attend ${expected.fr}, et non ${given}\u202f: vérifiez le champ, ou convertissez-le.`,
    },
  });
}
