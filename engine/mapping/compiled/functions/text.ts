import { callNative } from "@/engine/mapping/compiled/functions/natives";
import { type Match, matchesOf, regexOf } from "@/engine/mapping/compiled/functions/regex";
import { ASK, checkLength, type Run, spend, spendText } from "@/engine/mapping/compiled/run";
import { isList, makeSequence } from "@/engine/mapping/compiled/values";

/** `$string` of one value. */
export function stringOf(run: Run, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) {
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
  }
  if (typeof value === "boolean" || value === null) return String(value);
  const text = callNative(run, "string", [value], undefined);
  if (typeof text !== "string") throw ASK;
  return text;
}

/** The entries of a list of texts, counted; undefined for any other. */
export function textsOf(run: Run, value: unknown): readonly string[] | undefined {
  if (!isList(value)) return undefined;
  let length = 0;
  for (const entry of value) {
    if (typeof entry !== "string") return undefined;
    length += entry.length;
  }
  spend(run, value.length + Math.floor(length / 64));
  return value.filter((entry) => typeof entry === "string");
}

export function contains(_run: Run, [text, part]: readonly unknown[]): unknown {
  if (typeof text !== "string" || part === undefined) return undefined;
  if (typeof part === "string") return text.includes(part);
  const [found] = matchesOf(regexOf(part), text);
  return found !== undefined;
}

export function match(run: Run, [text, pattern, limit]: readonly unknown[]): unknown {
  if (typeof text !== "string") return undefined;
  const most = limitOf(limit);
  const found = makeSequence();
  if (most === 0) return found;
  for (const { match: whole, start, groups } of matchesOf(regexOf(pattern), text)) {
    if (found.length >= most) break;
    spend(run, 1);
    found.push({ match: whole, index: start, groups });
    checkLength(run, found.length);
  }
  return found;
}

export function split(run: Run, [text, separator, limit]: readonly unknown[]): unknown {
  if (typeof text !== "string") return undefined;
  const most = limitOf(limit);
  if (most === 0) return [];
  if (typeof separator === "string") {
    const parts = text.split(separator, typeof limit === "number" ? limit : undefined);
    spend(run, parts.length);
    return parts;
  }
  const parts: string[] = [];
  let start = 0;
  for (const found of matchesOf(regexOf(separator), text)) {
    if (parts.length >= most) return parts;
    spend(run, 1);
    parts.push(text.slice(start, found.start));
    start = found.end;
  }
  if (parts.length < most) parts.push(text.slice(start));
  return parts;
}

/** A replacement that is a function is left to JSONata. */
export function replace(run: Run, [text, pattern, by, limit]: readonly unknown[]): unknown {
  if (typeof text !== "string") return undefined;
  if (pattern === "" || typeof by !== "string") throw ASK;
  const most = limitOf(limit);
  if (most === 0) return text;
  if (typeof pattern === "string") return replaceText(run, { text, pattern, by, most });
  let [made, start, count] = ["", 0, 0];
  for (const found of matchesOf(regexOf(pattern), text)) {
    if (count >= most) break;
    made += text.slice(start, found.start) + substitute(by, found);
    start = found.start + found.match.length;
    count += 1;
    spendText(run, made.length);
    spend(run, 1);
  }
  return made + text.slice(start);
}

/** `$0` is the match, `$1` a group of it, `$$` a dollar; more digits than there are groups are text. */
function substitute(by: string, { match: whole, groups }: Match): string {
  if (!by.includes("$")) return by;
  const digits = groups.length === 0 ? 1 : Math.floor(Math.log(groups.length) * Math.LOG10E) + 1;
  // JSONata then reads signs and spaces as parts of a number.
  if (digits > 1 && /\$[^\d$]/.test(by)) throw ASK;
  return by.replace(new RegExp(`\\$(\\$|0|\\d{1,${digits}})`, "g"), (_all, mark: string) => {
    if (mark === "$") return "$";
    if (mark === "0") return whole;
    const isTooHigh = mark.length > 1 && Number(mark) > groups.length;
    const number = Number(isTooHigh ? mark.slice(0, -1) : mark);
    // JSONata goes on after the number as it writes it: 01 is read as 1, and its 1 stays.
    const rest = mark.slice(String(number).length);
    return String(groups[number - 1] ?? "") + rest;
  });
}

function replaceText(run: Run, input: { text: string; pattern: string; by: string; most: number }): string {
  const { text, pattern, by, most } = input;
  const parts = text.split(pattern);
  const count = Math.min(most, parts.length - 1);
  spend(run, count + Math.floor((count * by.length + text.length) / 64));
  const made: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) made.push(index <= count ? by : pattern);
    made.push(part);
  }
  return made.join("");
}

function limitOf(limit: unknown): number {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  if (typeof limit !== "number" || !(limit >= 0)) throw ASK;
  return Math.ceil(limit);
}
