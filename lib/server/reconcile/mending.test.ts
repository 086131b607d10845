import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { patchIntegration } from "@/lib/server/integrations/integrations";
import { changeTable } from "@/lib/server/integrations/tables";
import { mendDifferences, startReconcile } from "@/lib/server/reconcile/reconcile";
import { type DifferenceView, listDifferenceViews, readLastReconciliation } from "@/lib/server/reconcile/view";

/** Mending of orders that changed on one side, through the store, as the button does it. */
let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
  const { app, access, installed } = world;
  await patchIntegration(app, access, installed.id, { settings: { editedInvoices: "complement", reconcileStocks: false } });
  const states = installed.tables.find(({ key }) => key === "orderStates")?.id ?? "";
  await changeTable(app, access, states, {
    rows: [{ source: "2", target: { order: "validated", invoice: false, payment: false } }],
  });
  for (const flow of ["customers", "products", "orders", "credits"]) {
    expect(await world.run(flow), flow).toMatchObject({ status: "succeeded", failed: 0 });
  }
}, 120_000);
afterAll(() => world.close());

const PERIOD = { from: "2000-01-01", to: "2099-12-31" };
const last = () => readLastReconciliation(world.app, world.access, world.installed.id);
const open = () => {
  const filter = { integrationId: world.installed.id, statuses: ["open" as const], limit: 500 };
  return listDifferenceViews(world.app, world.access, filter);
};

async function compare(): Promise<readonly DifferenceView[]> {
  const runId = await startReconcile(world.app, world.access, { integrationId: world.installed.id, ...PERIOD });
  expect(await world.watch(runId)).toMatchObject({ status: "succeeded", failed: 0 });
  await expect.poll(async () => (await last())?.endedAt).toBeTruthy();
  return open();
}

/** Answers what still differs once both sides were compared again. */
async function mend(found: readonly DifferenceView[]): Promise<readonly DifferenceView[]> {
  const { runs } = await mendDifferences(
    world.app,
    world.access,
    found.map(({ id }) => id),
  );
  const before = (await last())?.runId;
  for (const run of runs) expect(await world.watch(run)).toMatchObject({ status: "succeeded", failed: 0 });
  // Both sides are compared again by themselves.
  const again = async () => {
    const newest = await last();
    return newest?.runId !== before && newest?.endedAt;
  };
  await expect.poll(again).toBeTruthy();
  return open();
}

async function erp(method: string, path: string, body?: JsonObject): Promise<JsonObject[]> {
  const { url, secrets } = world.sandboxes.dolibarr;
  const headers = { DOLAPIKEY: secrets.apiKey ?? "", "content-type": "application/json" };
  const text = body ? { body: JSON.stringify(body) } : {};
  const reply = await fetch(`${url}/api/index.php${path}`, { method, headers, ...text });
  if (!reply.ok && reply.status !== 304) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply.status === 304 ? [] : ((await reply.json()) as JsonObject[]);
}

type ShopRow = Record<string, string> & { id: number };

async function shop(resource: string, query = ""): Promise<ShopRow[]> {
  const { url, secrets } = world.sandboxes.prestashop;
  const path = `${url}/api/${resource}?ws_key=${secrets.webserviceKey}&output_format=JSON&display=full${query}`;
  return ((await (await fetch(path)).json()) as Record<string, ShopRow[]>)[resource] ?? [];
}

async function patchShop(resource: string, node: string, fields: Record<string, string>): Promise<void> {
  const { url, secrets } = world.sandboxes.prestashop;
  const inner = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  const body = `<prestashop><${node}>${inner.join("")}</${node}></prestashop>`;
  const reply = await fetch(`${url}/api/${resource}?ws_key=${secrets.webserviceKey}`, { method: "PATCH", body });
  if (!reply.ok) throw new Error(await reply.text());
}

/** One more of the first line, as the back office of the shop does it. */
async function oneMore(order: ShopRow): Promise<void> {
  const [line] = await shop("order_details", `&filter[id_order]=${order.id}`);
  if (!line) throw new Error("an order without lines");
  const more = (field: string, by: string) => (Number(field) + Number(by)).toFixed(6);
  await patchShop("order_details", "order_detail", {
    id: String(line.id),
    product_quantity: String(Number(line.product_quantity) + 1),
    total_price_tax_excl: more(line.total_price_tax_excl ?? "", line.unit_price_tax_excl ?? ""),
    total_price_tax_incl: more(line.total_price_tax_incl ?? "", line.unit_price_tax_incl ?? ""),
  });
  const paid = more(order.total_paid_tax_incl ?? "", line.unit_price_tax_incl ?? "");
  await patchShop("orders", "order", {
    id: String(order.id),
    total_products: more(order.total_products ?? "", line.unit_price_tax_excl ?? ""),
    total_products_wt: more(order.total_products_wt ?? "", line.unit_price_tax_incl ?? ""),
    total_paid_tax_excl: more(order.total_paid_tax_excl ?? "", line.unit_price_tax_excl ?? ""),
    ...{ total_paid: paid, total_paid_tax_incl: paid },
  });
}

async function plainOrder(state: string): Promise<ShopRow> {
  const rules = new Set((await shop("order_cart_rules")).map(({ id_order }) => id_order));
  const slips = new Set((await shop("order_slip")).map(({ id_order }) => id_order));
  const found = (await shop("orders")).find(
    ({ id, current_state, id_currency }) =>
      current_state === state && id_currency === "1" && !rules.has(String(id)) && !slips.has(String(id)),
  );
  if (!found) throw new Error(`the demo shop has no plain order in state ${state}`);
  return found;
}

const fieldsOf = (found: readonly DifferenceView[]) => found.flatMap(({ fields }) => fields.map(({ field }) => String(field)));

describe("mending orders that changed", () => {
  it("nothing differs after a run of everything", async () => {
    expect(await compare()).toEqual([]);
  });

  it("GEN-01 an order whose lines a person changed in Dolibarr, not billed, says again what the shop says", async () => {
    const { reference } = await plainOrder("2");
    const [order] = await erp("GET", `/orders?sqlfilters=(t.ref_client:=:'${reference}')`);
    const lines = order?.lines as JsonObject[];
    await erp("POST", `/orders/${order?.id}/settodraft`, { idwarehouse: -1 });
    await erp("DELETE", `/orders/${order?.id}/lines/${lines[0]?.id}`);
    await erp("POST", `/orders/${order?.id}/validate`, { idwarehouse: 0 });
    const found = await compare();
    expect(found).toMatchObject([{ kind: "different", stream: "orders", targetRef: order?.ref }]);
    expect(fieldsOf(found)).toContain("gross");
    expect(await mend(found)).toEqual([]);
    const [after] = await erp("GET", `/orders?sqlfilters=(t.ref_client:=:'${reference}')`);
    expect(after).toMatchObject({ id: order?.id, ref: order?.ref, total_ttc: order?.total_ttc });
  });

  it("CO-38 an order changed in the shop, not billed, is brought over by the mend", async () => {
    const order = await plainOrder("2");
    await oneMore(order);
    const found = await compare();
    expect(found).toMatchObject([{ kind: "different", stream: "orders", pending: true }]);
    expect(await mend(found)).toEqual([]);
  });

  it("CO-38 an order changed in the shop, billed, is equal again once the difference is billed", async () => {
    const order = await plainOrder("5");
    await oneMore(order);
    const found = await compare();
    expect(new Set(found.map(({ stream }) => stream))).toEqual(new Set(["orders", "invoices"]));
    expect(await mend(found)).toEqual([]);
    const bills = await erp("GET", `/invoices?sqlfilters=(t.ref_client:=:'${order.reference}')`);
    expect(bills).toHaveLength(2);
    const summary = await last();
    for (const { source, target } of summary?.streams ?? []) expect(target).toEqual(source);
    for (const { source, target } of summary?.days ?? []) expect(target).toEqual(source);
  });

  it("GEN-06 a draft order too many is cancelled in Dolibarr, never deleted; an invoice too many is for a person", async () => {
    const { reference } = await plainOrder("5");
    const [order] = await erp("GET", `/orders?sqlfilters=(t.ref_client:=:'${reference}')`);
    const copy = { socid: String(order?.socid), date: Number(order?.date), ref_client: String(reference) };
    const lines = [{ qty: "1", subprice: "5", tva_tx: "20", desc: "Doublon" }];
    const twice = String(await erp("POST", "/orders", { ...copy, lines }));
    await erp("POST", "/invoices", { ...copy, lines });
    const found = await compare();
    expect(found.map(({ kind, stream }) => `${kind} ${stream}`).toSorted()).toEqual(["extra invoices", "extra orders"]);
    const { count, runs } = await mendDifferences(
      world.app,
      world.access,
      found.map(({ id }) => id),
    );
    expect({ count, runs }).toEqual({ count: 1, runs: [] });
    const [cancelled] = await erp("GET", `/orders?sqlfilters=(t.rowid:=:${twice})`);
    expect(cancelled).toMatchObject({ statut: "-1" });
    expect((await compare()).map(({ kind, stream }) => `${kind} ${stream}`)).toEqual(["extra invoices"]);
  });
});
