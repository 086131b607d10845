import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule, RuleKind, SimpleRule, Source } from "@/engine/mapping/visual/model";
import { printRule } from "@/engine/mapping/visual/print";

const NOTHING: SimpleRule = { kind: "constant", value: "" };

/** What a rule becomes when its kind is changed: as much of it as the new kind can hold. */
export function startOf(
  kind: Exclude<RuleKind, "text" | "default">,
  rule: Rule | undefined,
  { field, source }: { field: RecordField; source: readonly RecordField[] },
): Rule {
  const first = sourceOf(rule) ?? { steps: [{ name: source[0]?.name ?? "id", filters: [] }] };
  const value: Rule = rule ?? { kind: "field", source: first };
  const lists = source.filter(({ type }) => type === "list");
  switch (kind) {
    case "field":
      return { kind: "field", source: first };
    case "constant":
      return rule?.kind === "constant" ? rule : { kind: "constant", value: field.type === "boolean" ? true : "" };
    case "table":
      return { kind: "table", table: "", source: first, asText: true };
    case "join":
      return { kind: "join", parts: [simpleOf(rule) ?? { kind: "field", source: first }], separator: " ", skipEmpty: true };
    case "lookup":
      return { kind: "lookup", pairs: [["", ""]], source: first };
    case "conditional":
      return { kind: "conditional", cases: [{ when: "true", gives: value }], otherwise: NOTHING };
    case "object":
      return { kind: "object", members: [] };
    case "each": {
      const [list] = lists;
      return { kind: "each", source: list ? { steps: [{ name: list.name, filters: [] }] } : first, variables: [], members: [] };
    }
    case "expression":
      return { kind: "expression", text: rule ? printRule(rule) : "" };
  }
}

/** The field a rule is made of, when it is made of one. */
function sourceOf(rule: Rule | undefined): Source | undefined {
  if (!rule) return undefined;
  if (rule.kind === "field" || rule.kind === "table" || rule.kind === "lookup") return rule.source;
  if (rule.kind === "join" || rule.kind === "text") return rule.parts.map(sourceOf).find((found) => found !== undefined);
  if (rule.kind === "conditional") return sourceOf(rule.cases[0]?.gives);
  return rule.kind === "default" ? sourceOf(rule.value) : undefined;
}

function simpleOf(rule: Rule | undefined): SimpleRule | undefined {
  return rule?.kind === "field" || rule?.kind === "constant" ? rule : undefined;
}
