import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connector, idOf, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";
import { readPages, recordsOf } from "@/connectors/testing/bench";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.sandbox.close());

const DAY = "2026-11-22";
const line = { desc: "Lavande", qty: "2", subprice: "49.99", tva_tx: "20" };
const customer = () => trial.create("thirdparties", { name: "Client", client: 1 });

async function order(data: JsonObject): Promise<JsonObject> {
  const id = await trial.create("orders", { socid: await customer(), date: DAY, ...data });
  const [record] = recordsOf(await readPages(connector, trial.ctx, { stream: "orders", pageSize: 5, since: null, keys: [id] }));
  return record?.data ?? {};
}

describe("what templates rely on", () => {
  it("CO-06 CO-08 the check finds every module on and the lists readable", async () => {
    expect(await connector.check(trial.ctx)).toMatchObject({ ok: true, version: "22.0.4" });
  });

  it("CO-06 a key whose user may not read orders is told so, with advice", async () => {
    const ctx = { ...trial.ctx, secrets: { apiKey: `${trial.sandbox.key}-lecture` } };
    const result = await connector.check(ctx);
    expect(result.ok).toBe(false);
    expect(result.problems.map((problem) => problem.message.fr)).toContain("La clé ne peut pas lire les commandes");
    expect(JSON.stringify(result.problems)).toContain("permission");
  });

  it("CO-22 a product is found by its barcode", async () => {
    const id = await trial.create("products", { ref: "EAN", label: "Savon", barcode: "4006381333931" });
    expect((await trial.find("products", ["barcode"], { barcode: "4006381333931" })).map((match) => match.id)).toEqual([id]);
  });

  it("CO-24 the customer's language is kept", async () => {
    const id = await trial.create("thirdparties", { name: "Jane", client: 1, default_lang: "en_GB" });
    expect((await trial.raw(`/thirdparties/${id}`)).default_lang).toBe("en_GB");
  });

  it("CO-29 the shop's reference is the customer's reference, and finds the order with its customer", async () => {
    const socid = await customer();
    const id = await trial.create("orders", { socid, date: DAY, ref_client: "XKBKNABJK", lines: [line] });
    const values = { ref_client: "XKBKNABJK", socid };
    expect((await trial.find("orders", ["ref_client", "socid"], values)).map((match) => match.id)).toEqual([id]);
    expect(await trial.find("orders", ["ref_client", "socid"], { ...values, socid: "1" })).toEqual([]);
  });

  it("CO-35 an unknown currency would silently become the company's: it never leaves", async () => {
    const outcome = await trial.write("orders", { socid: await customer(), date: DAY, multicurrency_code: "XAU", lines: [line] });
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: false, error: { code: "connector.bad_request" } });
  });

  it("CO-35 an order in dollars keeps both amounts: prices are sent in the company's currency", async () => {
    const fresh = { ...trial.ctx, http: { request: trial.ctx.http.request } };
    const data = { socid: await customer(), date: DAY, multicurrency_code: "USD", multicurrency_tx: "1.25" };
    const record = {
      key: "usd",
      externalRef: "usd",
      idempotencyKey: "usd",
      data: { ...data, lines: [{ ...line, qty: "1", subprice: "100" }] },
    };
    const [outcome] = await connector.write(fresh, { stream: "orders", records: [record] });
    const id = outcome && idOf(outcome);
    const read = await readPages(connector, fresh, { stream: "orders", pageSize: 5, since: null, keys: [id ?? ""] });
    expect(recordsOf(read)[0]?.data).toMatchObject({
      multicurrency_code: "USD",
      total_ttc: "120",
      multicurrency_total_ttc: "150",
    });
  });

  it("CO-30 CO-31 CO-32 service, wrapping and discount lines need no product, and a discount is negative", async () => {
    const lines = [
      line,
      { desc: "Port", qty: "1", subprice: "4.90", tva_tx: "20", product_type: 1 },
      { desc: "Remise", qty: "1", subprice: "-5", tva_tx: "20", product_type: 1 },
    ];
    const data = await order({ lines });
    expect(data).toMatchObject({ total_ht: "99.88", total_ttc: "119.86" });
    expect(data.lines).toMatchObject([{ product_type: 0 }, { product_type: 1 }, { product_type: 1 }]);
  });

  it("the connector's arithmetic gives what Dolibarr answers", async () => {
    const documentLine = { quantity: "3", unitNet: "8.325", discountPercent: "0", vatRate: "20", isService: false };
    const settings = (await connector.arithmetic?.settings(trial.ctx)) ?? {};
    const totals = connector.arithmetic?.totals([documentLine], settings);
    const data = await order({ lines: [{ desc: "x", qty: "3", subprice: "8.325", tva_tx: "20" }] });
    expect([totals?.net, totals?.vat, totals?.gross].map(Number)).toEqual(
      [data.total_ht, data.total_tva, data.total_ttc].map(Number),
    );
    expect(connector.arithmetic?.unitDecimals(settings)).toBe(5);
  });

  it("CO-37 bank accounts and payment types are proposed with what matches them", async () => {
    const accounts = await connector.lookup(trial.ctx, { lookup: "bankAccounts" });
    expect(accounts.items[0]?.extra).toMatchObject({ currency: "EUR" });
    const types = await connector.lookup(trial.ctx, { lookup: "paymentTypes" });
    expect(types.items.map((item) => item.match?.code)).toContain("CB");
  });

  it("VAT rates are those of the country and of the products, each once, as auto-match compares them", async () => {
    await trial.create("products", { ref: "ODD-RATE", label: "Odd", tva_tx: "7.7" });
    const { items } = await connector.lookup(trial.ctx, { lookup: "vatRates" });
    expect(items.map((item) => item.match?.rate)).toEqual(expect.arrayContaining(["20", "10", "7.7", "5.5", "2.1", "0"]));
    expect(items.filter((item) => item.id === "20")).toHaveLength(1);
  });

  it("CO-09 CO-10 a product gets its categories and its image; doing it twice is harmless", async () => {
    const parent = await trial.create("categories", { label: "Maison" });
    const child = await trial.create("categories", { label: "Bain", fk_parent: parent });
    const product = await trial.create("products", { ref: "IMG", label: "Image" });
    for (let round = 0; round < 2; round += 1) {
      expect((await trial.act("linkCategory", product, { categories: [child] })).outcome).toBe("updated");
      const image = { filename: "savon.png", content: Buffer.from("png").toString("base64") };
      expect((await trial.act("uploadImage", product, image)).outcome).toBe("updated");
    }
    const request = { stream: "products", pageSize: 5, since: null, keys: [product], include: ["categories", "stock"] };
    const [record] = recordsOf(await readPages(connector, trial.ctx, request));
    expect(record?.data.categories).toMatchObject([{ id: child, label: "Bain" }]);
    const { items } = await connector.lookup(trial.ctx, { lookup: "categories", query: "bain" });
    expect(items[0]?.label).toBe("Maison > Bain");
  });

  it("CO-19 extrafields are merged under their prefix", async () => {
    const outcome = await trial.write("products", { ref: "EXTRA", label: "Extra", array_options: { shop_id: "12" } });
    const body: unknown = JSON.parse(String(trial.sent.at(-1)?.body));
    expect(isJsonObject(body) && body.array_options).toEqual({ options_shop_id: "12" });
    expect(idOf(outcome)).not.toBe("");
  });

  it.each([
    { mode: "both on the net", type: "1", gross: "114.98" },
    { mode: "one after the other", type: "2", gross: "115.47" },
  ])("CO-36 a second tax is a local tax of the line, $mode, where the company's dictionary has it", async ({ type, gross }) => {
    const other = await startTrial({ settings: { FACTURE_LOCAL_TAX1_OPTION: "localtax1on" } });
    try {
      other.sandbox.world.table("dictionary:vat").insert({ taux: "5", code: "", localtax1: "9.975", localtax1_type: type });
      const socid = await other.create("thirdparties", { name: "Boutique du Québec", client: 1 });
      const lines = [{ desc: "Savon", qty: "1", subprice: "100", tva_tx: "5", localtax1_tx: "9.975", localtax1_type: type }];
      const id = await other.create("orders", { socid, date: "2026-11-22", lines });
      const order = await other.raw(`/orders/${id}`);
      expect(Number(order.total_tva)).toBe(5);
      expect(Number(order.total_ttc).toFixed(2)).toBe(gross);
    } finally {
      await other.sandbox.close();
    }
  });

  it("CO-06 a Dolibarr just installed is told what it lacks: modules, an account, each with what to do", async () => {
    const fresh = await startTrial({ demo: { profile: "fresh", bankAccounts: 0 } });
    try {
      const { ok, problems } = await connector.check(fresh.ctx);
      expect(ok).toBe(true);
      const told = problems.map((problem) => problem.message.en).join("; ");
      expect(told).toContain("Services");
      expect(told).toContain("no open bank account");
      expect(problems.filter((problem) => problem.severity !== "info" && !problem.advice)).toEqual([]);
    } finally {
      await fresh.sandbox.close();
    }
  });
});
