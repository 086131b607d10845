import { checkExpression } from "@/engine/mapping/check-expression";

/** Where and why an expression does not parse, for a mark in the text and a sentence under it. */
export interface ExpressionProblem {
  /** JSONata's code, `S0202`; empty for what it does not number. */
  readonly code: string;
  /** Words of JSONata, for codes without words of ours. */
  readonly message: string;
  readonly token: string;
  /** What should stand there, when JSONata says it. */
  readonly expected: string;
  /** Characters from the start; the end is the first one after. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Undefined for what parses, and for a text without an expression. */
export function problemOf(text: string): ExpressionProblem | undefined {
  if (text.trim() === "") return undefined;
  const error = checkExpression(text);
  if (!error) return undefined;
  const { code, token, position } = error.details ?? {};
  const word = typeof token === "string" && token !== "(end)" ? token : "";
  const end = typeof position === "number" ? Math.min(Math.max(position, 1), text.length) : text.length;
  const start = Math.max(0, end - Math.max(1, word.length));
  const lines = text.slice(0, start).split("\n");
  return {
    code: typeof code === "string" ? code : "",
    message: error.message,
    token: word,
    expected: /Expected "(.+?)"/.exec(error.message)?.[1] ?? "",
    start,
    end,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
  };
}
