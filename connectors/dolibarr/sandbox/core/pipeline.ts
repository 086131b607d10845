import type { SandboxReply, SandboxRequest } from "@/connectors/sandbox-kit/server";
import type { Json, JsonObject } from "@/lib/core/json";
import { authenticate } from "./authenticate";
import { refusePath, refuseQuery } from "./firewall";
import { sanitize, text } from "./params";
import { type Call, NothingToDo, RestError, type Route, TextAnswer, technicalError } from "./rest";
import type { Router } from "./router";
import { isLegacy, type User, type World } from "./world";

const BASE = "/api/index.php";
const COMMON_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "Content-Type, Authorization, api_key, DOLAPIKEY",
  "x-frame-options": "SAMEORIGIN",
};
const JSON_HEADERS = {
  ...COMMON_HEADERS,
  "content-type": "application/json; charset=utf-8",
  "content-language": "en",
  "cache-control": "no-cache, must-revalidate",
  vary: "Accept",
  expires: "0",
  "x-powered-by": "Luracast Restler v3.1.0",
};

interface Answered {
  readonly reply: SandboxReply;
  /** `caller` of the body, handed on to webhooks so that a connector knows its own echo. */
  readonly caller: string;
}

/** One request, from its bytes to the answer's: firewall, route, formats, key, rights, handler. */
export function answer(world: World, router: Router, request: SandboxRequest): Answered {
  try {
    const { value, caller } = call(world, router, request);
    return { reply: wantsXml(request) ? xmlReply(value) : jsonReply(200, value), caller };
  } catch (thrown) {
    world.takeTriggers();
    return { reply: refusal(world, request, thrown), caller: "" };
  }
}

function refusal(world: World, request: SandboxRequest, thrown: unknown): SandboxReply {
  if (thrown instanceof NothingToDo) return { status: 304, headers: COMMON_HEADERS, body: "" };
  if (thrown instanceof TextAnswer) return textReply(thrown.status, thrown.text);
  if (thrown instanceof RestError) return errorReply(world, thrown, /\/login\/?$/.test(request.path));
  throw thrown;
}

function call(world: World, router: Router, request: SandboxRequest): { value: Json; caller: string } {
  world.entity = Math.max(1, Number.parseInt(request.headers.dolapientity ?? "1", 10) || 1);
  refuseModes(world, request);
  refusePath(request);
  refuseQuery(request);
  const query = Object.fromEntries(new URLSearchParams(request.query));
  const segments = pathSegments(request.path);
  refuseEndpoint(world, segments[0] ?? "");
  if (!router.knows(segments[0] ?? "")) throw new TextAnswer(501, "API not found (failed to include API file)");
  const body = readBody(request);
  const { route, path } = router.match(request.method, segments);
  negotiate(request);
  const user = route.path === "login" ? GUEST : authenticate(world, request.headers, query);
  refuseRights(world, route, user);
  const details: Call = { world, user, method: request.method, path, query, ...body };
  if (body.invalid) throw new RestError(400, "Invalid value specified for `request_data`", [], "validate");
  refuseFourBytes(world, segments[0] ?? "", body.body);
  return { value: route.handle(details), caller: text(body.body.caller).replace(/[^a-zA-Z0-9_]/g, "") };
}

/** Module behind the first word of a right; with the module off nobody has the right. */
const MODULES: Readonly<Record<string, string>> = { produit: "product" };

function refuseRights(world: World, route: Route, user: User): void {
  const { right, denial } = route;
  const status = isLegacy(world) ? 401 : 403;
  if (route.admin && !user.admin) throw new RestError(status, denial);
  if (!right) return;
  const module = right.split(".")[0] ?? "";
  const off = module !== "multicurrency" && !world.hasModule(MODULES[module] ?? module);
  if (off || (user.rights !== "all" && !user.rights.includes(right))) throw new RestError(status, denial);
}

const GUEST = { id: 0, login: "", admin: false, rights: [] } as const;

/** Whole-server states of a real installation, switched by constants of the setup. */
function refuseModes(world: World, request: SandboxRequest): void {
  if (world.constant("SANDBOX_DATABASE_DOWN") !== "") throw technicalError();
  const only = world.constant("MAIN_ONLY_LOGIN_ALLOWED");
  if (only !== "") {
    throw new TextAnswer(
      200,
      `Sorry, your application is offline. Only administrator users (${only}) is allowed to connect for the moment.\n` +
        'Please try later or <a href="/">click here to change login user</a>...\n',
    );
  }
  if (!world.hasModule("api")) {
    throw new TextAnswer(
      200,
      "Module <b>Api</b> must be enabled.<br><br>To activate modules, go on setup Area (Home->Setup->Modules).",
    );
  }
  const allowed = world.constant("API_RESTRICT_ON_IP");
  if (allowed !== "" && !allowed.split(" ").includes("127.0.0.1") && request.path.startsWith(BASE)) {
    throw new TextAnswer(503, "APIs are not allowed from the IP 127.0.0.1");
  }
}

/** A database of `utf8`, Dolibarr's usual one, has no room for smileys; `SANDBOX_UTF8MB3` makes this one such. */
function refuseFourBytes(world: World, module: string, body: JsonObject): void {
  if (world.constant("SANDBOX_UTF8MB3") === "" || !/[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(body))) return;
  const reason = `Incorrect string value: '\\xF0\\x9F\\x98\\x8A' for column \`dolibarr\`.\`llx_${module}\`.\`note\` at row 1`;
  throw new RestError(500, `Error creating ${module}`, [reason]);
}

function refuseEndpoint(world: World, module: string): void {
  const rules = world.constant("API_ENDPOINT_RULES");
  if (rules !== "" && !rules.split(",").includes(module)) {
    throw new TextAnswer(501, `The API with endpoint /${module} is forbidden by config API_ENDPOINT_RULES`);
  }
}

function pathSegments(path: string): string[] {
  const whole = decodeURIComponent(path);
  return (whole.startsWith(BASE) ? whole.slice(BASE.length) : whole).split("/").filter((part) => part !== "");
}

interface Body {
  readonly body: JsonObject;
  readonly hasBody: boolean;
  readonly invalid: boolean;
}

function readBody(request: SandboxRequest): Body {
  const raw = request.body.toString("utf8");
  const type = (request.headers["content-type"] ?? "application/json").split(";")[0]?.trim() ?? "";
  if (request.method === "GET" || request.method === "DELETE" || raw === "") return { body: {}, hasBody: false, invalid: false };
  if (type === "application/x-www-form-urlencoded") {
    return { body: sanitize(Object.fromEntries(new URLSearchParams(raw))), hasBody: true, invalid: false };
  }
  if (type !== "application/json") throw new RestError(403, `Content type \`${type}\` is not supported.`, [], "setup");
  const value = parseJson(raw);
  if (value === null) throw new RestError(400, "Error parsing JSON", [], "setup");
  if (Array.isArray(value)) return { body: {}, hasBody: true, invalid: false };
  if (typeof value !== "object") return { body: {}, hasBody: true, invalid: true };
  return { body: sanitize(value), hasBody: true, invalid: false };
}

function parseJson(raw: string): Json {
  try {
    return JSON.parse(raw) as Json;
  } catch {
    throw new RestError(400, "Error encoding/decoding JSON: Syntax error", [], "setup");
  }
}

function negotiate(request: SandboxRequest): void {
  const accept = request.headers.accept;
  if (!accept || /json|xml|\*\/\*|\*/.test(accept)) return;
  throw new RestError(406, "Content negotiation failed. Try `application/json` instead.", [], "negotiate");
}

function wantsXml(request: SandboxRequest): boolean {
  const accept = request.headers.accept ?? "";
  return accept.includes("xml") && !accept.includes("json");
}

function jsonReply(status: number, value: Json): SandboxReply {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(value) };
}

function xmlReply(value: Json): SandboxReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<response>${xmlOf(value)}</response>\n`;
  return { status: 200, headers: { ...JSON_HEADERS, "content-type": "application/xml; charset=utf-8" }, body };
}

function xmlOf(value: Json): string {
  if (Array.isArray(value)) return value.map((item) => `<item>${xmlOf(item)}</item>`).join("");
  if (value !== null && typeof value === "object") {
    return Object.entries(value)
      .map(([key, item]) => `<${key}>${xmlOf(item)}</${key}>`)
      .join("");
  }
  return String(value ?? "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
}

function textReply(status: number, text: string): SandboxReply {
  return {
    status,
    headers: { ...COMMON_HEADERS, "content-type": "text/html; charset=UTF-8", "x-powered-by": "PHP/8.2.36" },
    body: text,
  };
}

const STAGES = ["get", "route", "negotiate", "authenticate", "validate", "call"] as const;

/** An error outside any handler (an injected fault), in the same form. */
export function errorReply(world: World, error: RestError, withoutKey = false): SandboxReply {
  const details = Object.fromEntries(error.details.map((detail, at) => [String(at), detail]));
  const reached = error.stage === "setup" ? 0 : STAGES.indexOf(error.stage);
  const failure = error.stage === "setup" ? ["get", "route", "negotiate", "message"] : failedStages(error.stage);
  const debug = {
    source: `api.class.php:1 at ${error.stage} stage`,
    stages: { success: STAGES.slice(0, reached).filter((stage) => !withoutKey || stage !== "authenticate"), failure },
  };
  const production = world.constant("API_PRODUCTION_MODE") !== "";
  const body: JsonObject = { error: { code: error.status, message: error.message, ...details } };
  if (!production) body.debug = { source: debug.source, stages: { success: [...debug.stages.success], failure } };
  const reply = jsonReply(error.status, body);
  if (error.status === 401) return { ...reply, headers: { ...reply.headers, "www-authenticate": "" } };
  if (error.status === 405 && error.stage === "route") return { ...reply, headers: { ...reply.headers, allow: "GET, POST" } };
  return reply;
}

function failedStages(stage: (typeof STAGES)[number]): string[] {
  return stage === "route" ? ["route", "negotiate", "message"] : [stage, "message"];
}
