import { setTimeout as wait } from "node:timers/promises";
import type { HttpRequest, HttpResponse } from "@/connectors/contract";
import { parseLenientJson, type RawRecord, recordsOf } from "@/connectors/prestashop/body";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { firstError, shopError } from "@/connectors/prestashop/errors";
import type { Resource } from "@/connectors/prestashop/resources";
import { shopOf } from "@/connectors/prestashop/shop";
import { AppError } from "@/lib/core/errors";

/** Statuses whose body holds the shop's own error; the rest (429, 502–504) is retried and typed by the client. */
export const SHOP_STATUSES = [301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 500];
const DISPATCHER = "webservice/dispatcher.php";
const READ_TIMEOUT_MS = 90_000;
const SERVICE_OFF = 22;
const READ_ATTEMPTS = 3;
const READ_AGAIN_MS = 250;

interface ListQuery {
  readonly filters?: Readonly<Record<string, string>>;
  /** Default `full`: without it a single object in JSON loses every falsy field (quirk 2). */
  readonly display?: string;
  /** Default `[id_ASC]`: the shop's own order is not by id and changes after writes (quirk 14). */
  readonly sort?: string;
  readonly limit?: number;
  /** Rows passed over; with `limit` only. */
  readonly offset?: number;
  /** Needed to filter or sort on dates (quirk 15); breaks lists without such columns. */
  readonly date?: boolean;
}

/** One GET of a list in JSON. Records as the shop wrote them. */
export async function list(
  ctx: PrestashopContext,
  resource: Pick<Resource, "name">,
  query: ListQuery = {},
): Promise<RawRecord[]> {
  const filters = Object.entries(query.filters ?? {}).map(([field, value]) => [`filter[${field}]`, value]);
  const response = await exchange(ctx, resource.name, {
    method: "GET",
    path: resource.name,
    query: {
      output_format: "JSON",
      display: query.display ?? "full",
      sort: query.sort ?? "[id_ASC]",
      limit: query.offset === undefined ? query.limit : `${query.offset},${query.limit}`,
      date: query.date ? 1 : undefined,
      ...Object.fromEntries(filters),
    },
    // `binary` because notices before the body change its content type to application/javascript.
    accept: ["json", "binary"],
    timeoutMs: READ_TIMEOUT_MS,
  });
  return recordsOf(parseLenientJson(response.text()));
}

/**
 * One request below `/api`, authenticated, in the connection's shop; throws the shop's refusals as typed errors.
 * A 500 without an error of the webservice is PHP dying (memory, time, database): a read is asked again here, since
 * the HTTP client cannot tell it from a refused record, which is a 500 too (quirk 11).
 */
export async function exchange(ctx: PrestashopContext, resource: string, request: HttpRequest): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await exchangeAny(ctx, request);
    if (response.status >= 200 && response.status < 300) return response;
    const error = shopError({ method: request.method, resource, response });
    if (request.method !== "GET" || !error.retryable || attempt === READ_ATTEMPTS) throw error;
    ctx.log.warn("prestashop.read_again", { resource, status: response.status, attempt });
    // An abort ends the wait early, and the next request says so.
    await wait(READ_AGAIN_MS * attempt, undefined, { signal: ctx.signal }).catch(() => undefined);
  }
}

/** As `exchange`, with refusals returned. */
export async function exchangeAny(ctx: PrestashopContext, request: HttpRequest): Promise<HttpResponse> {
  const shop = shopOf(ctx);
  const response = await send(ctx, request, shop.route);
  const isUnrewritten = response.status === 404 && shop.route === undefined && !isFromShop(response);
  const answer = isUnrewritten && request.method === "GET" ? await byDispatcher(ctx, request, response) : response;
  shop.observe(answer.headers);
  return answer;
}

/** The host rewrites no addresses (quirk: `/api` is only a rewrite rule): the same question to the script behind it. */
async function byDispatcher(ctx: PrestashopContext, request: HttpRequest, refused: HttpResponse): Promise<HttpResponse> {
  const response = await send(ctx, request, "dispatcher").catch(() => refused);
  if (!isFromShop(response)) return refused;
  ctx.log.info("prestashop.without_rewriting", { path: DISPATCHER });
  shopOf(ctx).route = "dispatcher";
  return response;
}

/** Only the webservice itself says its version, be it 0 to those it does not know. */
function isFromShop(response: HttpResponse): boolean {
  return response.headers["psws-version"] !== undefined;
}

async function send(ctx: PrestashopContext, request: HttpRequest, route: "dispatcher" | undefined): Promise<HttpResponse> {
  const { shopId } = shopOf(ctx).config;
  const sent: HttpRequest = {
    ...request,
    path: route === "dispatcher" ? DISPATCHER : `api/${request.path}`,
    query: {
      ...(route === "dispatcher" ? { url: request.path } : {}),
      ...request.query,
      id_shop: shopId || undefined,
    },
    headers: { ...request.headers, authorization: authorization(ctx) },
    expect: request.expect ?? SHOP_STATUSES,
  };
  return ctx.http.request(sent).catch((thrown: unknown) => {
    throw serviceOff(request, thrown) ?? thrown;
  });
}

/** A 503 may be the host's, and is retried by the client, or the webservice's switch (22), which no retry turns on. */
function serviceOff(request: HttpRequest, thrown: unknown): AppError | undefined {
  if (!(thrown instanceof AppError) || thrown.details.status !== 503) return undefined;
  const reply = String(thrown.details.reply ?? "");
  if (firstError(reply)?.code !== SERVICE_OFF) return undefined;
  return shopError({ method: request.method, resource: request.path, response: { status: 503, headers: {}, text: () => reply } });
}

function authorization(ctx: PrestashopContext): string {
  return `Basic ${Buffer.from(`${ctx.secrets.webserviceKey ?? ""}:`).toString("base64")}`;
}
