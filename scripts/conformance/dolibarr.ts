import { startSandbox } from "@/connectors/dolibarr/sandbox";
import type { World } from "@/connectors/dolibarr/sandbox/core/world";
import { compareJson, type Strictness } from "./compare";
import { seedFromRecordings, unrecordedRecords } from "./dolibarr-state";
import type { Answer, ConformanceSystem, Exchange, Recording, Replay } from "./harness";

interface RecordedExchange {
  request: {
    method: string;
    path: string;
    query: Record<string, string | number>;
    headers: Record<string, string>;
    body: unknown;
  };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

/** `251` of `251-service-create-shipping`. */
export function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}

function kindOf(method: string, path: string): string {
  return `${method} ${path.replace(/^\/api\/index\.php\//, "").split("/")[0] ?? ""}`;
}

function inside(number: number, ...ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([first, last]) => number >= first && number <= last);
}

function skipReason(number: number, path: string): string | undefined {
  if (path === "/hook") return "call sent by the real server to the recorder";
  if (inside(number, [1040, 1050])) return "server in another time zone; the sandbox keeps UTC";
  if (inside(number, [1030, 1032])) return "blocking webhook: the sandbox posts after the call";
  if ([931, 932, 935, 936, 941, 943, 951, 953].includes(number)) return "collision of parallel calls on one database";
  if (inside(number, [937, 938], [939, 940], [942, 942], [944, 946]))
    return "acts on records of parallel calls that are not recorded";
  return undefined;
}

function read(recordings: readonly Recording[]): Exchange[] {
  return [...recordings]
    .sort((left, right) => numberOf(left.name) - numberOf(right.name))
    .map(({ name, content }) => {
      const { request, response } = content as RecordedExchange;
      const query = Object.entries(request.query).map(
        ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`,
      );
      const raw = typeof response.body === "string" && !response.headers["content-type"]?.includes("application/json");
      return {
        name,
        kind: kindOf(request.method, request.path),
        method: request.method,
        target: request.path + (query.length > 0 ? `?${query.join("&")}` : ""),
        headers: request.headers,
        body: request.body === null ? null : typeof request.body === "string" ? request.body : JSON.stringify(request.body),
        answer: {
          status: response.status,
          headers: response.headers,
          body: Buffer.from(raw ? String(response.body) : response.body === "" ? "" : JSON.stringify(response.body)),
        },
        skip: skipReason(numberOf(name), request.path),
      };
    });
}

const KEYS = { admin: "key-of-admin", limited: "key-of-limited", disabled: "key-of-disabled" } as const;
const PASSWORD = "password-of-admin";

function keyFor(number: number): string {
  if ([3, 762].includes(number)) return "no-such-key";
  if (number === 10) return KEYS.disabled;
  return inside(number, [24, 31], [33, 33], [82, 82], [158, 158]) ? KEYS.limited : KEYS.admin;
}

/** When the recorded change was made, as its answer tells; the clock of the replay follows it. */
function momentOf(exchange: Exchange): number {
  const moments = exchange.answer.body.toString().matchAll(/"(?:date_modification|tms|datem)":(1795\d{6})\b/g);
  return exchange.method === "GET" ? 0 : Math.max(0, ...[...moments].map(([, moment]) => Number(moment)));
}

/** What the recorder changed between calls in the server's own setup pages, by the number of the recording. */
function applySetup(world: World, number: number): void {
  const module = (name: string, on: boolean) => {
    const row = world.table("module").by("name", name)[0];
    if (on && !row) world.table("module").insert({ name });
    if (!on && row) world.table("module").delete(row.id);
  };
  const constant = (name: string, value: string) => {
    if (world.constant(name) !== value) world.setConstant(name, value);
  };
  module("multicurrency", inside(number, [497, 505], [745, 759], [807, 816]));
  module("api", number !== 765);
  module("webhook", number >= 1000);
  module("commande", !inside(number, [766, 767]));
  constant("STOCK_CALCULATE_ON_VALIDATE_ORDER", inside(number, [730, 737], [800, 806]) ? "1" : "");
  constant("API_PRODUCTION_MODE", inside(number, [760, 764]) ? "1" : "");
  constant("API_RESTRICT_ON_IP", number === 768 ? "10.0.0.1" : "");
  constant("API_ENDPOINT_RULES", number === 769 ? "status" : "");
  constant("MAIN_ONLY_LOGIN_ALLOWED", inside(number, [770, 771]) ? "someoneelse" : "");
  constant("SANDBOX_DATABASE_DOWN", inside(number, [791, 792]) ? "1" : "");
}

/** Tables whose ids other, unrecorded calls used up between two recorded creations. */
const CREATES: readonly (readonly [path: RegExp, table: string])[] = [
  [/^POST \/thirdparties$/, "societe"],
  [/^POST \/contacts$/, "socpeople"],
  [/^POST \/products$/, "product"],
  [/^POST \/orders$/, "commande"],
  [/^POST \/orders\/\d+\/lines$/, "commandedet"],
  [/^POST \/invoices$/, "facture"],
  [/^POST \/invoices\/\d+\/payments$/, "paiement"],
  [/^POST \/stockmovements$/, "stock_mouvement"],
];

function spendIds(world: World, exchange: Exchange): void {
  const call = `${exchange.method} ${exchange.target.replace(/^\/api\/index\.php/, "")}`;
  const table = CREATES.find(([pattern]) => pattern.test(call))?.[1];
  const created = Number(exchange.answer.body.toString());
  if (!table || exchange.answer.status !== 200 || !Number.isInteger(created)) return;
  const rows = world.table(table);
  // Only the parallel runs used ids that no recording shows.
  if (numberOf(exchange.name) >= 900 && rows.sequence < created - 1) {
    rows.put({ id: created - 1 });
    rows.delete(created - 1);
  }
}

async function start(exchanges: readonly Exchange[]): Promise<Replay> {
  let now = Date.parse("2026-11-22T04:14:30Z") / 1000;
  const sandbox = await startSandbox({
    clock: () => new Date(now * 1000),
    seed: (world) => seedFromRecordings(world, exchanges, { ...KEYS, password: PASSWORD }),
  });
  return {
    url: sandbox.url,
    before(exchange) {
      now = Math.max(now, momentOf(exchange));
      const number = numberOf(exchange.name);
      if (number === 1060) sandbox.control.reset();
      if (number >= 1000) unrecordedRecords(sandbox.world, exchanges, number);
      applySetup(sandbox.world, number);
      spendIds(sandbox.world, exchange);
    },
    prepare(exchange) {
      const key = keyFor(numberOf(exchange.name));
      const masked = { target: exchange.target.replaceAll("password=***", `password=${PASSWORD}`).replaceAll("***", key) };
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(exchange.headers))
        if (value.includes("***")) headers[name] = value.replace("***", key);
      return { ...masked, headers };
    },
    close: () => sandbox.close(),
  };
}

/** Sent where the recording masks it. */
export function unmaskBody(body: string): string {
  return body.replace('"password":"***"', `"password":"${PASSWORD}"`);
}

const BY_TYPE = new Set([
  "token", "online_payment_url", "content", "filesize", "size", "source", "date_sync", "datelastpassvalidation", "tms", "flagdelsessionsbefore", "marque_tx",
]); // biome-ignore format: a list of names

function strictness(exchange: Exchange) {
  const number = numberOf(exchange.name);
  return (path: string, expected: unknown): Strictness => {
    const name = path.split(".").at(-1)?.replace("[]", "") ?? "";
    if (path.startsWith("debug.source")) return "type";
    if (BY_TYPE.has(name)) return "type";
    if (isMoment(name, expected) || isFloatNoise(expected)) return "type";
    if (inside(number, [900, 1039]) && ["ref", "code_client", "lines[].id", "rowid"].some((each) => path.endsWith(each)))
      return "type";
    if (inside(number, [700, 720]) && ["id", "ref", "label"].includes(name) && path.startsWith("[]")) return "type";
    return "value";
  };
}

/** Sums of floats: `109.88000000000001`. */
function isFloatNoise(expected: unknown): boolean {
  return typeof expected === "number" && !Number.isInteger(expected) && String(expected).length > 14;
}

/** A time of day is the moment of the recording; a whole day comes from what was sent. */
function isMoment(name: string, expected: unknown): boolean {
  if (typeof expected === "number") return /^(date|tms)/.test(name) && expected % 86_400 !== 0;
  return typeof expected === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(expected) && !expected.endsWith("00:00:00");
}

function compare(exchange: Exchange, answer: Answer): string[] {
  const expected = exchange.answer;
  if (expected.status !== answer.status)
    return [`status: ${expected.status} expected, ${answer.status} found (${shorten(answer.body.toString())})`];
  const differences: string[] = [];
  for (const name of ["content-type", "allow", "www-authenticate", "cache-control"]) {
    if (answer.status !== 304 && expected.headers[name] !== answer.headers[name]) {
      differences.push(`header ${name}: ${expected.headers[name]} expected, ${answer.headers[name]} found`);
    }
  }
  return [...differences, ...compareBodies(exchange, expected, answer)];
}

function compareBodies(exchange: Exchange, expected: Answer, answer: Answer): string[] {
  const [wanted, found] = [expected.body.toString(), answer.body.toString()];
  const type = expected.headers["content-type"] ?? "";
  if (type.includes("xml")) return squeeze(wanted) === squeeze(found) ? [] : [`body: ${shorten(found)}`];
  if (!type.includes("json")) {
    // The page shows its own address and the hour; its first sentence is what tells it apart.
    return wanted.slice(0, 90) === found.slice(0, 90) ? [] : [`text: ${shorten(found)}`];
  }
  const parse = (text: string): unknown => (text === "" ? "" : JSON.parse(text));
  return compareJson(withoutSource(parse(wanted)), withoutSource(parse(found)), { strictness: strictness(exchange) });
}

/** Line numbers of PHP files are not the sandbox's business; that `debug` is there, is. */
function withoutSource(body: unknown): unknown {
  if (!isRecord(body) || !isRecord(body.debug)) return body;
  return { ...body, debug: { ...body.debug, source: "source" } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function squeeze(text: string): string {
  return text.replace(/>\s+</g, "><").trim();
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

export const dolibarr: ConformanceSystem = {
  system: "dolibarr",
  read: (recordings) =>
    read(recordings).map((exchange) => ({
      ...exchange,
      body: typeof exchange.body === "string" ? unmaskBody(exchange.body) : null,
    })),
  start,
  compare,
};
