import type { Member, Variable, VisualMapping } from "@/engine/mapping/visual/model";
import { printMapping, printRule, printSource } from "@/engine/mapping/visual/print";

/** Name of the expression of the whole record. */
export const WHOLE = "";

/** A text for the whole record and one for each field, so that an error is told where it belongs. */
export function previewTexts(mapping: VisualMapping): { id: string; text: string }[] {
  return [
    { id: WHOLE, text: printMapping(mapping) },
    ...textsOf(mapping.members, [], (inner) => scoped(mapping.variables, inner)),
  ];
}

/** Names a field of the target among the texts. */
export function fieldId(path: readonly string[]): string {
  return path.join("/");
}

function textsOf(
  members: readonly Member[],
  above: readonly string[],
  within: (inner: string) => string,
): { id: string; text: string }[] {
  return members.flatMap(({ name, rule }) => {
    const path = [...above, name];
    if (rule.kind === "object") return textsOf(rule.members, path, within);
    if (rule.kind !== "each") return [{ id: fieldId(path), text: within(printRule(rule)) }];
    const source = printSource(rule.source);
    const entry = (inner: string) => within(`[${source}.${scoped(rule.variables, `(${inner})`)}]`);
    return [{ id: fieldId(path), text: within(`[${source}]`) }, ...textsOf(rule.members, path, entry)];
  });
}

function scoped(variables: readonly Variable[], inner: string): string {
  if (variables.length === 0) return inner;
  return `(${variables.map(({ name, text }) => `$${name} := ${text};`).join(" ")} ${inner})`;
}
