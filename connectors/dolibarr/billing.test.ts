import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, connector, idOf, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";
import type { JsonObject } from "@/lib/core/json";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.sandbox.close());

const DAY = "2026-11-22";
const line = { desc: "Lavande", qty: "2", subprice: "10", tva_tx: "20" };
const payment = { date: DAY, paymentid: "6", accountid: "1" };
const customer = () => trial.create("thirdparties", { name: "Client", client: 1 });

async function invoice(data: JsonObject = {}, ref?: string): Promise<string> {
  return trial.create("invoices", { socid: data.socid ?? (await customer()), date: DAY, lines: [line], ...data }, ref);
}

async function validated(data: JsonObject = {}): Promise<string> {
  const id = await invoice(data);
  expect((await trial.act("validateInvoice", id)).outcome).toBe("updated");
  return id;
}

describe("invoices", () => {
  it("an invoice with lines is linked to its order in one request, once the first one has shown that it works", async () => {
    const socid = await customer();
    const order = await trial.create("orders", { socid, date: DAY, lines: [line] });
    const before = trial.requests();
    await invoice({ socid, order }, "inv:0");
    expect(trial.requests() - before).toBe(2);
    const id = await invoice({ socid, order }, "inv:1");
    expect(trial.requests() - before).toBe(3);
    expect(bodyOf(trial.sent.at(-1))).toMatchObject({ linkedObjectsIds: { commande: { "0": order } }, ref_ext: "inv:1" });
    expect((await trial.find("invoices", "externalRef", {}, "inv:1")).map((match) => match.id)).toEqual([id]);
    expect((await trial.raw(`/invoices/${id}`)).linkedObjectsIds).toMatchObject({ commande: expect.anything() });
  });

  it("createfromorder does not copy ref_ext: it is written next, and the order's lines are billed", async () => {
    const socid = await customer();
    const order = await trial.create("orders", { socid, date: DAY, lines: [line, line] });
    await trial.act("validateOrder", order);
    const id = await trial.create("invoices", { socid, date: DAY, order }, "inv:from-order");
    expect(await trial.raw(`/invoices/${id}`)).toMatchObject({ ref_ext: "inv:from-order", total_ht: "40.00000000" });
  });

  it("an order can be invoiced twice: after a lost reply the draft is found at the order and taken up", async () => {
    const socid = await customer();
    const order = await trial.create("orders", { socid, date: DAY, lines: [line] });
    await trial.act("validateOrder", order);
    trial.sandbox.control.faults({ next: [{ fault: "lostReply", method: "POST" }] });
    const lost = await trial.write("invoices", { socid, date: DAY, order }, { ref: "inv:lost" });
    expect(lost).toMatchObject({ outcome: "failed", uncertain: true });
    const [match, ...others] = await trial.find("invoices", "externalRef", { order }, "inv:lost");
    expect(others).toEqual([]);
    const again = await trial.write("invoices", { socid, date: DAY, order }, { ref: "inv:lost" });
    expect(idOf(again)).toBe(match?.id);
    expect(await trial.raw(`/invoices/${idOf(again)}`)).toMatchObject({ ref_ext: "inv:lost" });
  });

  it("a credit note needs its invoice and negative lines, which Dolibarr does not ask for", async () => {
    const source = await validated();
    const negative = [{ ...line, subprice: "-10" }];
    const count = trial.sent.length;
    const socid = "1";
    expect((await trial.write("invoices", { socid, date: DAY, type: 2, lines: negative })).outcome).toBe("failed");
    expect((await trial.write("invoices", { socid, date: DAY, type: 2, fk_facture_source: source, lines: [line] })).outcome).toBe(
      "failed",
    );
    expect(trial.sent.length).toBe(count);
    const id = await invoice({ type: 2, fk_facture_source: source, lines: negative });
    expect(await trial.raw(`/invoices/${id}`)).toMatchObject({ type: "2", total_ttc: "-24.00000000" });
  });

  it("GEN-06 an invoice is abandoned, never deleted", async () => {
    const id = await validated();
    expect((await trial.act("abandonInvoice", id, { note: "Commande annulée" })).outcome).toBe("updated");
    expect(trial.sent.some((request) => request.method === "DELETE")).toBe(false);
  });

  it("CO-39 builds the PDF and reads it with its content", async () => {
    const id = await validated();
    const built = await trial.act("buildPdf", id, { content: true });
    expect(built).toMatchObject({ outcome: "updated", data: { filename: expect.stringMatching(/^FA.*\.pdf$/) } });
    const page = await connector.read(trial.ctx, {
      stream: "documents",
      cursor: null,
      pageSize: 50,
      since: null,
      keys: [id],
      include: ["content"],
    });
    expect(Buffer.from(String(page.records[0]?.data.content), "base64").subarray(0, 4).toString()).toBe("%PDF");
  });
});

describe("an invoice's order, where the creation takes no link", () => {
  it.each(["ignored", "refused"])("%s: it is linked by a call of its own, with the recorded body", async (answer) => {
    const other = await startTrial({ settings: { SANDBOX_LINKS_ON_CREATION: answer } });
    try {
      const socid = await other.create("thirdparties", { name: "Client", client: 1 });
      const order = await other.create("orders", { socid, date: DAY, lines: [line] });
      const [first, second] = [
        await other.create("invoices", { socid, date: DAY, order, lines: [line] }, "inv:first"),
        await other.create("invoices", { socid, date: DAY, order, lines: [line] }, "inv:second"),
      ];
      for (const id of [first, second]) {
        const { linkedObjectsIds } = await other.raw(`/invoices/${id}`);
        expect(Object.values((linkedObjectsIds as JsonObject).commande as JsonObject)).toEqual([order]);
      }
      expect(bodyOf(other.sent.at(-1))).toEqual({
        fk_source: Number(order),
        sourcetype: "commande",
        fk_target: Number(second),
        targettype: "facture",
      });
      expect(other.sent.filter((request) => request.body?.toString().includes("linkedObjectsIds"))).toHaveLength(1);
    } finally {
      await other.sandbox.close();
    }
  });
});

describe("payments", () => {
  it("a payment on a draft would leave it paid under a provisional number for ever: it never leaves", async () => {
    const id = await invoice();
    const count = trial.sent.filter((request) => request.path.includes("paymentsdistributed")).length;
    const outcome = await trial.write("payments", { ...payment, invoice: id, amount: "24.00" });
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: false, error: { code: "connector.rejected" } });
    expect(trial.sent.filter((request) => request.path.includes("paymentsdistributed")).length).toBe(count);
  });

  it("the plain payment call always pays the rest: partial amounts go through paymentsdistributed, as objects", async () => {
    const id = await validated();
    await trial.create("payments", { ...payment, invoice: id, amount: "10.00" }, "pay:1");
    expect(bodyOf(trial.sent.at(-1))).toMatchObject({
      arrayofamounts: { [id]: { amount: "10.00", multicurrency_amount: "" } },
      num_payment: "pay:1",
      ref_ext: "pay:1",
    });
    expect((await trial.raw(`/invoices/${id}`)).remaintopay).toBe("14");
    await trial.create("payments", { ...payment, invoice: id }, "pay:2");
    expect((await trial.raw(`/invoices/${id}`)).paye).toBe("1");
  });

  it("a payment is found under its invoice by our reference, even when its number is the bank's", async () => {
    const id = await validated();
    await trial.create("payments", { ...payment, invoice: id, amount: "10.00", num_payment: "ch_1" }, "pay:3");
    await trial.create("payments", { ...payment, invoice: id, amount: "4.00" }, "pay:4");
    expect(await trial.find("payments", "externalRef", { invoice: id }, "pay:3")).toEqual([
      expect.objectContaining({ id: `${id}:pay:3` }),
    ]);
    expect(await trial.find("payments", "externalRef", { invoice: id }, "pay:5")).toEqual([]);
  });

  it("more than what is left is refused as data", async () => {
    const id = await validated();
    const outcome = await trial.write("payments", { ...payment, invoice: id, amount: "9999" });
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: false, error: { category: "data" } });
  });

  it("a cheque of nobody, which Dolibarr refuses, has a dash for its issuer: the customer of an old order may be gone", async () => {
    const id = await validated();
    const outcome = await trial.write("payments", { ...payment, paymentid: "7", invoice: id, amount: "1" });
    expect(outcome).toMatchObject({ outcome: "created" });
    expect(bodyOf(trial.sent.findLast(({ path }) => path.includes("paymentsdistributed")))).toMatchObject({ chqemetteur: "-" });
  });

  it("a payment of zero is nothing to do", async () => {
    const id = await validated();
    expect((await trial.write("payments", { ...payment, invoice: id, amount: "0.00" })).outcome).toBe("unchanged");
  });
});

describe("stock", () => {
  it("CO-21 a level is set by the difference, and an equal one is nothing to do", async () => {
    const product_id = await trial.create("products", { ref: "LEVEL", label: "Level" });
    const data = { product_id, warehouse_id: "1", level: "7" };
    expect((await trial.write("stock_levels", data)).outcome).toBe("updated");
    expect((await trial.write("stock_levels", data)).outcome).toBe("unchanged");
    expect(await trial.write("stock_levels", { ...data, level: "4.5" })).toMatchObject({
      outcome: "updated",
      data: { after: "4.5" },
    });
  });

  it("stock that Dolibarr leaves out, its module off or the right missing, is an error: it is no stock of zero", async () => {
    await trial.create("products", { ref: "HIDDEN", label: "Hidden" });
    const read = (stream: string) =>
      connector.read(trial.ctx, { stream, cursor: null, since: null, pageSize: 10, include: ["stock"] });
    expect((await read("products")).records.length).toBeGreaterThan(0);
    const modules = trial.sandbox.world.table("module");
    const [stock] = modules.by("name", "stock");
    modules.delete(stock?.id ?? 0);
    for (const stream of ["products", "stock_levels"]) await expect(read(stream)).rejects.toThrow(/without their stock/);
    modules.insert({ name: "stock" });
    expect((await read("stock_levels")).records.length).toBeGreaterThan(0);
  });

  it("a movement of zero is refused by Dolibarr and means nothing: it never leaves", async () => {
    const count = trial.sent.length;
    expect((await trial.write("stock_movements", { product_id: "1", warehouse_id: "1", qty: "0" })).outcome).toBe("unchanged");
    expect(trial.sent.length).toBe(count);
  });

  it("CO-34 stock only moves on validation when a warehouse is named: it is passed", async () => {
    trial.sandbox.world.setConstant("STOCK_CALCULATE_ON_VALIDATE_ORDER", "1");
    const product = await trial.create("products", { ref: "MOVED", label: "Moved" });
    await trial.write("stock_levels", { product_id: product, warehouse_id: "1", level: "10" });
    const order = await trial.create("orders", { socid: await customer(), date: DAY, lines: [{ ...line, fk_product: product }] });
    await trial.act("validateOrder", order, { idwarehouse: "1" });
    trial.sandbox.world.setConstant("STOCK_CALCULATE_ON_VALIDATE_ORDER", "0");
    expect(await trial.raw(`/products/${product}/stock`)).toMatchObject({ stock_reel: 8 });
  });
});

describe("request economy", () => {
  it("an order of 8 lines for a known customer, validated, invoiced, validated and paid, costs 5 requests", async () => {
    const socid = await customer();
    const before = trial.requests();
    const lines = Array.from({ length: 8 }, (_, n) => ({ ...line, desc: `Article ${n}` }));
    const order = await trial.create("orders", { socid, date: DAY, lines }, "eco:o");
    await trial.act("validateOrder", order);
    const bill = await trial.create("invoices", { socid, date: DAY, order, lines }, "eco:i");
    await trial.act("validateInvoice", bill);
    await trial.create("payments", { ...payment, invoice: bill, amount: "192.00" }, "eco:p");
    expect(trial.requests() - before).toBe(5);
    expect(await trial.raw(`/invoices/${bill}`)).toMatchObject({ paye: "1", total_ttc: "192.00000000" });
  });
});
