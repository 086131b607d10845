import { createHash } from "node:crypto";
import type { SandboxReply, SandboxRequest } from "@/connectors/sandbox-kit/server";
import { type AccessKey, authenticate, CHALLENGE, sentKey } from "./access";
import { deleteEntities } from "./delete";
import { didYouMean, fail, PhpCrash, phpWarning, type WebserviceError, WebserviceFailure } from "./failure";
import { answerImages } from "./images";
import { type PhpQuery, parameter, parsePhpQuery } from "./php-query";
import { readList, readOne } from "./read";
import { errorsJson } from "./render-json";
import { errorsXml } from "./render-xml";
import { RESOURCE_NAMES, RESOURCES, resourceOf } from "./resources";
import type { Method, ResourceDefinition } from "./resources/definition";
import { rootXml } from "./root";
import { search } from "./search";
import type { Shop } from "./shop";
import { table } from "./shop";
import { writeEntities } from "./write";

const XML = "text/xml;charset=utf-8";
const JSON_TYPE = "application/json";
const DISPATCHER = "/webservice/dispatcher.php";
const HTML = "text/html; charset=utf-8";

/** A request as the Webservice reads it. */
export interface WebserviceCall {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: PhpQuery;
  readonly json: boolean;
  readonly request: SandboxRequest;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string | Buffer;
  /** Carries Content-Sha1. */
  readonly hashed: boolean;
  /** A body worked out by PHP outside the Webservice's own output: sets a cookie. */
  readonly cookie?: boolean;
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request as PrestaShop's `/api` does. Throws only on our own faults. */
export function answer(shop: Shop, keys: readonly AccessKey[], request: SandboxRequest): SandboxReply {
  const call = parseCall(request);
  const isReachable = shop.settings.rewriting || request.path === DISPATCHER;
  if (!call || !isReachable) return plainReply(404, "Not found");
  try {
    return reply(shop, dispatch(shop, keys, call), request);
  } catch (error) {
    if (error instanceof WebserviceFailure) return reply(shop, failureAnswer(shop, call, error), request);
    if (error instanceof PhpCrash) return crashReply(error.body);
    throw error;
  }
}

function parseCall(request: SandboxRequest): WebserviceCall | undefined {
  const query = parsePhpQuery(request.query);
  const dispatcher = request.path === DISPATCHER;
  const path = dispatcher ? `/api/${parameter(query, "url") ?? ""}` : request.path;
  if (path !== "/api" && !path.startsWith("/api/")) return undefined;
  const format = parameter(query, "output_format") ?? parameter(query, "io_format") ?? request.headers["output-format"];
  const override = request.method === "POST" ? parameter(query, "ps_method") : undefined;
  return {
    method: (override ?? request.method).toUpperCase(),
    segments: path.slice("/api/".length).split("/").map(decodeURIComponent),
    query,
    json: (format ?? request.headers["io-format"]) === "JSON",
    request,
  };
}

function dispatch(shop: Shop, keys: readonly AccessKey[], call: WebserviceCall): Answer {
  const sent = sentKey(call.request.headers.authorization, parameter(call.query, "ws_key"));
  if (sent === undefined) return unauthorized();
  if (!shop.settings.webservice) {
    const message = "The PrestaShop webservice is disabled. Please activate it in the PrestaShop Back Office";
    throw fail(503, 22, message);
  }
  const key = authenticate(sent, keys);
  const idShop = parameter(call.query, "id_shop");
  if (idShop !== undefined && idShop !== "all" && !table(shop, "shops").get(Number(idShop))) return redirect(shop, call);
  const [name = ""] = call.segments;
  assertMethod(call.method, name, key);
  if (name === "") return root(shop, key, call);
  if (name === "images") return answerImages(shop, call);
  if (name === "search") return { status: 200, type: typeOf(call), body: search(shop, call), hashed: true };
  return act(shop, resourceOf(name), call);
}

function act(shop: Shop, resource: ResourceDefinition, call: WebserviceCall): Answer {
  const [, id = ""] = call.segments;
  switch (call.method) {
    case "GET":
    case "HEAD": {
      if (id === "")
        return { status: 200, type: typeOf(call), body: readList(shop, resource, call.query, call.json), hashed: true };
      const body = readOne(shop, resource, toId(id), call.query, call.json);
      if (body === undefined) return { status: 404, type: "", body: "", hashed: false, cookie: true };
      return { status: 200, type: typeOf(call), body, hashed: true };
    }
    case "DELETE":
      deleteEntities(shop, resource, id, call.query);
      return { status: 200, type: "", body: "", hashed: false, cookie: true };
    default: {
      const method = call.method as "POST" | "PUT" | "PATCH";
      const body = writeEntities(shop, resource, method, call);
      return { status: method === "POST" ? 201 : 200, type: typeOf(call), body, hashed: true };
    }
  }
}

function toId(segment: string): number {
  const id = Number.parseInt(segment, 10);
  return Number.isFinite(id) ? id : 0;
}

function assertMethod(method: string, name: string, key: AccessKey): void {
  const methods: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
  if (!methods.includes(method)) throw fail(405, 23, `Method ${method} is not valid`);
  if (name === "") return;
  if (!RESOURCE_NAMES.includes(name)) {
    throw fail(400, 27, `Resource of type "${name}" does not exists. ${didYouMean(name, RESOURCE_NAMES)}`);
  }
  const allowed = key.permissions.get(name);
  if (!allowed) throw fail(401, 26, `Resource of type "${name}" is not allowed with this authentication key`);
  const known = method as Method;
  if (RESOURCES.get(name)?.forbidden.includes(known) || (name === "search" && known !== "GET" && known !== "HEAD")) {
    throw fail(405, 101, `Method ${method} is not allowed for the resource ${name}`);
  }
  if (!allowed.includes(known)) {
    throw fail(405, 25, `Method ${method} is not allowed for the resource ${name} with this authentication key`);
  }
}

/** The list of resources crashes in JSON (an 8.x fault). */
function root(shop: Shop, key: AccessKey, call: WebserviceCall): Answer {
  if (call.json && shop.settings.version !== "1.7.8") throw new PhpCrash();
  return { status: 200, type: XML, body: rootXml(shop, key), hashed: true };
}

function typeOf(call: WebserviceCall): string {
  return call.json ? JSON_TYPE : XML;
}

function unauthorized(): Answer {
  return {
    status: 401,
    type: HTML,
    body: "401 Unauthorized",
    hashed: false,
    version: "",
    headers: { "www-authenticate": CHALLENGE },
  };
}

/** An unknown shop sends the caller to the front page. */
function redirect(shop: Shop, call: WebserviceCall): Answer {
  const rest = call.request.query.split("&").filter((part) => !part.startsWith("id_shop=") && part !== "");
  const url = [`url=${encodeURIComponent(call.segments.join("/"))}`, ...rest.map(encodeBrackets)].join("&");
  return { status: 302, type: HTML, body: "", hashed: false, version: "", headers: { location: `${shop.url}/?${url}` } };
}

function encodeBrackets(part: string): string {
  return part.replaceAll("[", "%5B").replaceAll("]", "%5D");
}

function failureAnswer(shop: Shop, call: WebserviceCall, failure: WebserviceFailure): Answer {
  const { status, errors } = withWarnings(shop, call, failure);
  const isRefused = status === 503 || errors.some(({ code }) => code >= 16 && code <= 21);
  return {
    status,
    type: typeOf(call),
    body: call.json ? errorsJson(errors) : errorsXml(errors),
    hashed: failure.hashed,
    ...(isRefused ? { version: "0" } : {}),
    ...(isRefused && status === 401 ? { headers: { "www-authenticate": CHALLENGE } } : {}),
  };
}

/** A list that could not be built makes PHP warn four times, and the warnings make the status a 500. */
function withWarnings(
  shop: Shop,
  call: WebserviceCall,
  failure: WebserviceFailure,
): { status: number; errors: readonly WebserviceError[] } {
  const [first] = failure.errors;
  const isList = (call.method === "GET" || call.method === "HEAD") && first !== undefined && first.code >= 28 && first.code <= 39;
  if (!shop.settings.phpWarnings || !isList) return failure;
  const warnings = [1333, 1334, 1335, 1336].map((line) =>
    phpWarning("Trying to access array offset on value of type bool", "webservice/WebserviceRequest.php", line),
  );
  return { status: 500, errors: [...failure.errors, ...warnings] };
}

function reply(
  shop: Shop,
  { status, type, body, hashed, cookie, version, headers }: Answer,
  request: SandboxRequest,
): SandboxReply {
  const sent: Record<string, string> = { "x-powered-by": "PrestaShop Webservice", ...headers };
  if (type) sent["content-type"] = type;
  const shown = version ?? shop.settings.version.replace("9.0", "9.0.0").replace("1.7.8", "1.7.8.11");
  if (shown !== "") {
    sent["psws-version"] = shown;
    sent["access-time"] = String(Math.floor(shop.clock().getTime() / 1000));
    sent["execution-time"] = "0.001";
  }
  if (cookie) sent["set-cookie"] = "PrestaShop-sandbox=1; path=/; HttpOnly";
  if (!hashed) return { status, headers: sent, body };
  const hash = createHash("sha1").update(body).digest("hex");
  sent["content-sha1"] = hash;
  if (request.headers["local-content-sha1"] === hash) return { status: 304, headers: sent, body: "" };
  return { status, headers: sent, body };
}

function crashReply(body: string): SandboxReply {
  const headers = { "content-type": HTML, "x-powered-by": "PHP/8.2", "set-cookie": "PrestaShop-sandbox=1; path=/; HttpOnly" };
  return { status: 500, headers, body };
}

function plainReply(status: number, body: string): SandboxReply {
  return { status, headers: { "content-type": HTML }, body };
}
