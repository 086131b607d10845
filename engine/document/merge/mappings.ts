import { removeRule, ruleAt, setRule } from "@/engine/mapping/visual/edit";
import type { Member, Rule, VisualMapping } from "@/engine/mapping/visual/model";
import { isPassThrough, parseMapping } from "@/engine/mapping/visual/parse";
import { printMapping, printRule } from "@/engine/mapping/visual/print";
import type { Json } from "@/lib/core/json";

type Sides<T> = { readonly base: T; readonly ours: T; readonly theirs: T };

/** A rule, or a variable, that the three texts do not agree about; absent where a side has none. */
export interface FieldChange {
  readonly field: readonly string[];
  readonly base?: string;
  readonly ours?: string;
  readonly theirs?: string;
}

/** The mapping a text is; undefined for any other value. */
export function mappingOf(value: Json | undefined): VisualMapping | undefined {
  return typeof value === "string" && !isPassThrough(value) ? parseMapping(value) : undefined;
}

/** Rules and variables the template changed and this mapping has not. */
export function compareMappings({ base, ours, theirs }: Sides<VisualMapping>): FieldChange[] {
  const variables = (mapping: VisualMapping) => new Map(mapping.variables.map(({ name, text }) => [`$${name}`, text]));
  const sides = { base: variables(base), ours: variables(ours), theirs: variables(theirs) };
  const names = new Set([...sides.base.keys(), ...sides.theirs.keys()]);
  const changed = [...names].flatMap((name) =>
    changeOf([name], { base: sides.base.get(name), ours: sides.ours.get(name), theirs: sides.theirs.get(name) }),
  );
  return [...changed, ...compareMembers([], { base: base.members, ours: ours.members, theirs: theirs.members })];
}

function compareMembers(above: readonly string[], sides: Sides<readonly Member[]>): FieldChange[] {
  const ruleIn = (members: readonly Member[], name: string) => members.find((member) => member.name === name)?.rule;
  const names = new Set([...sides.base, ...sides.theirs].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [base, ours, theirs] = [ruleIn(sides.base, name), ruleIn(sides.ours, name), ruleIn(sides.theirs, name)];
    const field = [...above, name];
    if (base?.kind === "object" && ours?.kind === "object" && theirs?.kind === "object") {
      return compareMembers(field, { base: base.members, ours: ours.members, theirs: theirs.members });
    }
    return changeOf(field, { base: textOf(base), ours: textOf(ours), theirs: textOf(theirs) });
  });
}

function textOf(rule: Rule | undefined): string | undefined {
  return rule && printRule(rule);
}

function changeOf(field: readonly string[], { base, ours, theirs }: Sides<string | undefined>): FieldChange[] {
  if (base === theirs || ours === theirs) return [];
  return [
    {
      field,
      ...(base === undefined ? {} : { base }),
      ...(ours === undefined ? {} : { ours }),
      ...(theirs === undefined ? {} : { theirs }),
    },
  ];
}

/** The text with a rule, or a variable, as the other text has it. */
export function takeField(text: string, from: string, field: readonly string[]): string {
  const [mapping, other] = [mappingOf(text), mappingOf(from)];
  if (!mapping || !other) return text;
  const [first = ""] = field;
  if (first.startsWith("$")) return printMapping(takeVariable(mapping, other, first.slice(1)));
  const rule = ruleAt(other, field);
  return printMapping(rule ? setRule(mapping, field, rule) : removeRule(mapping, field));
}

/** A variable may name those before it: a new one stands where it stands there. */
function takeVariable(mapping: VisualMapping, other: VisualMapping, name: string): VisualMapping {
  const at = other.variables.findIndex((variable) => variable.name === name);
  const taken = other.variables[at];
  const known = mapping.variables.findIndex((variable) => variable.name === name);
  if (!taken) return { ...mapping, variables: mapping.variables.filter((variable) => variable.name !== name) };
  if (known >= 0) return { ...mapping, variables: mapping.variables.with(known, taken) };
  return { ...mapping, variables: mapping.variables.toSpliced(Math.min(at, mapping.variables.length), 0, taken) };
}
