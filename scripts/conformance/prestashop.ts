import { SANDBOX_KEY, SANDBOX_READ_ONLY_KEY, startSandbox } from "@/connectors/prestashop/sandbox";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { compareJson, compareXml, parseXml, type Strictness, type XmlElement } from "./compare";
import type { Answer, ConformanceSystem, Exchange, Recording } from "./harness";
import { FIRST_WRITE, numberOf } from "./prestashop-readings";
import { loadPristineShop } from "./prestashop-state";

const RECORDED_URL = "http://127.0.0.1:8082";
/** Draws and secrets: the recorded value is replaced by ours in later requests, and back in answers. */
const LEARNED = /"?(?:reference|secure_key)"?(?:>\s*<!\[CDATA\[|":")([A-Z]{9}|[a-f0-9]{32})/g;

const FIRST_OF_SECOND_SHOP = 815;

const learned = new Map<string, string>();

export const prestashop: ConformanceSystem = {
  system: "prestashop",
  read: (recordings) => recordings.map(toExchange),
  async start(exchanges) {
    let instant = new Date("2026-11-22T04:19:07Z");
    const sandbox = await startSandbox({ demo: false, clock: () => instant });
    sandbox.shop.store.reset();
    loadPristineShop(sandbox.shop, exchanges);
    learned.clear();
    return {
      url: sandbox.url,
      before(exchange) {
        instant = new Date(exchange.answer.headers.date ?? instant);
        const number = numberOf(exchange);
        // The last recordings were made against a shop set up anew.
        if (number === FIRST_OF_SECOND_SHOP) {
          sandbox.shop.store.reset();
          loadPristineShop(sandbox.shop, exchanges);
        }
        sandbox.settings.phpWarnings = number < FIRST_OF_SECOND_SHOP;
        sandbox.settings.webservice = number !== 713 && number !== 714;
        const isFrenchActive = number < 707 || number > 712;
        sandbox.shop.store.table("languages").update(2, { active: isFrenchActive ? "1" : "0" });
        url = sandbox.url;
      },
      prepare: (exchange) => ({ target: ours(exchange.target), headers: authorization(exchange) }),
      after: learn,
      close: () => sandbox.close(),
    };
  },
  compare,
};

let url = RECORDED_URL;

function toExchange(recording: Recording): Exchange {
  const content = recording.content as JsonObject;
  const request = object(content.request);
  const response = object(content.response);
  const query = String(request.query ?? "");
  const method = String(request.method);
  const target = `${request.path}${query === "" ? "" : `?${query}`}`;
  const auth = object(content.auth);
  const headers: Record<string, string> = { "x-recorded-key": String(auth.key), "x-recorded-how": String(auth.how) };
  for (const [name, value] of Object.entries(object(request.headers))) headers[name.toLowerCase()] = String(value);
  const answer: Answer = {
    status: Number(response.status),
    headers: Object.fromEntries(Object.entries(object(response.headers)).map(([name, value]) => [name, String(value)])),
    body: bytes(response.body, response.bodyEncoding),
  };
  const body = request.body === null || request.body === undefined ? null : bytes(request.body, request.bodyEncoding);
  return {
    name: recording.name,
    kind: kindOf(recording.name, method, target, answer.status),
    method,
    target,
    headers,
    body,
    answer,
  };
}

function object(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function bytes(value: unknown, encoding: unknown): Buffer {
  return Buffer.from(typeof value === "string" ? value : "", encoding === "base64" ? "base64" : "utf8");
}

function kindOf(name: string, method: string, target: string, status: number): string {
  if (target.startsWith("/api/images")) return "images";
  if (status === 401 || status === 405 || status === 503) return "access";
  if (target.includes("schema=")) return "schema";
  if (status >= 400) return `${method === "GET" ? "read" : "write"} error`;
  if (method === "GET" || method === "HEAD") {
    if (/filter|sort=|date=/.test(decodeURIComponent(target))) return "filter and sort";
    const format = target.includes("JSON") || name.includes("json") ? "json" : "xml";
    return /\/\d+(\?|$)/.test(target) ? `one, ${format}` : `list, ${format}`;
  }
  return { POST: "create", PUT: "replace", PATCH: "patch", DELETE: "delete" }[method] ?? method;
}

function authorization(exchange: Exchange): Record<string, string> {
  const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` });
  switch (exchange.headers["x-recorded-key"]) {
    case "null":
      return {};
    case "products+stock_availables GET only":
      return basic(SANDBOX_READ_ONLY_KEY);
    case "inactive":
      return basic("PASSERELLEDEMOPRESTASHOPINACTIVE");
    case "unknown":
      return basic(exchange.name.includes("empty") ? "" : exchange.name.includes("format") ? "abc" : "X".repeat(32));
    default:
      return exchange.headers["x-recorded-how"] === "ws_key" ? {} : basic(SANDBOX_KEY);
  }
}

/** A recorded request in the sandbox's own terms. */
function ours(target: string): string {
  let own = target.replace("ws_key=***", `ws_key=${SANDBOX_KEY}`);
  for (const [recorded, made] of learned) own = own.replaceAll(recorded, made);
  return own;
}

function learn(exchange: Exchange, answer: Answer): void {
  const recorded = [...exchange.answer.body.toString("utf8").matchAll(LEARNED)].map((match) => match[1] ?? "");
  const made = [...answer.body.toString("utf8").matchAll(LEARNED)].map((match) => match[1] ?? "");
  if (recorded.length !== made.length) return;
  recorded.forEach((value, index) => {
    const own = made[index];
    if (own !== undefined && own !== value && !learned.has(value)) learned.set(value, own);
  });
}

const HEADERS = ["content-type", "psws-version", "www-authenticate", "location"];

function compare(exchange: Exchange, answer: Answer): string[] {
  const differences: string[] = [];
  const expected = exchange.answer;
  if (expected.status !== answer.status) differences.push(`status ${expected.status} expected, ${answer.status} found`);
  for (const name of HEADERS) {
    const found = (answer.headers[name] ?? "").replaceAll(url, RECORDED_URL);
    if ((expected.headers[name] ?? "") !== found)
      differences.push(`header ${name}: ${expected.headers[name]} expected, ${found} found`);
  }
  const hashed = "content-sha1" in expected.headers;
  if (hashed !== "content-sha1" in answer.headers) differences.push(`header content-sha1: ${hashed ? "missing" : "unexpected"}`);
  if (exchange.method !== "HEAD" && differences.length === 0) differences.push(...compareBodies(exchange, answer));
  return differences;
}

function compareBodies(exchange: Exchange, answer: Answer): string[] {
  const type = exchange.answer.headers["content-type"] ?? "";
  if (type.startsWith("image/")) return answer.body.length > 0 ? [] : ["image expected, empty body found"];
  const expected = normalise(exchange.answer.body.toString("utf8"));
  let found = normalise(
    answer.body.toString("utf8").replaceAll(url, RECORDED_URL).replaceAll(url.replaceAll("/", "\\/"), RECORDED_URL),
  );
  for (const [recorded, made] of learned) found = found.replaceAll(made, recorded);
  const sorted = /[?&]sort=/.test(exchange.target);
  const strictness = isAnyRows(exchange) ? typeOnly : valueOrIgnored;
  if (type.startsWith("application/json"))
    return compareJson(unordered(JSON.parse(expected), sorted), unordered(json(found), sorted), { strictness });
  if (type.startsWith("text/xml"))
    return compareXml(unorderedXml(parseXml(expected), sorted), unorderedXml(parseXml(found), sorted), { strictness });
  return expected.trim() === found.trim()
    ? []
    : [`body ${JSON.stringify(expected.slice(0, 80))} expected, ${JSON.stringify(found.slice(0, 80))} found`];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Where the recorder's PHP lived, temporary names, carriage returns and instants differ from run to run. */
function normalise(text: string): string {
  return text
    .replaceAll("\\/tmp\\/real\\/prestashop", "\\/var\\/www\\/prestashop")
    .replace(/PSE\w+!/g, "PSE!")
    .replaceAll("\\r\\n", "\\n")
    .replaceAll("\r\n", "\n")
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/g, (instant) =>
      instant.startsWith("0000") || instant.startsWith("2013") ? instant : "2026-01-01 00:00:00",
    );
}

/** Without `sort` the database promises no order: lists of records and association items are compared as sets. */
function unordered(value: unknown, sorted: boolean): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => unordered(each, sorted));
    const isRecords = items.every((each) => isJsonObject(each) && ("id" in each || "id_product" in each));
    if (sorted || items.length < 2 || !isRecords) return items;
    return items.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  }
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, unordered(each, sorted && key !== "associations")]),
    );
  return value;
}

function unorderedXml(nodes: readonly XmlElement[], sorted: boolean): XmlElement[] {
  const items = nodes.map((node) => {
    const isSorted = sorted && node.name !== "associations";
    return typeof node.content === "string" ? node : { ...node, content: unorderedXml(node.content, isSorted) };
  });
  if (sorted || items.length < 2 || !items.every(isXmlRecord)) return items;
  return items.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

function isXmlRecord(node: XmlElement): boolean {
  if (node.name === "language") return false;
  if ("@id" in node.attributes) return true;
  return typeof node.content !== "string" && node.content.some((each) => each.name === "id" || each.name === "id_product");
}

/** Once rows were written, a limited list without `sort` may hold any of them: then only count and shape can agree. */
function isAnyRows(exchange: Exchange): boolean {
  return numberOf(exchange) >= FIRST_WRITE && /[?&]limit=/.test(exchange.target) && !/[?&]sort=/.test(exchange.target);
}

function typeOnly(path: string): Strictness {
  return path.includes("associations") ? "ignore" : "type";
}

/** Not repeatable: passwords are masked in the recordings, images are made again by the shop. */
function valueOrIgnored(path: string): Strictness {
  return /(^|\.)(passwd|content)$/.test(path) ? "ignore" : "value";
}
