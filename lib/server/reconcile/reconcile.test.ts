import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listDifferences } from "@/db/queries/reconcile";
import type { JsonObject } from "@/lib/core/json";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { readNotifications } from "@/lib/server/notifications/read";
import { dismissDifferences, mendDifferences, startReconcile } from "@/lib/server/reconcile/reconcile";
import { listDifferenceViews, readLastReconciliation } from "@/lib/server/reconcile/view";

const PERIOD = { from: "2000-01-01", to: "2099-12-31" };
const OPEN = { statuses: ["open" as const], limit: 500 };

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
  for (const flow of ["customers", "products", "orders"]) {
    expect(await world.run(flow), flow).toMatchObject({ status: "succeeded", failed: 0 });
  }
}, 120_000);
afterAll(() => world.close());

const integrationId = () => world.installed.id;

async function compare(): Promise<void> {
  const runId = await startReconcile(world.app, world.access, { integrationId: integrationId(), ...PERIOD });
  expect(await world.watch(runId)).toMatchObject({ status: "succeeded", failed: 0 });
  await ended();
}

/** The run's end is told before what follows it is written. */
async function ended(): Promise<void> {
  await expect.poll(async () => (await last())?.endedAt).toBeTruthy();
}

const last = () => readLastReconciliation(world.app, world.access, integrationId());
const open = () => listDifferenceViews(world.app, world.access, { integrationId: integrationId(), ...OPEN });

async function erp(method: string, path: string, body?: JsonObject): Promise<JsonObject[]> {
  const { config, secrets } = world.sandboxes.dolibarr;
  const headers = { DOLAPIKEY: secrets.apiKey ?? "", "content-type": "application/json" };
  const reply = await fetch(`${String(config.url)}/api/index.php${path}`, {
    ...{ method, headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await reply.json()) as JsonObject[];
}

describe("comparison of an integration", () => {
  it("finds nothing after a run of everything, and adds up both sides", async () => {
    await compare();
    const summary = await last();
    expect(await open()).toEqual([]);
    expect(summary).toMatchObject({ status: "succeeded", found: 0, waiting: 0 });
    expect(summary?.compared).toBeGreaterThan(150);
    expect(summary?.streams.map(({ stream }) => stream)).toEqual(["orders", "invoices"]);
    for (const { source, target } of [...(summary?.streams ?? []), ...(summary?.days ?? [])]) expect(target).toEqual(source);
    for (const { source, target } of summary?.rates ?? []) expect(target).toEqual(source);
  });

  it("finds a deleted order, and makes it again on demand: then nothing differs", async () => {
    const [order] = (await erp("GET", "/orders?limit=1&sortfield=t.rowid")) as JsonObject[];
    await erp("DELETE", `/orders/${order?.id}`);
    await compare();
    const [found, ...others] = await open();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "missing", stream: "orders", label: order?.ref_client, page: null });
    // People are told, and mailed where the integration says so.
    const [told] = await readNotifications(world.app, world.access, 1);
    expect(told).toMatchObject({ key: "attention", runId: found?.runId, fresh: { review: 1 } });
    const { count, runs } = await mendDifferences(world.app, world.access, [found?.id ?? ""]);
    expect(count).toBe(1);
    expect(await world.watch(runs[0] ?? "")).toMatchObject({ status: "succeeded", total: 1, failed: 0 });
    // Both sides are compared again by themselves.
    await expect.poll(async () => (await last())?.endedAt).toBeTruthy();
    await expect.poll(async () => (await open()).length).toBe(0);
  });

  it("finds a cancelled order, and leaves it once a person says it is right so, until it changes", async () => {
    const [order] = (await erp("GET", "/orders?limit=1&sortfield=t.rowid")) as JsonObject[];
    await erp("PUT", `/orders/${order?.id}`, { status: -1 });
    await compare();
    const [found] = await open();
    expect(found).toMatchObject({ kind: "different", targetRef: order?.ref, fields: [{ field: "state", actual: "cancelled" }] });
    expect(found?.page).toContain(`/commande/card.php?id=${order?.id}`);
    await dismissDifferences(world.app, world.access, { ids: [found?.id ?? ""], reason: "Annulée au téléphone" });
    await compare();
    expect(await open()).toEqual([]);
    const scope = { db: world.app.db, workspaceId: world.access.workspaceId, integrationId: integrationId() };
    const [dismissed] = await listDifferences({ ...scope, statuses: ["dismissed"], limit: 10 });
    expect(dismissed).toMatchObject({ reason: "Annulée au téléphone" });
    await erp("PUT", `/orders/${order?.id}`, { status: 0 });
    await compare();
    expect(await open()).toMatchObject([{ fields: [{ field: "state", actual: "draft" }] }]);
  });

  it("says of an order changed after the last run of its flow that the flow will bring it over", async () => {
    const { config, secrets } = world.sandboxes.prestashop;
    const orders = `${String(config.url)}/api/orders?ws_key=${secrets.webserviceKey}&output_format=JSON&display=full`;
    const { orders: all } = (await (await fetch(orders)).json()) as { orders: { id: number; current_state: string }[] };
    const waiting = all.find(({ current_state }) => ["1", "3", "10", "13"].includes(current_state));
    const state = `<prestashop><order_history><id_order>${waiting?.id}</id_order><id_order_state>2</id_order_state></order_history></prestashop>`;
    await fetch(`${String(config.url)}/api/order_histories?ws_key=${secrets.webserviceKey}`, { method: "POST", body: state });
    await compare();
    const pending = (await open()).filter((each) => each.pending);
    expect(pending.map(({ kind, key }) => [kind, key])).toEqual(pending.map(() => ["missing", String(waiting?.id)]));
    expect(pending.length).toBeGreaterThan(0);
    expect((await last())?.waiting).toBe(1);
    await world.run("orders");
    await compare();
    expect((await open()).filter((each) => each.pending)).toEqual([]);
  });
});
