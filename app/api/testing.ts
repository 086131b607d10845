import { z } from "zod";
import { POST as publishRoute } from "@/app/api/v1/flows/[id]/publish/route";
import { POST as createFlowRoute } from "@/app/api/v1/flows/route";
import type { Role } from "@/db/schema/workspaces";
import type { Access } from "@/lib/server/access";
import type { Route } from "@/lib/server/define-route";
import { createTestApp, type TestApp } from "@/lib/server/testing";
import { createToken } from "@/lib/server/tokens";

export type Reply = { status: number; type: string | null; body: Record<string, unknown> };
type Options = { body?: unknown; params?: Record<string, string>; query?: string; headers?: Record<string, string> };
type Headers = Record<string, string>;

/** The API on a store of its own: route handlers are called as Next calls them. No run ever starts. */
export interface TestApi extends TestApp {
  call(route: Route, headers: Headers, options?: Options): Promise<Reply>;
  /** An owner of a new workspace, with a token of this role. */
  newCaller(role?: Role): Promise<{ access: Access; headers: Headers }>;
  newFlow(headers: Headers): Promise<string>;
  newPublishedFlow(headers: Headers): Promise<string>;
}

export async function createTestApi(): Promise<TestApi> {
  const test = await createTestApp();
  const engine = { served: null, relay: () => undefined, stop: async () => undefined };
  globalThis.passerelleRunning = Promise.resolve({ app: test.app, engine, stop: async () => undefined });
  const newFlow = async (headers: Headers) =>
    z.object({ id: z.string() }).parse((await call(createFlowRoute, headers, { body: webhookFlow() })).body).id;
  return {
    ...test,
    call,
    newCaller: async (role = "owner") => {
      const access = await test.newAccess("owner");
      const { token } = await createToken(test.app, access, { name: "test", role });
      return { access, headers: { authorization: `Bearer ${token}` } };
    },
    newFlow,
    newPublishedFlow: async (headers) => {
      const id = await newFlow(headers);
      await call(publishRoute, headers, { params: { id } });
      return id;
    },
    close: async () => {
      globalThis.passerelleRunning = undefined;
      await test.close();
    },
  };
}

async function call(route: Route, headers: Headers, options: Options = {}): Promise<Reply> {
  const { method } = route.contract;
  const body = options.body === undefined ? null : JSON.stringify(options.body);
  const init = { method, headers: { ...headers, ...options.headers }, body };
  const request = new Request(`http://passerelle.test/api/v1/x${options.query ?? ""}`, init);
  const response = await route(request, { params: Promise.resolve(options.params) });
  const answer: unknown = JSON.parse((await response.text()) || "{}");
  const type = response.headers.get("content-type");
  return { status: response.status, type, body: z.record(z.string(), z.unknown()).parse(answer) };
}

/** The smallest flow that can run: what a call brings is ignored. */
export const webhookFlow = (name = "Calls") => ({
  schemaVersion: 1,
  name,
  nodes: [
    { id: "t", kind: "trigger-webhook", version: 1, config: { stream: "orders", records: "$", key: "id" } },
    { id: "s", kind: "stop", version: 1, config: { mode: "ignore", message: "'seen'" } },
  ],
  edges: [{ id: "e", source: "t", sourceHandle: "out", target: "s", targetHandle: "in" }],
  settings: { pageSize: 100 },
  layout: { positions: {} },
});
