import type { ConnectorContext, WriteRecord } from "@/connectors/contract";
import { startSandbox as startDolibarr } from "@/connectors/dolibarr/sandbox";
import { createHttpClient } from "@/connectors/http";
import { startSandbox as startPrestashop } from "@/connectors/prestashop/sandbox";
import { connectorOf } from "@/lib/server/connector";
import { createLog } from "@/lib/server/log";
import { report } from "./report";

const bench = "requests";
type Counted = { readonly ctx: ConnectorContext; sent(): number };

/** What the connectors ask of their systems for the usual jobs. */
export async function benchRequests(): Promise<void> {
  const shop = await startPrestashop({ demo: { products: 1_000, customers: 0, orders: 0 } });
  const open = () => contextOf("prestashop", shop.url, { webserviceKey: shop.key });
  await readProducts(open());
  await writeStock(open());
  await shop.close();
  const erp = await startDolibarr();
  await writeOrder(contextOf("dolibarr", erp.url, { apiKey: erp.key }));
  await erp.close();
}

function contextOf(id: string, url: string, secrets: Record<string, string>): Counted {
  const { spec } = connectorOf(id);
  const { signal } = new AbortController();
  const log = createLog({ level: "silent" });
  let sent = 0;
  const onRequest = () => {
    sent += 1;
  };
  const http = createHttpClient({ baseUrl: url, limits: spec.limits, allowPrivate: true, log, signal, onRequest });
  return { ctx: { config: spec.config.parse({ url }), secrets, http, log, signal, now: () => new Date() }, sent: () => sent };
}

async function readProducts({ ctx, sent }: Counted): Promise<void> {
  const request = { stream: "products", pageSize: 100, since: null, include: ["stock", "prices", "combinations"] };
  const page = await connectorOf("prestashop").read(ctx, { ...request, cursor: null });
  report({ bench, metric: "100 products in full, first page with the shop's lists", value: sent(), unit: "requests" });
  const before = sent();
  await connectorOf("prestashop").read(ctx, { ...request, cursor: page.nextCursor });
  report({ bench, metric: "100 products in full", value: sent() - before, unit: "requests" });
}

async function writeStock({ ctx, sent }: Counted): Promise<void> {
  const prestashop = connectorOf("prestashop");
  const page = await prestashop.read(ctx, { stream: "stock_availables", pageSize: 500, since: null, cursor: null });
  const next = await prestashop.read(ctx, { stream: "stock_availables", pageSize: 500, since: null, cursor: page.nextCursor });
  const records = [...page.records, ...next.records].map(
    ({ key, data }): WriteRecord => ({
      key,
      externalRef: key,
      idempotencyKey: key,
      data: {
        id_product: String(data.id_product),
        id_product_attribute: String(data.id_product_attribute ?? 0),
        quantity: String(10_000 + Number(key)),
      },
    }),
  );
  const before = sent();
  await prestashop.write(ctx, { stream: "stock_availables", records });
  report({ bench, metric: `stock of ${records.length} products written`, value: sent() - before, unit: "requests" });
}

async function writeOrder({ ctx, sent }: Counted): Promise<void> {
  const dolibarr = connectorOf("dolibarr");
  const write = async (stream: string, externalRef: string, data: WriteRecord["data"]) => {
    const record = { key: externalRef, externalRef, idempotencyKey: externalRef, data };
    const [outcome] = await dolibarr.write(ctx, { stream, records: [record] });
    if (outcome?.outcome !== "created") throw new Error(`${stream}: ${JSON.stringify(outcome)}`);
    return outcome.id;
  };
  const socid = await write("thirdparties", "bench:1", { name: "Client", client: 1 });
  const before = sent();
  const candidates = [{ key: "o", externalRef: "bench:o", values: {} }];
  await dolibarr.find(ctx, { stream: "orders", by: "externalRef", candidates });
  const lines = Array.from({ length: 8 }, (_, n) => ({ desc: `Ligne ${n}`, qty: "2", subprice: "10", tva_tx: "20" }));
  const targetId = await write("orders", "bench:o", { socid, date: "2026-11-22", lines });
  const validated = { targetId, externalRef: "bench:o", params: {}, idempotencyKey: "bench:v" };
  await dolibarr.actions.validateOrder?.run(ctx, validated);
  report({ bench, metric: "order of 8 lines, found, written and validated", value: sent() - before, unit: "requests" });
}
