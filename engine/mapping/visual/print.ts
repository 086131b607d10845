import type { Constant, Member, Rule, Source, Variable, VisualMapping } from "@/engine/mapping/visual/model";
import { indexOfMark, scan } from "@/engine/mapping/visual/scan";

/** One readable JSONata object. `parseMapping` reads it back as the same mapping. */
export function printMapping({ variables, members, note }: VisualMapping): string {
  if (variables.length === 0) return `${printNote(note, "")}${printMembers(members, "")}`;
  return `(\n${printVariables(variables, "  ")}${printNote(note, "  ")}  ${printMembers(members, "  ")}\n)`;
}

/** The text of one rule, as it stands after the name of its field. */
export function printRule(rule: Rule, margin = ""): string {
  switch (rule.kind) {
    case "field":
      return printSource(rule.source);
    case "constant":
      return printConstant(rule.value);
    case "join": {
      const list = `[${rule.parts.map((part) => printRule(part)).join(", ")}]`;
      return `$join(${list}${rule.skipEmpty ? '[$ != ""]' : ""}, ${JSON.stringify(rule.separator)})`;
    }
    case "text":
      return rule.parts.map((part) => printRule(part)).join(" & ");
    case "table":
      return printTable(rule);
    case "lookup": {
      const pairs = rule.pairs.map(([from, to]) => `${JSON.stringify(from)}: ${printConstant(to)}`);
      return `$lookup({${pairs.join(", ")}}, ${printSource(rule.source)})`;
    }
    case "default":
      return `${operand(rule.value, margin)} ?: ${operand(rule.fallback, margin)}`;
    case "conditional":
      return printCases(rule, margin);
    case "object":
      return printMembers(rule.members, margin);
    case "each":
      return printEach(rule, margin);
    case "expression":
      return rule.text;
  }
}

function printTable({ table, source, asText, column, fallback }: Extract<Rule, { kind: "table" }>): string {
  const value = asText ? `$string(${printSource(source)})` : printSource(source);
  const rest = fallback === undefined ? "" : `, ${printRule(fallback)}`;
  return `$map(${JSON.stringify(table)}, ${value}${rest})${column === undefined ? "" : `.${printName(column)}`}`;
}

/** What binds more loosely than `?:` and `? :` is bracketed. */
function operand(rule: Rule, margin: string): string {
  const text = printRule(rule, margin);
  const isOne = rule.kind === "expression" && isTight(text);
  return !isOne && ["default", "conditional", "expression"].includes(rule.kind) ? `(${text})` : text;
}

/** A path, a call, a constructor: nothing around it can take part of it. */
function isTight(text: string): boolean {
  let depth = 0;
  for (const { kind, text: word } of scan(text)) {
    if (kind === "mark" && ")]}".includes(word)) depth -= 1;
    const isLoose = kind === "mark" ? !".()[]{}".includes(word) : ["and", "or", "in"].includes(word);
    if (depth === 0 && isLoose) return false;
    if (kind === "mark" && "([{".includes(word)) depth += 1;
  }
  return true;
}

function printCases({ cases, otherwise }: Extract<Rule, { kind: "conditional" }>, margin: string): string {
  const lines = cases.map(({ when, gives }, index) => {
    const isLast = index === cases.length - 1 && otherwise === undefined;
    return `${condition(when)} ? ${operand(gives, margin)}${isLast ? "" : `\n${margin}  : `}`;
  });
  return `${lines.join("")}${otherwise === undefined ? "" : operand(otherwise, margin)}`;
}

/** A condition that is itself a choice is bracketed. */
function condition(when: string): string {
  const tokens = scan(when);
  const isLoose = ["?", "?:", "??", ":=", "~>"].some((mark) => indexOfMark(tokens, mark) >= 0);
  return isLoose ? `(${when})` : when;
}

function printEach({ source, variables, members, note }: Extract<Rule, { kind: "each" }>, margin: string): string {
  const object = printMembers(members, variables.length === 0 ? margin : `${margin}  `);
  if (variables.length === 0) return `[${printSource(source)}.${object}]`;
  const head = `${printVariables(variables, `${margin}  `)}${printNote(note, `${margin}  `)}`;
  return `[${printSource(source)}.(\n${head}${margin}  ${object}\n${margin})]`;
}

function printMembers(members: readonly Member[], margin: string): string {
  if (members.length === 0) return "{}";
  const inner = `${margin}  `;
  const lines = members.map(
    ({ name, rule, note }) => `${printNote(note, inner)}${inner}${JSON.stringify(name)}: ${printRule(rule, inner)}`,
  );
  return `{\n${lines.join(",\n")}\n${margin}}`;
}

function printVariables(variables: readonly Variable[], margin: string): string {
  return variables.map(({ name, text, note }) => `${printNote(note, margin)}${margin}$${name} := ${text};\n`).join("");
}

function printNote(note: string | undefined, margin: string): string {
  return note === undefined ? "" : `${margin}/* ${note} */\n`;
}

export function printSource({ variable, steps }: Source): string {
  const path = steps.map(({ name, filters }) => `${printName(name)}${filters.map((filter) => `[${filter}]`).join("")}`);
  return [...(variable === undefined ? [] : [`$${variable}`]), ...path].join(".");
}

function printName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !["and", "or", "in", "true", "false", "null", "function"].includes(name)
    ? name
    : `\`${name}\``;
}

function printConstant(value: Constant): string {
  return JSON.stringify(value);
}
