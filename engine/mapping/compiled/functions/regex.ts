import type { Ast } from "@/engine/mapping/compiled/ast";
import { isLinear } from "@/engine/mapping/compiled/functions/linear-regex";
import { refuse } from "@/engine/mapping/compiled/refusal";
import { ASK } from "@/engine/mapping/compiled/run";
import type { Code, Unit } from "@/engine/mapping/compiled/scope";

type RegexValue = (() => never) & { readonly arity: number; readonly regex: RegExp };

/** A regular expression written as an argument: made anew for each call, since matching leaves a mark in it. */
export function compileRegex(node: Ast, unit: Unit): Code {
  const { value: regex } = node;
  if (!(regex instanceof RegExp)) return refuse("other", node);
  if (!isLinear(regex.source)) unit.isHeavy = true;
  return () => Object.assign(askAlways, { arity: 2, regex: new RegExp(regex) }) satisfies RegexValue;
}

function askAlways(): never {
  throw ASK;
}

/** A pattern that is a function of the expression's own is left to JSONata. */
export function regexOf(value: unknown): RegExp {
  if (typeof value !== "function" || !("regex" in value) || !(value.regex instanceof RegExp)) throw ASK;
  return value.regex;
}

export type Match = { readonly match: string; readonly start: number; readonly end: number; readonly groups: unknown[] };

/** Matches one after the other, as JSONata finds them: a second one that is empty is its error. */
export function* matchesOf(regex: RegExp, text: string): Generator<Match> {
  regex.lastIndex = 0;
  for (let isFirst = true; isFirst || regex.lastIndex < text.length; isFirst = false) {
    const found = regex.exec(text);
    if (found === null) return;
    if (!isFirst && found[0] === "") throw ASK;
    yield { match: found[0], start: found.index, end: found.index + found[0].length, groups: found.slice(1) };
  }
}
