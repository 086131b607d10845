import { XMLParser } from "fast-xml-parser";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** One record as the webservice wrote it. */
export type RawRecord = JsonObject;

const CANDIDATES = 30;
const EXCERPT = 200;

/** JSON text → value; PHP notices printed before it are skipped (they may hold brackets of their own). */
export function parseLenientJson(text: string): Json {
  const body = text.replace(/^\uFEFF/, "").trim();
  const starts = [0, ...[...body.matchAll(/[{[]/g)].map((match) => match.index)].slice(0, CANDIDATES);
  for (const start of starts) {
    const value = tryJson(body.slice(start));
    if (value !== undefined && (start === 0 || typeof value === "object")) return value;
  }
  throw new AppError({
    code: "connector.bad_response",
    category: "transient",
    message: "PrestaShop's answer is not JSON",
    details: { excerpt: body.slice(0, EXCERPT) },
  });
}

function tryJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** The records of a list answer: an empty list is a bare `[]` (quirk 4), a single object is under its item's name. */
export function recordsOf(value: Json): RawRecord[] {
  if (Array.isArray(value)) return value.filter(isJsonObject);
  if (!isJsonObject(value)) return [];
  const nodes = Object.entries(value).filter(([name]) => name !== "errors");
  return nodes.flatMap(([, node]) => (Array.isArray(node) ? node.filter(isJsonObject) : isJsonObject(node) ? [node] : []));
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
});

/** Children of `<prestashop>`, attributes as `@name`; notices before the XML are skipped. */
export function parseXml(text: string): JsonObject {
  const start = text.search(/<\?xml|<prestashop/);
  const parsed: unknown = start < 0 ? undefined : parser.parse(text.slice(start));
  const root = isJsonObject(parsed) ? parsed.prestashop : undefined;
  if (isJsonObject(root)) return root;
  if (root === "") return {};
  throw new AppError({
    code: "connector.bad_response",
    category: "transient",
    message: "PrestaShop's answer is not its XML",
    details: { excerpt: text.slice(0, EXCERPT) },
  });
}

/** Ids of the entities in the reply to a write, in order. */
export function writtenIds(text: string, item: string): string[] {
  const node = parseXml(text)[item];
  const entities = Array.isArray(node) ? node : [node];
  return entities.map((entity) => textOf(isJsonObject(entity) ? entity.id : undefined));
}

export function textOf(node: Json | undefined): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  return isJsonObject(node) ? textOf(node["#text"]) : "";
}
