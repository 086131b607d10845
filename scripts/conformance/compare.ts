import { XMLParser } from "fast-xml-parser";

/** How strictly a value must agree: its text, only its type, or not at all. */
export type Strictness = "value" | "type" | "ignore";

export interface CompareOptions {
  /** `path` is dotted with `[]` for array items: `products[].name`. */
  readonly strictness: (path: string, expected: unknown) => Strictness;
  /** Order of object keys matters (XML and some JSON readers rely on it). Default false. */
  readonly ordered?: boolean;
}

const MAXIMUM = 12;

/** Where two JSON values differ, in words; stops after a dozen. */
export function compareJson(expected: unknown, actual: unknown, options: CompareOptions): string[] {
  const differences: string[] = [];
  walk(expected, actual, "", options, differences);
  return differences;
}

function walk(expected: unknown, actual: unknown, path: string, options: CompareOptions, differences: string[]): void {
  if (differences.length >= MAXIMUM) return;
  const strictness = options.strictness(path, expected);
  if (strictness === "ignore") return;
  if (typeName(expected) !== typeName(actual)) {
    differences.push(
      `${path || "body"}: ${typeName(expected)} expected, ${typeName(actual)} found (${show(expected)} / ${show(actual)})`,
    );
    return;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length)
      differences.push(`${path || "body"}: ${expected.length} items expected, ${actual.length} found`);
    for (let index = 0; index < Math.min(expected.length, actual.length); index += 1) {
      walk(expected[index], actual[index], `${path}[]`, options, differences);
    }
    return;
  }
  if (isRecord(expected) && isRecord(actual)) return walkObject(expected, actual, path, options, differences);
  if (strictness === "value" && expected !== actual)
    differences.push(`${path || "body"}: ${show(expected)} expected, ${show(actual)} found`);
}

function walkObject(
  expected: Record<string, unknown>,
  actual: Record<string, unknown>,
  path: string,
  options: CompareOptions,
  differences: string[],
): void {
  const join = (key: string) => (path === "" ? key : `${path}.${key}`);
  const kept = (from: Record<string, unknown>) =>
    Object.keys(from).filter((key) => options.strictness(join(key), from[key]) !== "ignore");
  const missing = kept(expected).filter((key) => !(key in actual));
  const extra = kept(actual).filter((key) => !(key in expected));
  if (missing.length > 0) differences.push(`${path || "body"}: missing ${missing.join(", ")}`);
  if (extra.length > 0) differences.push(`${path || "body"}: unexpected ${extra.join(", ")}`);
  if (options.ordered && missing.length + extra.length === 0) {
    const order = Object.keys(actual).filter((key) => key in expected);
    if (order.join() !== Object.keys(expected).join()) differences.push(`${path || "body"}: keys in another order`);
  }
  for (const key of Object.keys(expected)) if (key in actual) walk(expected[key], actual[key], join(key), options, differences);
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  processEntities: true,
  htmlEntities: false,
  preserveOrder: true,
});

/** XML as nested `[name, attributes, children | text]`, so that order, attributes and repetition all count. */
export function parseXml(text: string): unknown {
  return simplify(parser.parse(text) as unknown[]);
}

function simplify(nodes: unknown[]): unknown {
  const children: unknown[] = [];
  let text = "";
  for (const node of nodes) {
    if (!isRecord(node)) continue;
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name === "?xml") continue;
    if (name === "#text") text += String(node[name]);
    else children.push({ name, attributes: node[":@"] ?? {}, content: simplify(Array.isArray(node[name]) ? node[name] : []) });
  }
  return children.length > 0 ? children : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
