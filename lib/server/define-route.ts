import { z } from "zod";
import { AppError, toAppError } from "@/lib/core/errors";
import { type Access, type Permission, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { getApp } from "@/lib/server/compose";
import { errorFields } from "@/lib/server/log";
import { invalidRequest, problemResponse, statusOf } from "@/lib/server/problem";
import { accessOfRequest } from "@/lib/server/session";

type Shape = z.ZodType;
const NothingSchema = z.object({});

/** One call of the API: what the route checks and what the OpenAPI document says, declared once. */
export interface Contract<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Reply extends Shape = Shape,
> {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/v1`, OpenAPI style: `/runs/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What is not in this schema does not leave the server. */
  readonly reply: Reply;
  /** Default 200; 204 sends no body. */
  readonly status?: number;
  /** The handler answers a stream of server-sent events, or of lines, each `reply` as JSON. */
  readonly stream?: "text/event-stream" | "application/jsonl";
}

export function defineContract<
  Reply extends Shape,
  Params extends Shape = typeof NothingSchema,
  Query extends Shape = typeof NothingSchema,
  Body extends Shape = typeof NothingSchema,
>(contract: Contract<Params, Query, Body, Reply>): Contract<Params, Query, Body, Reply> {
  return contract;
}

export interface RouteCall<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly access: Access;
  readonly app: App;
  readonly request: Request;
}

export interface Route {
  /** Next resolves `params` to undefined for an address without parameters. */
  (request: Request, context: { params: Promise<Record<string, string> | undefined> }): Promise<Response>;
  readonly contract: Contract;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** A route handler: access, permission and input are checked before `run`; failures become problem+json and are logged once. */
export function defineRoute<P extends Shape, Q extends Shape, B extends Shape, R extends Shape>(
  contract: Contract<P, Q, B, R>,
  run: (call: RouteCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R> | Response>,
): Route {
  const handle = async (
    request: Request,
    context: { params: Promise<Record<string, string> | undefined> },
  ): Promise<Response> => {
    const app = await getApp();
    try {
      const access = await accessOfRequest(app, request);
      requirePermission(access, contract.permission);
      const params = parsePart(contract.params, (await context.params) ?? {}, "path");
      const query = parsePart(contract.query, Object.fromEntries(new URL(request.url).searchParams), "query");
      const body = parsePart(contract.body, contract.body ? await readJson(request) : {}, "body");
      const result = await run({ params, query, body, access, app, request });
      return result instanceof Response ? result : reply(contract, result);
    } catch (thrown) {
      logFailure(app, contract, thrown);
      return problemResponse(thrown);
    }
  };
  return Object.assign(handle, { contract });
}

function parsePart<S extends Shape>(schema: S | undefined, value: unknown, where: string): z.output<S> {
  const parsed = (schema ?? NothingSchema).safeParse(value);
  if (!parsed.success) throw invalidRequest(parsed.error, where);
  return parsed.data as z.output<S>;
}

function reply(contract: Contract, value: unknown): Response {
  const status = contract.status ?? 200;
  const headers = { "cache-control": "no-store" };
  if (status === 204) return new Response(null, { status, headers });
  return Response.json(contract.reply.parse(value), { status, headers });
}

/** The raw body, refused once it is longer than `limit` bytes. */
export async function readBytes(request: Request, limit = MAX_BODY_BYTES): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new AppError({
        code: "request.too_large",
        category: "data",
        message: `The body is longer than ${limit} bytes`,
        details: { limit },
      });
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** An empty body counts as `{}`: calls whose parts are all optional need none. */
async function readJson(request: Request): Promise<unknown> {
  const text = Buffer.from(await readBytes(request)).toString("utf8");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError({ code: "request.invalid", category: "config", message: "The body is not JSON", cause });
  }
}

function logFailure(app: App, contract: Contract, thrown: unknown): void {
  const error = toAppError(thrown);
  const fields = { route: contract.id, code: error.code };
  if (statusOf(error) >= 500) app.log.error("api.failed", { ...fields, ...errorFields(error) });
  else app.log.info("api.refused", { ...fields, message: error.message });
}
