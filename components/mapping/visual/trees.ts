import type { MappingDescription, MappingSample } from "@/components/mapping/visual/types";
import { ruleAt } from "@/engine/mapping/visual/edit";
import { fieldsOfSchema, mergeSamples, type RecordField, valueAt } from "@/engine/mapping/visual/fields";
import type { Member, VisualMapping } from "@/engine/mapping/visual/model";
import type { Json, JsonObject } from "@/lib/core/json";

/** Languages offered for a translated text until a rule or a sample names others. */
const LANGUAGES = ["fr", "en"];

function plainField(path: readonly string[], children: readonly RecordField[] = []): RecordField {
  const name = path.at(-1) ?? "";
  const type = children.length > 0 ? "object" : "text";
  return { name, path, type, children, required: false, readOnly: false, values: [] };
}

/** The record that arrives, then what else rules may name: links of earlier steps, settings. */
export function sourceTree(description: MappingDescription, samples: readonly MappingSample[]): RecordField[] {
  const record = mergeSamples(
    fieldsOfSchema(description.input),
    samples.map((sample) => sample.data),
  );
  const links = description.links.map(({ alias }) =>
    plainField(["$links", alias], [plainField(["$links", alias, "id"]), plainField(["$links", alias, "ref"])]),
  );
  const settings = description.settings.map((key) => plainField(["$settings", key]));
  return [
    ...record,
    ...(links.length > 0 ? [plainField(["$links"], links)] : []),
    ...(settings.length > 0 ? [plainField(["$settings"], settings)] : []),
  ];
}

/** Fields of the target's schema, and those only the mapping names. */
export function targetTree(description: MappingDescription, mapping: VisualMapping | undefined): RecordField[] {
  const schema = description.target ? fieldsOfSchema(description.target.schema) : [];
  return withMembers(schema, mapping?.members ?? [], []);
}

function withMembers(fields: readonly RecordField[], members: readonly Member[], above: readonly string[]): RecordField[] {
  const known = new Set(fields.map((field) => field.name));
  const more = members
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({ ...plainField([...above, name]), type: "any" as const }));
  return [...fields, ...more].map((field) => {
    const rule = members.find(({ name }) => name === field.name)?.rule;
    const inner = rule?.kind === "object" || rule?.kind === "each" ? rule.members : [];
    if (field.type === "texts") {
      const languages = [...new Set([...LANGUAGES, ...inner.map(({ name }) => name)])];
      return { ...field, children: languages.map((language) => plainField([...field.path, language])) };
    }
    const children = withMembers(field.children, inner, field.path);
    const type =
      field.type === "any" && rule?.kind === "each" ? "list" : field.type === "any" && inner.length > 0 ? "object" : field.type;
    return { ...field, type, children };
  });
}

/** The value a field of the source has in a sample. */
export function sourceValue(sample: MappingSample | undefined, path: readonly string[]): Json | undefined {
  if (!sample) return undefined;
  const [root, ...rest] = path;
  if (root === "$links") return valueAt(JSON.parse(JSON.stringify(sample.links)) as JsonObject, rest);
  return root?.startsWith("$") ? undefined : valueAt(sample.data, path);
}

/** Fields a person could fill, and how many of them are. */
export function coverage(fields: readonly RecordField[], mapping: VisualMapping): { filled: number; total: number } {
  const writable = fields.filter((field) => !field.readOnly);
  const counts = writable.map((field) => {
    const rule = ruleAt(mapping, field.path);
    const isOpen = rule?.kind === "each" || rule?.kind === "object";
    if (field.children.length > 0 && isOpen && field.type !== "texts") return coverage(field.children, mapping);
    return { filled: rule ? 1 : 0, total: 1 };
  });
  return {
    filled: counts.reduce((sum, count) => sum + count.filled, 0),
    total: counts.reduce((sum, count) => sum + count.total, 0),
  };
}

/** A value in a few characters. */
export function excerpt(value: Json | undefined, words: { empty: string; entries: (count: number) => string }): string {
  if (value === undefined) return "";
  if (value === null || value === "") return words.empty;
  if (Array.isArray(value)) return words.entries(value.length);
  if (typeof value === "object") return Object.values(value).find((each) => typeof each === "string") ?? "{…}";
  return String(value);
}
