import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listFlows } from "@/db/queries/flows";
import type { JsonObject } from "@/lib/core/json";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { patchIntegration } from "@/lib/server/integrations/integrations";
import { changeTable } from "@/lib/server/integrations/tables";
import { linkDifference } from "@/lib/server/reconcile/link";
import { mendDifferences, startReconcile } from "@/lib/server/reconcile/reconcile";
import { type DifferenceView, listDifferenceViews, readLastReconciliation } from "@/lib/server/reconcile/view";

/** What people do by hand in either system, each through its own API: found, named, and mended where a run can. */
let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
  const { app, access, installed } = world;
  const areas = ["customers", "products", "stocks", "orders", "reconcile"];
  await patchIntegration(app, access, installed.id, { areas, settings: { warehouse: "1" } });
  const states = installed.tables.find(({ key }) => key === "orderStates")?.id ?? "";
  // Orders in state 2 are booked and not billed.
  await changeTable(app, access, states, {
    rows: [{ source: "2", target: { order: "validated", invoice: false, payment: false } }],
  });
  const flows = await listFlows({ db: app.db, workspaceId: access.workspaceId, integrationId: installed.id });
  for (const key of ["customers", "products", "stocks", "orders", "credits"]) {
    const flowId = flows.find((flow) => flow.key === key)?.id ?? "";
    const run = await world.run(key, { flowId });
    const [first] = await app.sql`select error from record_outcomes where run_id = ${run.id} and error is not null limit 1`;
    expect(run, `${key}: ${JSON.stringify(first?.error ?? run.error)}`).toMatchObject({ status: "succeeded", failed: 0 });
  }
}, 300_000);
afterAll(() => world.close());

const last = () => readLastReconciliation(world.app, world.access, world.installed.id);

async function open(): Promise<readonly DifferenceView[]> {
  const filter = { integrationId: world.installed.id, statuses: ["open" as const], limit: 500 };
  return listDifferenceViews(world.app, world.access, filter);
}

async function compare(): Promise<readonly DifferenceView[]> {
  const period = { from: "2000-01-01", to: "2099-12-31" };
  const runId = await startReconcile(world.app, world.access, { integrationId: world.installed.id, ...period });
  expect(await world.watch(runId)).toMatchObject({ status: "succeeded", failed: 0 });
  await expect.poll(async () => (await last())?.endedAt).toBeTruthy();
  return open();
}

async function erp(method: string, path: string, body?: JsonObject): Promise<JsonObject[]> {
  const { url, secrets } = world.sandboxes.dolibarr;
  const headers = { DOLAPIKEY: secrets.apiKey ?? "", "content-type": "application/json" };
  const reply = await fetch(`${url}/api/index.php${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!reply.ok && reply.status !== 304) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply.status === 304 ? [] : ((await reply.json()) as JsonObject[]);
}

async function shop(method: string, path: string, body?: string): Promise<Response> {
  const { url, secrets } = world.sandboxes.prestashop;
  const address = `${url}/api/${path}${path.includes("?") ? "&" : "?"}ws_key=${secrets.webserviceKey}&output_format=JSON`;
  const reply = await fetch(address, { method, ...(body ? { body } : {}) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply;
}

async function shopRows(resource: string): Promise<Record<string, string>[]> {
  const rows = (await (await shop("GET", `${resource}?display=full`)).json()) as Record<string, Record<string, string>[]>;
  return rows[resource] ?? [];
}

interface Booked {
  readonly shop: Record<string, string>;
  readonly order: JsonObject;
  readonly lines: JsonObject[];
}

/** Orders of the shop in a state, in euros, without discounts or slips, as Dolibarr has them. */
async function booked(state: string): Promise<Booked[]> {
  const used = new Set([...(await shopRows("order_cart_rules")), ...(await shopRows("order_slip"))].map((row) => row.id_order));
  const plain = (await shopRows("orders")).filter(
    ({ id, current_state, id_currency }) => current_state === state && id_currency === "1" && !used.has(String(id)),
  );
  const orders = await erp("GET", "/orders?limit=500");
  return plain.flatMap((row) => {
    const order = orders.find(({ ref_client }) => ref_client === row.reference);
    return order ? [{ shop: row, order, lines: order.lines as JsonObject[] }] : [];
  });
}

/** Lines change in a draft only: back to it, and validated again. */
async function inDraft({ order }: Booked, change: () => Promise<unknown>): Promise<void> {
  await erp("POST", `/orders/${order.id}/settodraft`, { idwarehouse: -1 });
  await change();
  await erp("POST", `/orders/${order.id}/validate`, { idwarehouse: 0 });
}

const lineOf = ({ order, lines: [line] }: Booked, change: JsonObject) => {
  const { qty, subprice, tva_tx, fk_product, desc, product_type } = line ?? {};
  const kept = { qty, subprice, tva_tx, fk_product, desc, product_type } as JsonObject;
  return erp("PUT", `/orders/${order.id}/lines/${line?.id}`, { ...kept, ...change });
};

/** What is planted, what must be found of it, and whether the mend button sets it right. */
interface Plant {
  readonly what: string;
  readonly found: string;
  readonly isMended: boolean;
}

async function plantOrders(): Promise<Plant[]> {
  const unbilled = await booked("2");
  const billed = await booked("5");
  const plants: Plant[] = [];
  const plant = async (
    from: Booked[],
    what: string,
    fields: string,
    change: (one: Booked) => Promise<unknown>,
    isMended = true,
  ) => {
    const one = from.shift();
    if (!one) throw new Error(`the demo shop has no order left for: ${what}`);
    await change(one);
    const [kind, ...rest] = fields.split(" ");
    const name = kind === "missing" ? one.shop.reference : one.order.ref;
    plants.push({ what, found: [kind, "orders", name, ...rest].join(" "), isMended });
  };
  await plant(unbilled, "order deleted", "missing", ({ order }) => erp("DELETE", `/orders/${order.id}`));
  await plant(unbilled, "price of a line", "different net vat gross vat:20", (one) =>
    inDraft(one, () => lineOf(one, { subprice: "1", tva_tx: "20" })),
  );
  await plant(unbilled, "VAT rate of a line", "different vat gross vat:20 vat:2.1", (one) =>
    inDraft(one, () => lineOf(one, { tva_tx: "2.1" })),
  );
  await plant(unbilled, "shipping line removed", "different net vat gross vat:20", (one) =>
    inDraft(one, () => erp("DELETE", `/orders/${one.order.id}/lines/${one.lines.at(-1)?.id}`)),
  );
  await plant(unbilled, "draft left", "different state", ({ order }) =>
    erp("POST", `/orders/${order.id}/settodraft`, { idwarehouse: -1 }),
  );
  await plant(
    unbilled,
    "cancelled in Dolibarr",
    "different state",
    ({ order }) => erp("PUT", `/orders/${order.id}`, { status: -1 }),
    false,
  );
  // The head of an order that is billed is nobody's to change by itself.
  const turn = ({ order }: Booked) => erp("PUT", `/orders/${order.id}`, { date: 1_600_000_000 });
  await plant(billed, "other day", "different day", turn, false);
  const rename = ({ order }: Booked) => erp("PUT", `/orders/${order.id}`, { ref_client: "X" });
  await plant(billed, "order reference", "different reference", rename, false);
  const [deleted] = billed.splice(0, 1);
  const [bill] = await erp("GET", `/invoices?sqlfilters=(t.ref_client:=:'${deleted?.shop.reference}')`);
  await shop("DELETE", `orders/${deleted?.shop.id}`);
  const deletion = { what: "order deleted in the shop", isMended: false };
  plants.push({ ...deletion, found: `extra orders ${deleted?.order.ref} gross origin` });
  plants.push({ ...deletion, found: `extra invoices ${bill?.ref} gross origin` });
  const [twice] = billed.splice(0, 1);
  const copy = { socid: String(twice?.order.socid), date: Number(twice?.order.date), ref_client: String(twice?.shop.reference) };
  const lines = [{ qty: "1", subprice: "5", tva_tx: "20", desc: "Doublon" }];
  const order = Number(await erp("POST", "/orders", { ...copy, lines }));
  plants.push({ what: "order twice", found: `extra orders (PROV${order}) gross state`, isMended: true });
  const invoice = Number(await erp("POST", "/invoices", { ...copy, lines }));
  plants.push({ what: "invoice by hand", found: `extra invoices (PROV${invoice}) gross`, isMended: false });
  return [...plants, ...(await plantInvoices(billed))];
}

async function plantInvoices(billed: Booked[]): Promise<Plant[]> {
  const plants: Plant[] = [];
  const changes: [what: string, field: string, change: JsonObject][] = [
    ["other day", "day", { date: 1_600_000_000 }],
    ["order reference", "reference", { ref_client: "X" }],
  ];
  for (const [what, field, change] of changes) {
    const [one] = billed.splice(0, 1);
    const [invoice] = await erp("GET", `/invoices?sqlfilters=(t.ref_client:=:'${one?.shop.reference}')`);
    await erp("PUT", `/invoices/${invoice?.id}`, change);
    plants.push({ what: `invoice: ${what}`, found: `different invoices ${invoice?.ref} ${field}`, isMended: false });
  }
  return plants;
}

async function plantProducts(): Promise<Plant[]> {
  const products = await erp("GET", "/products?mode=1&limit=60&sortfield=t.rowid");
  const plants: Plant[] = [];
  const changes: [what: string, field: string, change: JsonObject][] = [
    ["price", "price", { price: "3.21", price_base_type: "HT" }],
    ["VAT rate", "tva_tx", { tva_tx: "8.5" }],
    ["reference", "ref", { ref: "A-LA-MAIN" }],
    ["name", "label", { label: "Renommé à la main" }],
    ["weight", "weight", { weight: "99" }],
    ["not on sale", "status", { status: "0" }],
  ];
  for (const [what, field, change] of changes) {
    const [product] = products.splice(0, 1);
    await erp("PUT", `/products/${product?.id}`, change);
    plants.push({ what: `product: ${what}`, found: `value products ${product?.ref} ${field}`, isMended: true });
  }
  const [moved] = products.splice(0, 1);
  await erp("POST", "/stockmovements", { product_id: Number(moved?.id), warehouse_id: 1, qty: 7 });
  plants.push({ what: "stock", found: `value stock_levels ${moved?.ref} level`, isMended: true });
  return plants;
}

async function plantCustomers(): Promise<Plant[]> {
  const used = new Set((await erp("GET", "/orders?limit=500")).map(({ socid }) => String(socid)));
  const parties = await erp("GET", "/thirdparties?limit=100&sortfield=t.rowid&sortorder=DESC");
  const emails = new Set((await shopRows("customers")).filter(({ deleted }) => deleted === "0").map(({ email }) => email));
  const shops = parties.filter(({ email }) => emails.has(String(email)));
  const free = shops.filter(({ id }) => !used.has(String(id)));
  const companies = shops.filter(({ tva_intra }) => tva_intra);
  const persons = shops.filter(({ tva_intra }) => !tva_intra);
  const plants: Plant[] = [];
  const changes: [what: string, field: string, party: JsonObject | undefined, change: JsonObject][] = [
    ["e-mail", "email", persons[0], { email: "autre@example.com" }],
    ["VAT number", "tva_intra", companies[0], { tva_intra: "FR00000000000" }],
    ["town", "town", persons[1], { town: "Ailleurs" }],
    ["name", "name", persons[2], { name: "QUELQU’UN D’AUTRE" }],
  ];
  for (const [what, field, party, change] of changes) {
    await erp("PUT", `/thirdparties/${party?.id}`, change);
    plants.push({
      what: `customer: ${what}`,
      found: `value thirdparties ${change.name ?? party?.name} ${field}`,
      isMended: true,
    });
  }
  const gone = free.find(({ id }) => !persons.slice(0, 3).some((each) => each.id === id));
  await erp("DELETE", `/thirdparties/${gone?.id}`);
  plants.push({ what: "customer deleted", found: `missing thirdparties ${gone?.email}`, isMended: true });
  return plants;
}

const nameOf = ({ kind, stream, targetRef, label, fields }: DifferenceView) =>
  [kind, stream, kind === "missing" ? label : targetRef, ...fields.map(({ field }) => String(field))].join(" ");

describe("differences planted by hand", () => {
  it("GEN-01 nothing differs after a run of everything", async () => {
    expect(await compare()).toEqual([]);
  });

  it("GEN-01 each of more than twenty kinds is found, none is invented, and the mend button sets right what a run can", async () => {
    const plants = [...(await plantOrders()), ...(await plantProducts()), ...(await plantCustomers())];
    expect(plants.length).toBeGreaterThanOrEqual(24);
    const found = await compare();
    expect(found.map(nameOf).toSorted()).toEqual(plants.map((each) => each.found).toSorted());
    const { runs } = await mendDifferences(
      world.app,
      world.access,
      found.map(({ id }) => id),
    );
    const refused: unknown[] = [];
    for (const run of runs) {
      expect(await world.watch(run)).toMatchObject({ status: "succeeded" });
      refused.push(...(await world.app.sql`select error from record_outcomes where run_id = ${run} and error is not null`));
    }
    // Dolibarr does not take back an order that was cancelled there: its person is told so.
    expect(refused).toMatchObject([
      { error: { code: "connector.rejected", details: { action: "validateOrder", status: "-1" } } },
    ]);
    const left = await compare();
    const names = new Set(left.map(nameOf));
    const mended = plants.filter((each) => !names.has(each.found)).map(({ what }) => what);
    expect(mended).toEqual(plants.filter(({ isMended }) => isMended).map(({ what }) => what));
    expect(left.length).toBe(plants.filter(({ isMended }) => !isMended).length);
  });

  it("GEN-01 a document too many can be said to be the one of an order, which then has it", async () => {
    const [extra] = (await open()).filter(({ kind, stream }) => kind === "extra" && stream === "invoices");
    const link = (id: string, order: string) => linkDifference(world.app, world.access, { differenceId: id, order });
    const [one] = (await booked("4")).slice(-1);
    const reference = String(one?.shop.reference);
    await expect(link(extra?.id ?? "", reference)).rejects.toMatchObject({ code: "reconcile.order_taken" });
    await erp("DELETE", `/orders/${one?.order.id}`);
    const lines = [{ qty: "1", subprice: "5", tva_tx: "20", desc: "À la main" }];
    const made = String(
      await erp("POST", "/orders", {
        socid: String(one?.order.socid),
        date: Number(one?.order.date),
        ref_client: reference,
        lines,
      }),
    );
    const found = (await compare()).filter(({ label, targetId }) => label === reference || targetId === made);
    expect(found.map(({ kind, stream }) => `${kind} ${stream}`).toSorted()).toEqual(["extra orders", "missing orders"]);
    const id = found.find(({ kind }) => kind === "extra")?.id ?? "";
    await expect(link(id, "PERSONNE")).rejects.toMatchObject({ code: "reconcile.no_order" });
    expect(await link(id, reference)).toEqual({ key: String(one?.shop.id) });
    const after = (await compare()).filter(({ label }) => label === reference);
    expect(after).toMatchObject([{ kind: "different", stream: "orders", targetId: made }]);
  });
});
