import { fieldAt, type RecordField } from "@/engine/mapping/visual/fields";
import type { Member, Rule, SimpleRule, Source, VisualMapping } from "@/engine/mapping/visual/model";
import { contextOf, type Path } from "@/engine/mapping/visual/origins";

/** The rule of a field of the target; undefined when it has none. */
export function ruleAt(mapping: VisualMapping, target: Path): Rule | undefined {
  let members: readonly Member[] = mapping.members;
  let rule: Rule | undefined;
  for (const name of target) {
    rule = members.find((member) => member.name === name)?.rule;
    members = rule?.kind === "object" || rule?.kind === "each" ? rule.members : [];
  }
  return rule;
}

/** The mapping with a rule for a field; the objects on the way are made. A field inside a list that is not drawn is left alone. */
export function setRule(mapping: VisualMapping, target: Path, rule: Rule): VisualMapping {
  return { ...mapping, members: setMember(mapping.members, target, rule) };
}

function setMember(members: readonly Member[], [name = "", ...rest]: Path, rule: Rule): readonly Member[] {
  const index = members.findIndex((member) => member.name === name);
  const known = members[index];
  const next = rest.length === 0 ? rule : setInside(known?.rule, rest, rule);
  if (!next) return members;
  return known ? members.with(index, { ...known, rule: next }) : [...members, { name, rule: next }];
}

function setInside(parent: Rule | undefined, rest: Path, rule: Rule): Rule | undefined {
  if (parent === undefined) return { kind: "object", members: setMember([], rest, rule) };
  if (parent.kind !== "object" && parent.kind !== "each") return undefined;
  return { ...parent, members: setMember(parent.members, rest, rule) };
}

/** The mapping without the rule of a field; an object left without fields goes too. */
export function removeRule(mapping: VisualMapping, target: Path): VisualMapping {
  return { ...mapping, members: removeMember(mapping.members, target) };
}

function removeMember(members: readonly Member[], [name = "", ...rest]: Path): readonly Member[] {
  if (rest.length === 0) return members.filter((member) => member.name !== name);
  return members.flatMap((member) => {
    const { rule } = member;
    if (member.name !== name || (rule.kind !== "object" && rule.kind !== "each")) return [member];
    const left = removeMember(rule.members, rest);
    return left.length === 0 && rule.kind === "object" ? [] : [{ ...member, rule: { ...rule, members: left } }];
  });
}

export interface Line {
  readonly source: Path;
  readonly target: Path;
}

/**
 * The mapping with a line drawn from a field of the record to a field of the target. A second line to a field joins the
 * two by a space; a line between two lists, or between fields of two lists, repeats the target for each entry.
 */
export function drawLine(mapping: VisualMapping, { source, target }: Line, trees: Trees): VisualMapping {
  const sourceList = listAbove(trees.source, source);
  const targetList = listAbove(trees.target, target);
  const isWhole = targetList !== undefined && targetList.length === target.length;
  if (isWhole && sourceList?.length === source.length) return setRule(mapping, target, repeat(mapping, target, source));
  const known = targetList && !isWhole ? ruleAt(mapping, targetList) : undefined;
  const needsRepeat = targetList !== undefined && !isWhole && known === undefined && sourceList !== undefined;
  const ready = needsRepeat ? setRule(mapping, targetList, repeat(mapping, targetList, sourceList)) : mapping;
  const field: SimpleRule = { kind: "field", source: sourceFor(ready, { source, target }, trees.source) };
  return setRule(ready, target, joined(ruleAt(ready, target), field));
}

export interface Trees {
  readonly source: readonly RecordField[];
  readonly target: readonly RecordField[];
}

function repeat(mapping: VisualMapping, target: Path, list: Path): Rule {
  const known = ruleAt(mapping, target);
  const members = known?.kind === "each" || known?.kind === "object" ? known.members : [];
  const above = contextOf(mapping, target.slice(0, -1)).at;
  return { kind: "each", source: pathFrom(above, list), variables: known?.kind === "each" ? known.variables : [], members };
}

/** What a second line makes of a rule. */
function joined(rule: Rule | undefined, field: SimpleRule): Rule {
  if (rule?.kind === "field") return { kind: "join", parts: [rule, field], separator: " ", skipEmpty: true };
  if (rule?.kind === "join") return { ...rule, parts: [...rule.parts, field] };
  if (rule?.kind === "text") return { ...rule, parts: [...rule.parts, { kind: "constant", value: " " }, field] };
  if ((rule?.kind === "table" || rule?.kind === "lookup") && field.kind === "field") return { ...rule, source: field.source };
  return field;
}

/** How a field is written where its rule stands: from the entry of a list it belongs to, or from the whole record. */
export function sourceFor(mapping: VisualMapping, { source, target }: Line, fields: readonly RecordField[]): Source {
  const here = contextOf(mapping, target.slice(0, -1)).at;
  const plain = pathFrom(here, source);
  // Several entries do not fit one value: the first one stands for them.
  const start = plain.variable === undefined ? here.length : 0;
  const steps = plain.steps.map((step, index) => {
    const isList = fieldAt(fields, source.slice(0, start + index + 1))?.type === "list";
    return isList && index < plain.steps.length - 1 ? { ...step, filters: ["0"] } : step;
  });
  return { ...plain, steps };
}

/** `["$links", "order", "id"]` and `["lines", "qty"]` as they are written at a place of the record. */
function pathFrom(here: Path, source: Path): Source {
  const [root = "", ...names] = source;
  const step = (name: string) => ({ name, filters: [] });
  if (root.startsWith("$")) return { variable: root.slice(1), steps: names.map(step) };
  const isInside = source.length > here.length && here.every((name, index) => source[index] === name);
  if (isInside) return { steps: source.slice(here.length).map(step) };
  return { variable: "$", steps: source.map(step) };
}

/** The list a field is in, or is: the innermost one. */
export function listAbove(fields: readonly RecordField[], path: Path): Path | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const above = path.slice(0, length);
    if (fieldAt(fields, above)?.type === "list") return above;
  }
  return undefined;
}
