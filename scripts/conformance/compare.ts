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
  if (isRecord(expected) && isRecord(actual)) {
    walkObject(expected, actual, path, options, differences);
    return;
  }
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
  preserveOrder: true,
});

/** An element: its children, or its text when it has none. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly XmlElement[] | string;
}

/** The top elements of a document, in order. */
export function parseXml(text: string): XmlElement[] {
  return elements(parser.parse(text) as unknown[]);
}

function elements(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.filter(isRecord).flatMap((node): XmlElement[] => {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name === "?xml" || name === "#text") return [];
    const below = elements(node[name]);
    return [{ name, attributes: attributesOf(node[":@"]), content: below.length > 0 ? below : textOf(node[name]) }];
  });
}

function attributesOf(value: unknown): Record<string, string> {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)])) : {};
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  return nodes.map((node) => (isRecord(node) && "#text" in node ? String(node["#text"]) : "")).join("");
}

/** Where two XML documents differ: names, order, attributes and texts. `strictness` gets the path of element names. */
export function compareXml(expected: readonly XmlElement[], actual: readonly XmlElement[], options: CompareOptions): string[] {
  const differences: string[] = [];
  walkXml(expected, actual, "", options, differences);
  return differences;
}

function walkXml(
  expected: readonly XmlElement[],
  actual: readonly XmlElement[],
  path: string,
  options: CompareOptions,
  differences: string[],
): void {
  const names = (list: readonly XmlElement[]) => list.map(({ name }) => name);
  if (names(expected).join() !== names(actual).join()) {
    const missing = names(expected).filter((name) => !names(actual).includes(name));
    const extra = names(actual).filter((name) => !names(expected).includes(name));
    const counts = `${expected.length} elements expected, ${actual.length} found`;
    differences.push(`${path}: ${counts}; missing ${show(missing.join())}, unexpected ${show(extra.join())}`);
    return;
  }
  expected.forEach((element, index) => {
    const other = actual[index];
    if (other && differences.length < MAXIMUM) walkElement(element, other, path, options, differences);
  });
}

function walkElement(
  expected: XmlElement,
  actual: XmlElement,
  path: string,
  options: CompareOptions,
  differences: string[],
): void {
  const here = path === "" ? expected.name : `${path}.${expected.name}`;
  const strictness = options.strictness(here, expected.content);
  if (strictness === "ignore") return;
  const attributes = compareJson(expected.attributes, actual.attributes, { strictness: () => "value" });
  differences.push(...attributes.map((each) => `${here} attributes: ${each}`));
  const [left, right] = [expected.content, actual.content];
  if (typeof left !== "string" && typeof right !== "string") {
    walkXml(left, right, here, options, differences);
  } else if (typeof left !== typeof right) differences.push(`${here}: ${show(left)} expected, ${show(right)} found`);
  else if (strictness === "value" && left !== right) differences.push(`${here}: ${show(left)} expected, ${show(right)} found`);
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
