import type { HttpClient } from "@/connectors/contract";
import { createHttpClient } from "@/connectors/http";
import type { JsonObject } from "@/lib/core/json";
import { createLog } from "@/lib/server/log";
import { findProducts, PARALLEL_WRITES, type Product, readProducts, slices, stubErp, writeProducts } from "./connectors";

/**
 * The yardstick: what a developer writes in an afternoon. Reads a page ahead, maps in plain JavaScript, asks which
 * records are there, writes the batches of a page at once. Remembers nothing: no store, no intent, no link, no ledger.
 */
export async function runLoop(url: string): Promise<number> {
  const { signal } = new AbortController();
  const log = createLog({ level: "silent" });
  const http = createHttpClient({ baseUrl: url, limits: stubErp.spec.limits, allowPrivate: true, log, signal });
  let records = 0;
  let next = readProducts(http, 0);
  for (;;) {
    const page = await next;
    if (page.next !== null) next = readProducts(http, page.next);
    const kept = page.records.filter(({ active }) => active);
    await writePage(http, kept.map(toErp));
    records += page.records.length;
    if (page.next === null) return records;
  }
}

type Mapped = JsonObject & { externalRef: string };

async function writePage(http: HttpClient, records: readonly Mapped[]): Promise<void> {
  const batches = slices(records);
  for (let start = 0; start < batches.length; start += PARALLEL_WRITES) {
    await Promise.all(batches.slice(start, start + PARALLEL_WRITES).map((batch) => upsert(http, batch)));
  }
}

async function upsert(http: HttpClient, batch: readonly Mapped[]): Promise<void> {
  const found = await findProducts(
    http,
    batch.map(({ externalRef }) => externalRef),
  );
  await writeProducts(
    http,
    batch.map((record) => {
      const id = found.get(record.externalRef);
      return id === undefined ? record : { ...record, id };
    }),
  );
}

/** The same mapping as the flow's. */
function toErp(product: JsonObject & Product): Mapped {
  return {
    externalRef: product.id,
    ref: product.sku,
    label: product.name ?? null,
    description: `${product.summary} ${product.brand}`,
    price: product.price ?? null,
    cost_price: product.cost ?? null,
    vat: product.taxRate ?? null,
    barcode: product.ean ?? null,
    category: product.category.name,
    weight: product.weight ?? null,
    size: `${product.width} x ${product.height} x ${product.depth}`,
    stock: product.stock ?? null,
    to_sell: product.active ? 1 : 0,
    note: product.taxRate === "5.5" ? "taux réduit" : "taux normal",
  };
}
