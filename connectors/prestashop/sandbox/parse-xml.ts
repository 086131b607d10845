import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isJsonObject } from "@/lib/core/json";
import { phpWarning, type WebserviceError, WebserviceFailure } from "./failure";

/** An element of a request body. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Text and CDATA directly inside. */
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  ignorePiTags: true,
});

/** The root element of a body, or the error SimpleXML gives. `xml=` in front (a form field) is tolerated. */
export function parseBody(body: string, phpWarnings: boolean): XmlNode {
  const source = body.startsWith("xml=") ? body.slice("xml=".length) : body;
  const trimmed = source.trim();
  if (trimmed === "" || XMLValidator.validate(trimmed) !== true) throw notXml(source, phpWarnings);
  const [root] = toNodes(parser.parse(trimmed));
  if (!root) throw notXml(source, phpWarnings);
  return root;
}

export function child(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((each) => each.name === name);
}

function notXml(body: string, phpWarnings: boolean): WebserviceFailure {
  const error: WebserviceError = {
    code: 127,
    message: `XML error : String could not be parsed as XML\nXML length : ${Buffer.byteLength(body)}\nOriginal XML : ${body}`,
  };
  if (!phpWarnings || body.trim() === "") return new WebserviceFailure(500, [error]);
  const complaints = ["Entity: line 1: parser error : Start tag expected, '<' not found", body, "^"];
  const warnings = complaints.map((text) =>
    phpWarning(`SimpleXMLElement::__construct(): ${text}`, "webservice/WebserviceRequest.php", 1544),
  );
  return new WebserviceFailure(500, [...warnings, error]);
}

function toNodes(parsed: unknown): XmlNode[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((each): XmlNode[] => {
    if (!isJsonObject(each)) return [];
    const name = Object.keys(each).find((key) => key !== ":@");
    if (name === undefined || name === "#text" || name.startsWith("?")) return [];
    const content = each[name];
    return [{ name, attributes: attributesOf(each[":@"]), children: toNodes(content), text: textOf(content) }];
  });
}

function attributesOf(value: unknown): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (isJsonObject(value)) for (const [name, each] of Object.entries(value)) attributes[name] = String(each);
  return attributes;
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return "";
  return content.map((each) => (isJsonObject(each) && "#text" in each ? String(each["#text"]) : "")).join("");
}
