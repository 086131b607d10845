import { setTimeout as wait } from "node:timers/promises";
import type { ConnectorContext, HttpRequest, HttpResponse } from "@/connectors/contract";
import { explain, isPassing, isUnstorable, parseFailure, rejected } from "@/connectors/dolibarr/failures";
import type { DolibarrConfig } from "@/connectors/dolibarr/spec";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

export type Context = ConnectorContext<DolibarrConfig>;
export type Query = HttpRequest["query"];

export const API = "/api/index.php";
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 40;
/** Marks our writes in Dolibarr's triggers, so that its webhooks can be told from echoes. */
export const CALLER = "passerelle";

function headersOf(ctx: Context): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json", DOLAPIKEY: ctx.secrets.apiKey ?? "" };
  if (ctx.config.entity !== "") headers.DOLAPIENTITY = ctx.config.entity;
  return headers;
}

async function send(ctx: Context, request: Omit<HttpRequest, "headers" | "accept">): Promise<HttpResponse> {
  const contentType: Record<string, string> = request.body === undefined ? {} : { "content-type": "application/json" };
  try {
    return await ctx.http.request({
      ...request,
      path: `${API}${request.path}`,
      headers: { ...headersOf(ctx), ...contentType },
      accept: ["json"],
    });
  } catch (thrown) {
    throw explain(thrown);
  }
}

export async function get(ctx: Context, path: string, query?: Query): Promise<Json> {
  return (await send(ctx, { method: "GET", path, query })).json();
}

/** null where the object does not exist. */
export async function getIfThere(ctx: Context, path: string, query?: Query): Promise<JsonObject | null> {
  const response = await send(ctx, { method: "GET", path, query, expect: [404] });
  if (response.status !== 404) return asObject(response.json());
  if (parseFailure(response.text())) return null;
  throw explain(notApi(path, response));
}

/** Rows of a list. An empty list is 404 for third parties, a map for extrafields, `[]` elsewhere. */
export async function list(ctx: Context, path: string, query?: Query): Promise<JsonObject[]> {
  const response = await send(ctx, { method: "GET", path, query, expect: [404] });
  if (response.status === 404) {
    if (parseFailure(response.text())) return [];
    throw explain(notApi(path, response));
  }
  const body = response.json();
  return Array.isArray(body) ? body.filter(isJsonObject) : [];
}

function notApi(path: string, response: HttpResponse): AppError {
  return new AppError({
    code: "connector.not_found",
    category: "config",
    message: `GET ${path} answered 404 without an error of Dolibarr's API`,
    details: { status: response.status, reply: response.text().slice(0, 500) },
    advice: {
      en: "There is no Dolibarr at this address. Check the address of the connection.",
      fr: "Il n’y a pas de Dolibarr à cette adresse. Vérifiez l’adresse de la connexion.",
    },
  });
}

export interface Change {
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: JsonObject;
  /** A call with declared parameters instead of a record: our mark is none of them. */
  readonly plain?: true;
  /** Sent twice it does the same as once: validate, close, PUT, link. Creations are not. */
  readonly repeatable: boolean;
}

/** `unchanged`: Dolibarr answered 304, there was nothing to do (or nothing it was willing to do: read back). */
export type Changed = { readonly unchanged: true } | { readonly unchanged: false; readonly body: Json };

/**
 * Sends a change. A 500 or 503 with an explanation was rolled back: transient ones (deadlock, number taken at the same
 * moment) are sent again, others are `connector.rejected`. One without explanation leaves a creation uncertain.
 */
export async function change(ctx: Context, { method, path, body, plain, repeatable }: Change): Promise<Changed> {
  let sent = method === "DELETE" ? undefined : bodyText(body ?? {}, plain);
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(ctx, { method, path, body: sent, idempotent: repeatable, expect: [304, 500, 503] });
    if (response.status === 304) return { unchanged: true };
    if (response.status < 400) return { unchanged: false, body: response.json() };
    const failure = parseFailure(response.text());
    const storable = failure && isUnstorable(failure) ? sent?.replace(FOUR_BYTES, "") : sent;
    if (storable !== sent) {
      sent = storable;
      continue;
    }
    const again = failure ? isPassing(failure) : repeatable;
    if (!again || attempt === ATTEMPTS) throw changeError({ method, path, body, repeatable }, response);
    ctx.log.warn("dolibarr.again", { method, path, attempt, status: response.status });
    await pause(ctx, attempt);
  }
}

/** Signs beyond the sixteen bits that a column of `utf8` can hold. */
const FOUR_BYTES = /[\u{10000}-\u{10ffff}]/gu;

/** A call without parameters has no body. */
function bodyText(body: JsonObject, plain: true | undefined): string | undefined {
  if (!plain) return JSON.stringify({ ...body, caller: CALLER });
  return Object.keys(body).length === 0 ? undefined : JSON.stringify(body);
}

function changeError({ method, path, repeatable }: Change, response: HttpResponse): AppError {
  const failure = parseFailure(response.text());
  const details = { method, path, status: response.status };
  if (failure && !isPassing(failure)) return rejected(failure, details);
  const uncertain = failure === null && !repeatable;
  return explain(
    new AppError({
      code: uncertain ? "connector.uncertain" : "connector.unavailable",
      category: "transient",
      message: `${method} ${path} answered ${response.status}`,
      details: { ...details, reply: response.text().slice(0, 1_000) },
    }),
  );
}

async function pause(ctx: Context, attempt: number): Promise<void> {
  const ceiling = FIRST_PAUSE_MS * 2 ** attempt;
  try {
    await wait(ceiling / 2 + Math.random() * (ceiling / 2), undefined, { signal: ctx.signal });
  } catch (cause) {
    throw new AppError({ code: "run.cancelled", category: "cancelled", message: "The request was cancelled", cause });
  }
}

/** The bare number a creation answers; anything else may hide a creation. */
export function createdId(changed: Changed, path: string): string {
  const body = changed.unchanged ? null : changed.body;
  const id = typeof body === "number" || typeof body === "string" ? Number(body) : Number.NaN;
  if (Number.isInteger(id) && id > 0) return String(id);
  throw new AppError({
    code: "connector.uncertain",
    category: "transient",
    message: `POST ${path} did not answer the number of what it created`,
    details: { reply: JSON.stringify(body).slice(0, 500) },
  });
}

export function asObject(body: Json): JsonObject {
  if (isJsonObject(body)) return body;
  throw new AppError({
    code: "connector.bad_response",
    category: "transient",
    message: "Dolibarr answered something other than an object",
    details: { reply: JSON.stringify(body).slice(0, 500) },
  });
}
