import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WriteRecord } from "@/connectors/contract";
import { connector, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";
import { readPages, recordsOf } from "@/connectors/testing/bench";
import type { JsonObject } from "@/lib/core/json";

const DAY = "2026-11-22";
const ORDERS = 20;
const line = { desc: "Lavande", qty: "2", subprice: "10", tva_tx: "20" };

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.sandbox.close());

/** What the engine does: ask, write what is not there, ask again about what is uncertain or failed, until all is there. */
async function writeAll(stream: string, records: readonly WriteRecord[]): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  for (let round = 0; round < 60 && written.size < records.length; round += 1) {
    const open = records.filter((record) => !written.has(record.key));
    const candidates = open.map(({ key, externalRef, data }) => ({ key, externalRef, values: data }));
    const found = await connector.find(trial.ctx, { stream, by: "externalRef", candidates }).catch(() => null);
    if (!found) continue;
    for (const { key, matches } of found) if (matches[0]) written.set(key, matches[0].id);
    const missing = open.filter((record) => !written.has(record.key));
    const outcomes = await connector.write(trial.ctx, { stream, records: missing }).catch(() => []);
    for (const [index, outcome] of outcomes.entries()) {
      const record = missing[index];
      if (record && outcome.outcome !== "failed") written.set(record.key, outcome.id);
    }
  }
  return written;
}

function recordsFor(kind: string, make: (n: number) => JsonObject): WriteRecord[] {
  return Array.from({ length: ORDERS }, (_, n) => {
    const name = `${kind}:${n}`;
    return { key: String(n), externalRef: name, data: make(n), idempotencyKey: name };
  });
}

describe("GEN-01 under faults", () => {
  it("orders, invoices and payments are each created exactly once while replies get lost and calls fail", async () => {
    const socid = await trial.create("thirdparties", { name: "Client", client: 1 });
    trial.sandbox.control.faults({
      rate: { "500": 0.05, "503": 0.05, drop: 0.05, lostReply: 0.15 },
      retryAfterSeconds: 0,
      only: "write",
      seed: 7,
    });
    const orders = await writeAll(
      "orders",
      recordsFor("o", () => ({ socid, date: DAY, lines: [line] })),
    );
    const order = (n: number) => orders.get(String(n)) ?? "";
    const billed = recordsFor("i", (n) => ({ socid, date: DAY, order: order(n), ...(n % 2 ? { lines: [line] } : {}) }));
    const invoices = await writeAll("invoices", billed);
    for (const id of invoices.values()) {
      for (let round = 0; round < 20; round += 1) {
        if ((await trial.act("validateInvoice", id)).outcome !== "failed") break;
      }
    }
    const half = (n: number) => ({
      invoice: invoices.get(String(n)) ?? "",
      date: DAY,
      paymentid: "6",
      accountid: "1",
      amount: "12.00",
    });
    const payments = await writeAll("payments", recordsFor("p", half));
    trial.sandbox.control.faults({});

    expect([orders.size, invoices.size, payments.size]).toEqual([ORDERS, ORDERS, ORDERS]);
    for (const stream of ["orders", "invoices", "payments"]) {
      const all = recordsOf(await readPages(connector, trial.ctx, { stream, pageSize: 50, since: null }));
      expect(all.length, stream).toBe(ORDERS);
    }
  });
});
