// A stub shop and a stub ERP in a process of their own, which answer in well under a millisecond: what is measured is
// the engine, not a system. Prints where they answer.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Records of a page of the shop, and of a batch of the ERP: what WooCommerce, HubSpot and Zoho take at once. */
export const PAGE = 500;

const PREPARED = { pages: [] as Buffer[] };
const erp = { ids: new Map<string, string>(), created: 0, updated: 0 };
const counts = { read: 0, find: 0, write: 0 };
/** Time from the last byte of a request to the last of its answer handed over, in milliseconds. */
let served: number[] = [];

/** Record `n` of the shop; always the same. */
function product(n: number) {
  return {
    id: String(n),
    sku: `SKU-${String(n).padStart(6, "0")}`,
    name: `Chaise d’atelier n° ${n}, hêtre et acier`,
    summary: "Assise en hêtre massif, piètement en acier laqué. Empilable par six, livrée montée.",
    price: `${(n % 400) + 19}.${String(n % 100).padStart(2, "0")}`,
    cost: `${(n % 200) + 9}.50`,
    taxRate: n % 7 === 0 ? "5.5" : "20",
    ean: `37000${String(n).padStart(8, "0")}`,
    brand: `Marque ${n % 40}`,
    category: { id: String(n % 25), name: `Rayon ${n % 25}` },
    weight: `${(n % 30) + 1}.250`,
    width: String((n % 90) + 10),
    height: String((n % 120) + 20),
    depth: String((n % 60) + 10),
    stock: n % 300,
    active: n % 50 !== 0,
    updatedAt: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
  };
}

function prepare(total: number): void {
  PREPARED.pages = [];
  for (let from = 0; from < total; from += PAGE) {
    const records = Array.from({ length: Math.min(PAGE, total - from) }, (_, index) => product(from + index + 1));
    const next = from + PAGE < total ? from + PAGE : null;
    PREPARED.pages.push(Buffer.from(JSON.stringify({ records, next })));
  }
}

type Written = { externalRef: string; id?: string };

function write(records: readonly Written[]) {
  return records.map(({ externalRef, id }) => {
    const known = id ?? erp.ids.get(externalRef);
    if (known !== undefined) {
      erp.updated += 1;
      return { id: known, status: "updated" };
    }
    erp.created += 1;
    const made = String(erp.ids.size + 1);
    erp.ids.set(externalRef, made);
    return { id: made, status: "created" };
  });
}

function answer(path: string, query: URLSearchParams, body: string): Buffer | object {
  if (path === "/shop/products") {
    counts.read += 1;
    return PREPARED.pages[Math.floor(Number(query.get("after") ?? 0) / PAGE)] ?? { records: [], next: null };
  }
  if (path === "/erp/find") {
    counts.find += 1;
    const refs = JSON.parse(body) as string[];
    return { found: refs.flatMap((ref) => (erp.ids.has(ref) ? [{ ref, id: erp.ids.get(ref) }] : [])) };
  }
  if (path === "/erp/batch") {
    counts.write += 1;
    return { results: write(JSON.parse(body) as Written[]) };
  }
  if (path === "/control/reset") return reset(Number(query.get("products")));
  if (path === "/control/stats") return stats();
  throw new Error(`nothing answers at ${path}`);
}

function reset(products: number) {
  if (PREPARED.pages.length !== Math.ceil(products / PAGE)) prepare(products);
  erp.ids.clear();
  return stats();
}

/** Figures since the last time they were asked for. */
function stats() {
  const sorted = [...served].sort((a, b) => a - b);
  const result = {
    ...counts,
    records: erp.ids.size,
    created: erp.created,
    updated: erp.updated,
    servedP50: sorted[Math.floor(sorted.length / 2)] ?? 0,
    servedP95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  };
  Object.assign(counts, { read: 0, find: 0, write: 0 });
  Object.assign(erp, { created: 0, updated: 0 });
  served = [];
  return result;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const began = performance.now();
  const url = new URL(request.url ?? "/", "http://stub");
  const made = answer(url.pathname, url.searchParams, Buffer.concat(chunks).toString());
  const body = Buffer.isBuffer(made) ? made : Buffer.from(JSON.stringify(made));
  response.writeHead(200, { "content-type": "application/json", "content-length": body.byteLength });
  response.end(body);
  served.push(performance.now() - began);
}

const server = createServer((request, response) => {
  serve(request, response).catch((thrown: unknown) => {
    response.writeHead(500, { "content-type": "text/plain" }).end(String(thrown));
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
