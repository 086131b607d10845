import { listAbove, ruleAt } from "@/engine/mapping/visual/edit";
import { type FieldType, flatten, type RecordField } from "@/engine/mapping/visual/fields";
import type { Rule, VisualMapping } from "@/engine/mapping/visual/model";
import { meaningOf, wordsOf } from "@/engine/mapping/visual/synonyms";

/** A line that could be drawn, and why. Nothing is drawn before a person accepts it. */
export interface Suggestion {
  readonly target: readonly string[];
  /** The field it would come from; absent where a template's own rule is offered. */
  readonly source?: readonly string[];
  readonly rule?: Rule;
  readonly reason: "knownPair" | "sameName" | "synonym" | "similar";
}

export interface SuggestInput {
  readonly mapping: VisualMapping;
  readonly source: readonly RecordField[];
  readonly target: readonly RecordField[];
  /** Rules the gallery's templates have for the same target, by dotted field. */
  readonly known?: ReadonlyMap<string, Rule>;
}

const NUMBERS: ReadonlySet<FieldType> = new Set(["integer", "number", "amount"]);

/** At most one suggestion for each field of the target that has no rule, best reasons first. */
export function suggestLines({ mapping, source, target, known }: SuggestInput): Suggestion[] {
  const sources = flatten(source).filter((field) => field.type !== "object");
  return flatten(target).flatMap((field) => {
    if (field.readOnly || field.type === "object" || ruleAt(mapping, field.path)) return [];
    const rule = known?.get(field.path.join("."));
    if (rule) return [{ target: field.path, rule, reason: "knownPair" as const }];
    const found = best(field, sources, { source, target });
    return found ? [found] : [];
  });
}

function best(
  field: RecordField,
  sources: readonly RecordField[],
  trees: Pick<SuggestInput, "source" | "target">,
): Suggestion | undefined {
  const isInList = (fields: readonly RecordField[], path: readonly string[]) => listAbove(fields, path) !== undefined;
  const wanted = isInList(trees.target, field.path);
  let found: { suggestion: Suggestion; score: number } | undefined;
  for (const source of sources) {
    if (!fits(source.type, field.type) || isInList(trees.source, source.path) !== wanted) continue;
    const reason = reasonOf(source.name, field.name);
    if (!reason) continue;
    const score = SCORES[reason] - source.path.length / 100;
    if (!found || score > found.score) found = { suggestion: { target: field.path, source: source.path, reason }, score };
  }
  return found?.suggestion;
}

const SCORES = { sameName: 4, synonym: 3, similar: 2 } as const;

/** Both are told apart by type first: a list is never offered for a text. */
function fits(source: FieldType, target: FieldType): boolean {
  if (source === target || source === "any" || target === "any") return true;
  if (target === "text") return source !== "list" && source !== "object" && source !== "texts";
  return NUMBERS.has(target) && NUMBERS.has(source);
}

function reasonOf(source: string, target: string): "sameName" | "synonym" | "similar" | undefined {
  const [one, other] = [wordsOf(source).join(" "), wordsOf(target).join(" ")];
  if (one === "" || one === "id" || other === "id") return undefined;
  if (one === other) return "sameName";
  if (meaningOf(source) === meaningOf(target)) return "synonym";
  return similarity(one, other) >= 0.75 ? "similar" : undefined;
}

/** Share of letter pairs both have: 1 for equal texts. */
function similarity(one: string, other: string): number {
  const [first, second] = [pairsOf(one), pairsOf(other)];
  if (first.length === 0 || second.length === 0) return 0;
  const left = [...second];
  const shared = first.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (first.length + second.length);
}

function pairsOf(text: string): string[] {
  const plain = text.replaceAll(" ", "");
  return Array.from({ length: Math.max(0, plain.length - 1) }, (_, index) => plain.slice(index, index + 2));
}
