import type { FlowNode, Problem } from "@/engine/document/schema";
import { checkMapping, type FieldProblem } from "@/engine/mapping/visual/check";
import { fieldsOfSchema, type RecordField } from "@/engine/mapping/visual/fields";
import { isPassThrough, parseMapping } from "@/engine/mapping/visual/parse";
import type { JsonObject } from "@/lib/core/json";
import { error, type Validation, warning } from "./context";

/** Configs are immutable: what was found in one holds for as long as it lives. */
const FOUND = new WeakMap<JsonObject, { schema: JsonObject; problems: readonly FieldProblem[] }>();
const FIELDS = new WeakMap<JsonObject, readonly RecordField[]>();

const CODES = {
  required: "field_required",
  type: "field_type",
  value: "field_value",
  length: "field_length",
  unknownField: "field_unknown",
} as const;

/** What writes give to their target, held against its schema: required fields without a rule, constants that do not fit. */
export function checkMappings({ active, env }: Validation): Problem[] {
  return active.flatMap((node) => {
    const schema = node.kind === "write" ? schemaOf(node, env) : undefined;
    return schema ? problemsOf(node, schema).flatMap((problem) => toProblem(node, problem)) : [];
  });
}

function schemaOf({ config }: FlowNode, env: Validation["env"]): JsonObject | undefined {
  const connector = typeof config.connection === "string" ? env.connections[config.connection] : undefined;
  const catalog = connector === undefined ? undefined : env.catalogs?.[connector];
  return catalog?.streams.find(({ name }) => name === config.stream)?.schema;
}

function problemsOf(node: FlowNode, schema: JsonObject): readonly FieldProblem[] {
  const known = FOUND.get(node.config);
  if (known?.schema === schema) return known.problems;
  const { record, mode } = node.config;
  const mapping = typeof record === "string" && !isPassThrough(record) ? parseMapping(record) : undefined;
  const target = FIELDS.get(schema) ?? fieldsOfSchema(schema);
  FIELDS.set(schema, target);
  // Tables are named by the check of references.
  const found = mapping ? checkMapping({ mapping, target, isCreated: mode !== "update", tables: [] }) : [];
  // What is only shown to a person, to decide about, may say more than the target keeps.
  const problems = node.config.onChange === "review" ? found.filter(({ code }) => code !== "unknownField") : found;
  FOUND.set(node.config, { schema, problems });
  return problems;
}

/** Required fields warn only: a connector may set one by itself, and its own refusal is told record by record. */
function toProblem(node: FlowNode, { code, target, params }: FieldProblem): Problem[] {
  if (!(code in CODES)) return [];
  const place = { nodeId: node.id, path: "record", params: { ...params, field: target.join(".") } };
  const name = CODES[code as keyof typeof CODES];
  return [code === "type" || code === "value" ? error(name, place) : warning(name, place)];
}
