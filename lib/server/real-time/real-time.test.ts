import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listRunListings } from "@/db/queries/listings";
import type { JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { patchIntegration, readIntegration } from "@/lib/server/integrations/integrations";
import { enableEvents, receiveEvents, verifiedConnection } from "@/lib/server/real-time/events";
import { invoicePdf } from "@/lib/server/real-time/invoice-pdf";
import { ACTIVE_MS, nextPause, Poller, QUIET_MS } from "@/lib/server/real-time/poller";

let world: FlowWorld;
let shop = "";
beforeAll(async () => {
  world = await openFlowWorld();
  shop = (await readIntegration(world.app, world.access, world.installed.id)).row.connections.shop ?? "";
});
afterAll(() => world.close());

const realTime = (flows: string[]) =>
  patchIntegration(world.app, world.access, world.installed.id, { options: { realTime: flows } });

async function runsOf(flow: string) {
  const filter = { flowId: world.flowId(flow) };
  return listRunListings({ db: world.app.db, workspaceId: world.access.workspaceId, filter, limit: 50 });
}

async function erp(path: string): Promise<{ data: JsonObject[] }> {
  const { config, secrets } = world.sandboxes.dolibarr;
  const reply = await fetch(`${String(config.url)}/api/index.php${path}`, { headers: { DOLAPIKEY: secrets.apiKey ?? "" } });
  return { data: (await reply.json()) as JsonObject[] };
}

/** An hour ahead: what is asked of it waits until `letGo`, however slow the machine is. */
const ahead = (): App => ({ ...world.app, clock: () => new Date(world.app.clock().getTime() + 3_600_000) });

async function letGo(runId: string): Promise<void> {
  await world.app.sql`update outbox set not_before = now() where payload->>'runId' = ${runId}`;
  world.engine.relay();
}

function delivery(
  secret: string,
  type: string,
  keys: readonly string[],
  { query = {}, clock = world.app.clock }: { query?: Record<string, string>; clock?: App["clock"] } = {},
) {
  const at = Math.floor(clock().getTime() / 1000);
  const events = keys.map((key) => ({
    id: `orders:${key}:${at}`,
    stream: "orders",
    key,
    type,
    at: new Date(at * 1000).toISOString(),
  }));
  const body = query.invoice === undefined ? JSON.stringify({ events }) : "";
  const signedText = query.invoice === undefined ? body : `invoice:${query.invoice}`;
  const signature = createHmac("sha256", secret).update(`${at}.${signedText}`).digest("hex");
  return { method: "POST", headers: { "x-passerelle-signature": `t=${at},v1=${signature}` }, query, body: Buffer.from(body) };
}

describe("events of a shop", () => {
  it("CO-28 an order somebody asks for is brought over at once, whatever follows by itself", async () => {
    const { secret, isTold } = await enableEvents(world.app, world.access, shop);
    expect(isTold).toBe(false);
    expect(await receiveEvents(world.app, shop, delivery(secret, "order.sync", ["1"]))).toEqual({ accepted: 1 });
    const [run] = await runsOf("orders");
    expect(await world.watch(run?.id ?? "")).toMatchObject({ trigger: "webhook", status: "succeeded", keys: ["1"], total: 1 });
  });

  it("CO-01 start flows that follow changes, and no other; what comes together is one run", async () => {
    const { secret } = await enableEvents(world.app, world.access, shop);
    await receiveEvents(world.app, shop, delivery(secret, "order.status", ["2"]));
    await realTime(["orders"]);
    const before = (await runsOf("orders")).length;
    const app = ahead();
    await receiveEvents(app, shop, delivery(secret, "order.status", ["2"], app));
    await receiveEvents(app, shop, delivery(secret, "order.created", ["3"], app));
    const [run, ...others] = await runsOf("orders");
    expect(others).toHaveLength(before);
    await letGo(run?.id ?? "");
    expect(await world.watch(run?.id ?? "")).toMatchObject({ status: "succeeded", keys: ["2", "3"] });
  });

  it("CO-01 GEN-01 survive the process that heard them: their run is in the store before the shop is answered", async () => {
    const { secret } = await enableEvents(world.app, world.access, shop);
    await realTime(["orders"]);
    const deaf = { ...ahead(), wakeRelay: () => undefined };
    await receiveEvents(deaf, shop, delivery(secret, "order.created", ["4"], deaf));
    await receiveEvents(deaf, shop, delivery(secret, "order.status", ["5", "4"], deaf));
    // From here on nothing of the process that heard them is needed: another one on the same store does the rest.
    const [run] = await runsOf("orders");
    const [event] = await world.app.sql<{ wait: boolean }[]>`
      select not_before > now() as wait from outbox where payload->>'runId' = ${run?.id ?? ""}`;
    expect(event?.wait).toBe(true);
    await letGo(run?.id ?? "");
    expect(await world.watch(run?.id ?? "")).toMatchObject({ status: "succeeded", trigger: "webhook", keys: ["4", "5"] });
  });

  it("signed with a former secret, or of a connection without one, are refused", async () => {
    const { secret } = await enableEvents(world.app, world.access, shop);
    await enableEvents(world.app, world.access, shop);
    await expect(receiveEvents(world.app, shop, delivery(secret, "order.sync", ["1"]))).rejects.toMatchObject({
      code: "webhook.bad_signature",
    });
    await expect(receiveEvents(world.app, "con_none", delivery(secret, "order.sync", ["1"]))).rejects.toMatchObject({
      code: "request.not_found",
    });
  });
});

describe("the poller", () => {
  it("CO-01 asks with one request, starts a flow when something changed, and leaves it alone when nothing did", async () => {
    await realTime(["orders"]);
    const { config } = world.sandboxes.prestashop;
    const requests = async () => {
      const reply = await fetch(`${String(config.url)}/__sandbox/stats`);
      return ((await reply.json()) as { total: number }).total;
    };
    let now = world.app.clock().getTime();
    const poller = new Poller({ ...world.app, clock: () => new Date(now) });
    expect(await poller.round()).toBe(1);
    const [run] = await runsOf("orders");
    expect(await world.watch(run?.id ?? "")).toMatchObject({ status: "succeeded", trigger: "schedule" });
    now += ACTIVE_MS + 1;
    const before = await requests();
    expect(await poller.round()).toBe(0);
    expect((await requests()) - before).toBe(1);
    // Not due again yet: nothing is asked.
    expect(await poller.round()).toBe(0);
    expect((await requests()) - before).toBe(1);
    poller.close();
  });

  it("asks every fifteen seconds while things happen, and after quiet hours every five minutes", () => {
    let pause = nextPause(QUIET_MS, true);
    expect(pause).toBe(ACTIVE_MS);
    for (let quiet = 0; quiet < 20; quiet += 1) pause = nextPause(pause, false);
    expect(pause).toBe(QUIET_MS);
  });
});

describe("the invoice in the customer's account", () => {
  it("CO-39 is answered as the module of the shop asks for it, once the order was booked", async () => {
    const { secret } = await enableEvents(world.app, world.access, shop);
    const connection = await verifiedConnection(world.app, shop, delivery(secret, "", [], { query: { invoice: "1" } }));
    const { data } = await erp("/invoices?limit=1&sortfield=t.rowid");
    const order = String(data[0]?.ref_ext).split(":").at(-1) ?? "";
    const pdf = await invoicePdf(world.app, connection, order);
    expect(Buffer.from(pdf).subarray(0, 4).toString()).toBe("%PDF");
    await expect(invoicePdf(world.app, connection, "999999")).rejects.toMatchObject({ code: "request.not_found" });
  });
});
