import type { Connector, ConnectorContext } from "@/connectors/contract";
import { dolibarr as typed } from "@/connectors/dolibarr/index";
import { startSandbox } from "@/connectors/dolibarr/sandbox/index";
import { openWorkbench } from "@/connectors/testing/bench";
import { connectorContractSuite } from "@/connectors/testing/suite";
import type { JsonObject } from "@/lib/core/json";

// As the engine sees it: any connector, any config.
const dolibarr: Connector = typed;

async function create(ctx: ConnectorContext, stream: string, data: JsonObject): Promise<string> {
  const name = `fixture:${stream}:${crypto.randomUUID()}`;
  const [outcome] = await dolibarr.write(ctx, {
    stream,
    records: [{ key: name, externalRef: name, data, idempotencyKey: name }],
  });
  if (outcome && outcome.outcome !== "failed") return outcome.id;
  throw new Error(JSON.stringify(outcome));
}

const line = { desc: "Lavande", qty: "2", subprice: "49.99", tva_tx: "20" };
const customer = (ctx: ConnectorContext) => create(ctx, "thirdparties", { name: "Client de test", client: 1 });

async function validatedInvoice(ctx: ConnectorContext): Promise<string> {
  const socid = await customer(ctx);
  const id = await create(ctx, "invoices", { socid, date: "2026-11-22", lines: [line] });
  const params = { targetId: id, externalRef: id, params: {}, idempotencyKey: id };
  const outcome = await dolibarr.actions.validateInvoice?.run(ctx, params);
  if (outcome?.outcome !== "updated") throw new Error(JSON.stringify(outcome));
  return id;
}

/** Shipments are made in Dolibarr, never by us. */
async function ship({ url, key }: { url: string; key: string }, order: string): Promise<void> {
  const headers = { DOLAPIKEY: key, "content-type": "application/json" };
  const reply = await fetch(`${url}/api/index.php/orders/${order}/shipment/1`, { method: "POST", headers, body: "{}" });
  if (!reply.ok) throw new Error(await reply.text());
}

/** A shop of a few records, so that every stream has something to read. */
async function start() {
  const sandbox = await startSandbox();
  const started = { config: { url: sandbox.url }, secrets: { apiKey: sandbox.key }, close: () => sandbox.close() };
  const { ctx } = openWorkbench(dolibarr, started);
  for (let n = 1; n <= 5; n += 1) {
    const product = await create(ctx, "products", {
      ref: `DEMO-${n}`,
      label: `Produit ${n}`,
      price: "10",
      tva_tx: n % 2 ? "20" : "5.5",
    });
    await create(ctx, "categories", { label: `Rayon ${n}` });
    await create(ctx, "stock_movements", { product_id: product, warehouse_id: "1", qty: String(n) });
    const socid = await customer(ctx);
    await create(ctx, "contacts", { socid, lastname: `Livraison ${n}` });
    const order = await create(ctx, "orders", { socid, date: "2026-11-22", lines: [{ ...line, fk_product: product }] });
    await dolibarr.actions.validateOrder?.run(ctx, { targetId: order, externalRef: order, params: {}, idempotencyKey: order });
    await ship(sandbox, order);
    const invoice = await validatedInvoice(ctx);
    await create(ctx, "payments", { invoice, date: "2026-11-22", paymentid: "6", accountid: "1", amount: "10.00" });
    const pdf = { targetId: invoice, externalRef: invoice, params: {}, idempotencyKey: invoice };
    await dolibarr.actions.buildPdf?.run(ctx, pdf);
  }
  return {
    ...started,
    loseNextReply: () => void sandbox.control.faults({ next: [{ fault: "lostReply", method: "POST" }] }),
  };
}

connectorContractSuite({
  connector: dolibarr,
  start,
  wrongSecrets: { apiKey: "not-the-right-key" },
  lookups: [
    "vatRates",
    "paymentTypes",
    "paymentTerms",
    "shippingMethods",
    "countries",
    "states",
    "currencies",
    "warehouses",
    "bankAccounts",
    "categories",
  ],
  where: { stream: "products", field: "ref" },
  writes: [
    {
      stream: "thirdparties",
      make: (n) => ({ name: `Jean Dupont ${n}`, email: `jean${n}@example.test`, client: 1 }),
      change: (data) => ({ ...data, town: "Lyon" }),
      bad: { email: "sans-nom@example.test" },
    },
    {
      stream: "contacts",
      make: async (n, ctx) => ({ lastname: `Dupont ${n}`, socid: await customer(ctx) }),
      change: (data) => ({ ...data, town: "Lyon" }),
      bad: { firstname: "Sans nom" },
    },
    {
      stream: "categories",
      make: (n) => ({ label: `Catégorie ${n}` }),
      change: (data) => ({ ...data, description: "Nouvelle" }),
      bad: {},
    },
    {
      stream: "products",
      make: (n) => ({ ref: `SUITE-${n}`, label: `Article ${n}`, price: "12.50", tva_tx: "20" }),
      change: (data) => ({ ...data, price: "13.5" }),
      bad: { ref: "DEMO-1", label: "Doublon" },
    },
    {
      stream: "stock_movements",
      make: async (n, ctx) => ({
        product_id: await create(ctx, "products", { ref: `STOCK-${crypto.randomUUID()}`, label: "Stock" }),
        warehouse_id: "1",
        qty: String(n),
      }),
      bad: { product_id: "999999", warehouse_id: "1", qty: "1" },
    },
    {
      stream: "orders",
      make: async (n, ctx) => ({ socid: await customer(ctx), date: "2026-11-22", ref_client: `#${n}`, lines: [line, line] }),
      change: (data) => ({ ...data, note_private: "Vu" }),
      bad: { date: "2026-11-22", lines: [line] },
    },
    {
      stream: "invoices",
      make: async (n, ctx) => ({ socid: await customer(ctx), date: "2026-11-22", ref_client: `#${n}`, lines: [line] }),
      change: (data) => ({ ...data, note_public: "Merci" }),
      bad: { socid: "1", date: "22/11/2026", lines: [line] },
    },
    {
      stream: "payments",
      make: async (_n, ctx) => ({
        invoice: await validatedInvoice(ctx),
        date: "2026-11-22",
        paymentid: "6",
        accountid: "1",
        amount: "20.00",
      }),
      bad: { invoice: "999999", date: "2026-11-22", paymentid: "6", accountid: "1", amount: "1" },
    },
  ],
});
