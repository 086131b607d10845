import type { Constant, Rule, SimpleRule, Source, Step } from "@/engine/mapping/visual/model";
import { indexOfMark, inside, slice, split, type Token } from "@/engine/mapping/visual/scan";

const KEYWORDS: Readonly<Record<string, Constant>> = { true: true, false: false, null: null };
const RESERVED: ReadonlySet<string> = new Set(["and", "or", "in", "function", ...Object.keys(KEYWORDS)]);

/** A path or a constant. */
export function readSimple(text: string, tokens: readonly Token[]): SimpleRule | undefined {
  const value = constantOf(tokens);
  if (value !== undefined) return { kind: "constant", value };
  const source = readSource(text, tokens);
  return source && { kind: "field", source };
}

function constantOf(tokens: readonly Token[]): Constant | undefined {
  const [first, second, ...more] = tokens;
  if (!first || more.length > 0) return undefined;
  if (first.text === "-" && second?.kind === "number") return -Number(second.text);
  if (second) return undefined;
  if (first.kind === "string") return textOf(first);
  if (first.kind === "number") return Number(first.text);
  return first.kind === "name" ? KEYWORDS[first.text] : undefined;
}

/** The characters a string token stands for; what it says wrongly is refused by the comparison of trees. */
export function textOf({ text }: Token): string {
  const body = text.slice(1, -1);
  const quoted = text.startsWith("'") ? body.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"') : body;
  try {
    return String(JSON.parse(`"${quoted}"`));
  } catch {
    return body;
  }
}

/** `a.b[x = 1][0]`, `$links.customer.id`, `$`. */
export function readSource(text: string, tokens: readonly Token[]): Source | undefined {
  if (tokens.length === 0) return undefined;
  const [first = [], ...others] = split(tokens, ".");
  const [root] = first;
  const isVariable = root?.kind === "variable" && first.length === 1;
  const parts = isVariable ? others : [first, ...others];
  const steps: Step[] = [];
  for (const part of parts) {
    const step = readStep(text, part);
    if (!step) return undefined;
    steps.push(step);
  }
  return { ...(isVariable ? { variable: root.text.slice(1) } : {}), steps };
}

function readStep(text: string, [name, ...rest]: readonly Token[]): Step | undefined {
  if (name?.kind !== "name" || RESERVED.has(name.text)) return undefined;
  const filters: string[] = [];
  let left: readonly Token[] = rest;
  while (left.length > 0) {
    const end = closing(left);
    const content = inside(left.slice(0, end + 1), "[");
    if (end < 0 || !content || content.length === 0) return undefined;
    filters.push(slice(text, content));
    left = left.slice(end + 1);
  }
  return { name: name.text.replaceAll("`", ""), filters };
}

/** Position of the bracket that closes the first one. */
function closing(tokens: readonly Token[]): number {
  let depth = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== "mark") continue;
    if ("([{".includes(text)) depth += 1;
    if (")]}".includes(text)) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** Arguments of a call of `$name`, and what follows the call. */
function callOf(tokens: readonly Token[], name: string): { args: Token[][]; rest: readonly Token[] } | undefined {
  if (tokens[0]?.text !== `$${name}` || tokens[1]?.text !== "(") return undefined;
  const end = closing(tokens.slice(1)) + 1;
  const content = inside(tokens.slice(1, end + 1), "(");
  return content && { args: split(content, ","), rest: tokens.slice(end + 1) };
}

/** `$map("table", value, fallback).column` */
export function readTable(text: string, tokens: readonly Token[]): Rule | undefined {
  const call = callOf(tokens, "map");
  const [table = [], value = [], last, ...more] = call?.args ?? [];
  const name = table.length === 1 && table[0]?.kind === "string" ? textOf(table[0]) : undefined;
  if (!call || name === undefined || more.length > 0) return undefined;
  const asText = callOf(value, "string");
  const source = readSource(text, asText?.rest.length === 0 ? (asText.args[0] ?? []) : value);
  const fallback = last && readSimple(text, last);
  const [dot, column, ...tail] = call.rest;
  const hasColumn = dot?.text === "." && column?.kind === "name" && tail.length === 0;
  if (!source || (last && !fallback) || (call.rest.length > 0 && !hasColumn)) return undefined;
  return {
    kind: "table",
    table: name,
    source,
    asText: asText !== undefined,
    ...(hasColumn ? { column: column.text.replaceAll("`", "") } : {}),
    ...(fallback ? { fallback } : {}),
  };
}

/** `$join([a, b][$ != ""], " ")` */
export function readJoin(text: string, tokens: readonly Token[]): Rule | undefined {
  const call = callOf(tokens, "join");
  const [list = [], separator = [], ...more] = call?.args ?? [];
  if (!call || call.rest.length > 0 || more.length > 0 || separator[0]?.kind !== "string") return undefined;
  const end = closing(list);
  const content = inside(list.slice(0, end + 1), "[");
  const filter = list.slice(end + 1);
  const parts = content && readParts(text, split(content, ","));
  const isPlain = filter.length === 0 || slice(text, filter).replaceAll(/\s/g, "") === '[$!=""]';
  return parts && isPlain ? { kind: "join", parts, separator: textOf(separator[0]), skipEmpty: filter.length > 0 } : undefined;
}

/** `a & " " & b` */
export function readText(text: string, tokens: readonly Token[]): Rule | undefined {
  const operands = split(tokens, "&");
  const parts = operands.length > 1 ? readParts(text, operands) : undefined;
  return parts && { kind: "text", parts };
}

function readParts(text: string, all: readonly (readonly Token[])[]): SimpleRule[] | undefined {
  const parts = all.map((tokens) => readSimple(text, tokens));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** `$lookup({"fr": "fr_FR"}, lang)` */
export function readLookup(text: string, tokens: readonly Token[]): Rule | undefined {
  const call = callOf(tokens, "lookup");
  const [object = [], value = [], ...more] = call?.args ?? [];
  const content = inside(object, "{");
  const source = readSource(text, value);
  if (!call || call.rest.length > 0 || more.length > 0 || !content || content.length === 0 || !source) return undefined;
  const pairs: [string, Constant][] = [];
  for (const [name, colon, ...rest] of split(content, ",")) {
    const to = constantOf(rest);
    if (name?.kind !== "string" || colon?.text !== ":" || to === undefined) return undefined;
    pairs.push([textOf(name), to]);
  }
  return { kind: "lookup", pairs, source };
}

type Operand = (tokens: readonly Token[]) => Rule;

/** `value ?: fallback`, also written `value ? value : fallback`. */
export function readDefault(text: string, tokens: readonly Token[], operand: Operand): Rule | undefined {
  const at = indexOfMark(tokens, "?:");
  if (at > 0) return { kind: "default", value: operand(tokens.slice(0, at)), fallback: operand(tokens.slice(at + 1)) };
  const choice = choiceOf(tokens);
  if (!choice?.otherwise || slice(text, choice.when) !== slice(text, choice.gives)) return undefined;
  return { kind: "default", value: operand(choice.when), fallback: operand(choice.otherwise) };
}

/** `when ? then : when ? then : otherwise` */
export function readCases(text: string, tokens: readonly Token[], operand: Operand): Rule | undefined {
  const cases: { when: string; gives: Rule }[] = [];
  let rest: readonly Token[] | undefined = tokens;
  for (let choice = choiceOf(tokens); choice; choice = rest && choiceOf(rest)) {
    cases.push({ when: slice(text, choice.when), gives: operand(choice.gives) });
    rest = choice.otherwise;
  }
  if (cases.length === 0) return undefined;
  return { kind: "conditional", cases, ...(rest ? { otherwise: operand(rest) } : {}) };
}

type Choice = { when: readonly Token[]; gives: readonly Token[]; otherwise?: readonly Token[] };

function choiceOf(tokens: readonly Token[]): Choice | undefined {
  const at = indexOfMark(tokens, "?");
  if (at <= 0) return undefined;
  const colon = colonOf(tokens, at + 1);
  const when = tokens.slice(0, at);
  if (colon < 0) return { when, gives: tokens.slice(at + 1) };
  return { when, gives: tokens.slice(at + 1, colon), otherwise: tokens.slice(colon + 1) };
}

/** The colon that belongs to a question mark: those of choices in between have their own. */
function colonOf(tokens: readonly Token[], from: number): number {
  let open = 0;
  let depth = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (index < from || kind !== "mark") continue;
    if ("([{".includes(text)) depth += 1;
    else if (")]}".includes(text)) depth -= 1;
    else if (depth === 0 && text === "?") open += 1;
    else if (depth === 0 && text === ":") {
      if (open === 0) return index;
      open -= 1;
    }
  }
  return -1;
}
