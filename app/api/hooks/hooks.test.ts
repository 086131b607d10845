import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { POST as hook } from "@/app/api/hooks/[endpointId]/route";
import { createTestApi, type TestApi } from "@/app/api/testing";
import { POST as createEndpointRoute } from "@/app/api/v1/flows/[id]/endpoints/route";
import { INBOUND_CHANNEL } from "@/db/queries/inbound";

let test: TestApi;
beforeAll(async () => {
  test = await createTestApi();
});
afterAll(() => test.close());

describe("inbound webhooks", () => {
  async function newEndpoint() {
    const { headers } = await test.newCaller();
    const flow = await test.newPublishedFlow(headers);
    const reply = await test.call(createEndpointRoute, headers, { params: { id: flow }, body: {} });
    return { ...z.object({ id: z.string(), secret: z.string() }).parse(reply.body), flow };
  }

  async function deliver(id: string, secret: string, options: { body?: string; at?: number; delivery?: string } = {}) {
    const body = options.body ?? '{"id":"7"}';
    const time = String(options.at ?? Math.floor(Date.now() / 1000));
    const v1 = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
    const headers: Record<string, string> = { "x-passerelle-signature": `t=${time},v1=${v1}` };
    if (options.delivery) headers["x-passerelle-delivery"] = options.delivery;
    const request = new Request(`http://passerelle.test/api/hooks/${id}`, { method: "POST", body, headers });
    const response = await hook(request, { params: Promise.resolve({ endpointId: id }) });
    return { status: response.status, body: await response.json() };
  }

  it("are stored once, however often they are delivered, and told to whoever runs flows", async () => {
    const { id, secret, flow } = await newEndpoint();
    const told: string[] = [];
    const { unlisten } = await test.store.sql.listen(INBOUND_CHANNEL, (flowId) => told.push(flowId));
    expect(await deliver(id, secret)).toEqual({ status: 202, body: { accepted: 1, repeated: 0 } });
    expect(await deliver(id, secret)).toEqual({ status: 202, body: { accepted: 0, repeated: 1 } });
    expect(await deliver(id, secret, { delivery: "another" })).toMatchObject({ body: { accepted: 1 } });
    const kept = await test.store.sql`select payload, run_id from inbound_events where endpoint_id = ${id} order by seq`;
    expect(kept).toEqual([1, 2].map(() => ({ payload: { id: "7" }, run_id: null })));
    await expect.poll(() => told).toEqual([flow, flow]);
    await unlisten();
  });

  it("are refused when unsigned, signed by another, or old", async () => {
    const { id, secret } = await newEndpoint();
    expect(await deliver(id, "wrong")).toMatchObject({ status: 401, body: { code: "webhook.bad_signature" } });
    expect(await deliver(id, secret, { at: Math.floor(Date.now() / 1000) - 3600 })).toMatchObject({
      status: 401,
      body: { code: "webhook.replayed" },
    });
    expect(await deliver("end_unknown", secret)).toMatchObject({ status: 404 });
    const [{ kept } = {}] = await test.store.sql`select count(*)::int as kept from inbound_events where endpoint_id = ${id}`;
    expect(kept).toBe(0);
  });
});
