import type { Sample } from "@/components/canvas/test/use-trial";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

/** Records a try takes. */
export const MOST_SAMPLES = 20;

/** A record or a list of records, written as JSON or as XML; undefined when the text is neither. */
export async function parseSamples(text: string): Promise<Sample[] | undefined> {
  const records = text.trimStart().startsWith("<") ? await recordsOfXml(text) : recordsOfJson(text);
  if (records === undefined || records.length === 0 || records.length > MOST_SAMPLES) return undefined;
  return records.map((data, index) => ({
    key: textOf(data.id) || String(index + 1),
    label: textOf(data.reference) || textOf(data.ref) || textOf(data.id) || String(index + 1),
    data,
  }));
}

function recordsOfJson(text: string): JsonObject[] | undefined {
  let parsed: Json;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const records = Array.isArray(parsed) ? parsed : [parsed];
  return records.every(isJsonObject) ? records : undefined;
}

/** The parser is fetched with the first XML, not with the editor. */
async function recordsOfXml(text: string): Promise<JsonObject[] | undefined> {
  const { XMLParser, XMLValidator } = await import("fast-xml-parser");
  if (XMLValidator.validate(text) !== true) return undefined;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    ignoreDeclaration: true,
    // Codes with leading zeros are no numbers.
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
  });
  const parsed: Json = JSON.parse(JSON.stringify(parser.parse(text)));
  return recordsIn(parsed);
}

/** Below elements that hold nothing but one other: a repeated element is the list, anything else the record. */
function recordsIn(value: Json): JsonObject[] | undefined {
  let at = value;
  for (;;) {
    if (Array.isArray(at)) return at.every(isJsonObject) ? at : undefined;
    if (!isJsonObject(at)) return undefined;
    const inner = Object.entries(at).filter(([name]) => !name.startsWith("xmlns"));
    const [only] = inner;
    if (inner.length !== 1 || only === undefined || typeof only[1] !== "object" || only[1] === null) return [at];
    at = only[1];
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
