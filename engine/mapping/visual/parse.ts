import { checkExpression } from "@/engine/mapping/check-expression";
import type { Member, Rule, Variable, VisualMapping } from "@/engine/mapping/visual/model";
import { printMapping, printRule } from "@/engine/mapping/visual/print";
import {
  readCases,
  readDefault,
  readJoin,
  readLookup,
  readSimple,
  readSource,
  readTable,
  readText,
  textOf,
} from "@/engine/mapping/visual/read-rules";
import { sameAst } from "@/engine/mapping/visual/same-ast";
import { inside, scan, slice, split, type Token } from "@/engine/mapping/visual/scan";

/** Texts that give the record as it is: nothing is drawn yet. */
export function isPassThrough(text: string): boolean {
  return text.trim() === "" || text.trim() === "$";
}

/**
 * The rules of a text, or undefined when it is not an object with named fields: such a text can only be edited as text.
 * A field whose rule cannot be drawn keeps its expression. What is read says the same as the text: `printMapping` of it
 * gives the same syntax tree.
 */
export function parseMapping(text: string): VisualMapping | undefined {
  if (isPassThrough(text)) return { variables: [], members: [] };
  if (checkExpression(text)) return undefined;
  const body = readBody(text, scan(text));
  return body && sameAst(printMapping(body), text) ? body : undefined;
}

/** The rule of one field from its text. What cannot be drawn is an `expression`. */
export function parseRule(text: string): Rule {
  return checkExpression(text) ? { kind: "expression", text: text.trim() } : readRule(text, scan(text));
}

/** `{…}`, or `( $name := …; {…} )`. */
function readBody(text: string, tokens: readonly Token[]): VisualMapping | undefined {
  const block = inside(tokens, "(");
  if (!block) {
    const { note, tokens: rest } = takeNote(tokens);
    const members = readMembers(text, rest);
    return members && { variables: [], members, ...note };
  }
  const parts = split(block, ";").filter((part) => part.length > 0);
  const { note, tokens: last } = takeNote(parts.at(-1) ?? []);
  const members = readMembers(text, last);
  const variables = parts.slice(0, -1).map((part) => readVariable(text, part));
  if (!members || variables.length === 0 || !variables.every((variable) => variable !== undefined)) return undefined;
  return { variables, members, ...note };
}

function readVariable(text: string, all: readonly Token[]): Variable | undefined {
  const { note, tokens } = takeNote(all);
  const [name, assign, ...value] = tokens;
  if (name?.kind !== "variable" || assign?.text !== ":=" || value.length === 0) return undefined;
  return { name: name.text.slice(1), text: slice(text, value), ...note };
}

/** undefined when a name is computed, or stands twice. */
function readMembers(text: string, tokens: readonly Token[]): Member[] | undefined {
  const content = inside(tokens, "{");
  if (!content) return undefined;
  if (content.length === 0) return [];
  const members = split(content, ",").map((part) => readMember(text, part));
  const isNamed = members.every((member) => member !== undefined);
  if (!isNamed || new Set(members.map(({ name }) => name)).size < members.length) return undefined;
  return members;
}

function readMember(text: string, all: readonly Token[]): Member | undefined {
  const { note, tokens } = takeNote(all);
  const [name, colon, ...value] = tokens;
  if (name?.kind !== "string" || colon?.text !== ":" || value.length === 0) return undefined;
  return { name: textOf(name), rule: readRule(text, value), ...note };
}

function takeNote(all: readonly Token[]): { note: { note?: string }; tokens: readonly Token[] } {
  const start = all.findIndex((token) => token.kind !== "comment");
  const notes = all.slice(0, Math.max(start, 0)).map((token) => token.text.slice(2, -2).trim());
  return { note: notes.length === 0 ? {} : { note: notes.join("\n") }, tokens: all.slice(Math.max(start, 0)) };
}

/** The first way to draw it that says the same. */
function readRule(text: string, tokens: readonly Token[]): Rule {
  const own = slice(text, tokens);
  if (tokens.some((token) => token.kind === "comment")) return { kind: "expression", text: own };
  const operand = (part: readonly Token[]) => readRule(text, inside(part, "(") ?? part);
  for (const read of READERS) {
    const rule = read(text, tokens, operand);
    if (rule && sameAst(printRule(rule), own)) return rule;
  }
  return { kind: "expression", text: own };
}

type Reader = (text: string, tokens: readonly Token[], operand: (tokens: readonly Token[]) => Rule) => Rule | undefined;

const READERS: readonly Reader[] = [
  readSimple,
  readTable,
  readJoin,
  readLookup,
  readText,
  readDefault,
  readCases,
  (text, tokens) => {
    const members = readMembers(text, tokens);
    return members && { kind: "object", members };
  },
  readEach,
];

/** `[source.{…}]` */
function readEach(text: string, tokens: readonly Token[]): Rule | undefined {
  const content = inside(tokens, "[");
  if (!content) return undefined;
  const steps = split(content, ".");
  const source = readSource(text, content.slice(0, content.length - (steps.at(-1)?.length ?? 0) - 1));
  const body = source && readBody(text, steps.at(-1) ?? []);
  return body && { kind: "each", source, ...body };
}
