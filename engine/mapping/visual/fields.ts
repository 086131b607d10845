import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

export type FieldType = "text" | "integer" | "number" | "amount" | "boolean" | "date" | "object" | "list" | "texts" | "any";

/** A field of a record, as a tree shows it. */
export interface RecordField {
  readonly name: string;
  /** Names from the root: `["lines", "qty"]`; the entries of a list have no name of their own. */
  readonly path: readonly string[];
  readonly type: FieldType;
  readonly children: readonly RecordField[];
  readonly required: boolean;
  readonly readOnly: boolean;
  /** Values allowed, when the schema lists them. */
  readonly values: readonly string[];
  readonly maxLength?: number;
  /** Name of the target's own list the value is chosen from. */
  readonly lookup?: string;
}

/** Deeper than this a record is shown as a whole. */
const DEPTH = 6;

/** Fields of a schema, in its order. */
export function fieldsOfSchema(schema: JsonObject, above: readonly string[] = []): RecordField[] {
  if (!isJsonObject(schema.properties) || above.length >= DEPTH) return [];
  const required = new Set([...namesIn(schema.required), ...namesIn(schema["x-requiredOnCreate"])]);
  return inOrder(schema.properties, schema["x-order"]).map(([name, property]) => {
    const own = isJsonObject(property) ? property : {};
    const path = [...above, name];
    const type = typeOfSchema(own);
    const inside = type === "list" && isJsonObject(own.items) ? own.items : own;
    const { maxLength, enum: values, readOnly } = own;
    const lookup = own["x-lookup"];
    return {
      ...{ name, path, type },
      children: type === "list" || type === "object" ? fieldsOfSchema(inside, path) : [],
      required: required.has(name),
      readOnly: readOnly === true,
      values: Array.isArray(values) ? values.map(String) : [],
      ...(typeof maxLength === "number" ? { maxLength } : {}),
      ...(typeof lookup === "string" ? { lookup } : {}),
    };
  });
}

/** A store may shuffle the names of an object; the schema's own list of them says how the system shows them. */
function inOrder(properties: JsonObject, order: Json | undefined): [string, Json][] {
  const places = new Map(namesIn(order).map((name, index) => [name, index]));
  const placeOf = (name: string) => places.get(name) ?? places.size;
  return Object.entries(properties).sort(([one], [other]) => placeOf(one) - placeOf(other));
}

function namesIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
}

function typeOfSchema(schema: JsonObject): FieldType {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const type = types.find((each) => each !== "null");
  if (schema.format === "translated") return "texts";
  if (type === "string")
    return schema.format === "decimal" ? "amount" : String(schema.format).startsWith("date") ? "date" : "text";
  if (type === "integer" || type === "number" || type === "boolean" || type === "object") return type;
  if (type === "array") return "list";
  return isJsonObject(schema.properties) ? "object" : "any";
}

/** The fields of a schema with those only the samples have; types the schema leaves open are told by the samples. */
export function mergeSamples(
  fields: readonly RecordField[],
  samples: readonly Json[],
  above: readonly string[] = [],
): RecordField[] {
  const records = samples.filter(isJsonObject);
  const known = fields.map((field) => {
    const values = records.map((record) => record[field.name] ?? null);
    const type = field.type === "any" ? typeOfValues(values) : field.type;
    return { ...field, type, children: childrenOf(type, field, values) };
  });
  const order = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const placeOf = ({ name }: RecordField) => (order.includes(name) ? order.indexOf(name) : order.length);
  known.sort((one, other) => placeOf(one) - placeOf(other));
  if (above.length >= DEPTH) return known;
  const names = new Set(fields.map((field) => field.name));
  const others = order.filter((name) => !names.has(name));
  const found = others.map((name) => {
    const values = records.map((record) => record[name] ?? null);
    const bare = {
      name,
      path: [...above, name],
      type: typeOfValues(values),
      children: [],
      required: false,
      readOnly: false,
      values: [],
    };
    return { ...bare, children: childrenOf(bare.type, bare, values) };
  });
  return [...known, ...found];
}

function childrenOf(type: FieldType, field: RecordField, values: readonly Json[]): RecordField[] {
  if (type !== "list" && type !== "object") return [];
  return mergeSamples(field.children, type === "list" ? values.flat() : values, field.path);
}

function typeOfValues(values: readonly Json[]): FieldType {
  const value = values.find((each) => each !== null);
  if (value === undefined || value === null) return "any";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (/^\d{4}-\d\d-\d\d(T|$)/.test(value)) return "date";
  return /^-?\d+\.\d+$/.test(value) ? "amount" : "text";
}

/** The value of a field in a sample; of a list its first entry answers. */
export function valueAt(sample: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => {
    const record = Array.isArray(value) ? value.find(isJsonObject) : value;
    return isJsonObject(record) ? record[name] : undefined;
  }, sample);
}

/** All fields of a tree, parents before their children. */
export function flatten(fields: readonly RecordField[]): RecordField[] {
  return fields.flatMap((field) => [field, ...flatten(field.children)]);
}

export function fieldAt(fields: readonly RecordField[], path: readonly string[]): RecordField | undefined {
  const [name, ...rest] = path;
  const field = fields.find((each) => each.name === name);
  return rest.length === 0 ? field : field && fieldAt(field.children, rest);
}
