import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, connector, idOf, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";
import { readPages, recordsOf } from "@/connectors/testing/bench";
import type { JsonObject } from "@/lib/core/json";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.sandbox.close());

const DAY = "2026-11-22";
const line = { desc: "Lavande", qty: "2", subprice: "10", tva_tx: "20" };
const customer = (ref?: string) => trial.create("thirdparties", { name: "Client", client: 1 }, ref);

describe("finding", () => {
  it("ref_ext is unique nowhere: two holders are two matches", async () => {
    const ids = [await customer("twin"), await customer("twin")];
    expect((await trial.find("thirdparties", "externalRef", {}, "twin")).map((match) => match.id)).toEqual(ids);
  });

  it.each(["a(b)c", 'a"b', "o'b", "a,b", "a:b:c", "#5001", "50%", "a+b", "a b", "Été", "a\\b", "x;y<z>", "1~2"])(
    "an external reference holding %s is kept and found, and nothing else is",
    async (reference) => {
      const id = await customer(reference);
      await customer(reference.replace(/[^a-z0-9]/gi, "_").concat("_"));
      expect(await trial.find("thirdparties", "externalRef", {}, reference)).toEqual([expect.objectContaining({ id })]);
    },
  );

  it("filters compare without case, references do not", async () => {
    await customer("Shop:Customer:ABC");
    expect(await trial.find("thirdparties", "externalRef", {}, "shop:customer:abc")).toEqual([]);
  });

  it("an e-mail with a plus, held by two customers, in another case, is found by filter: both of them", async () => {
    const data = { name: "Jane", client: 1, email: "jane+tag@example.test" };
    const ids = [await trial.create("thirdparties", data), await trial.create("thirdparties", data)];
    const found = await trial.find("thirdparties", ["email"], { email: "JANE+TAG@example.test" });
    expect(found.map((match) => match.id)).toEqual(ids);
  });

  it.each(["SARL (FR)", "O'Brien, Frères", "L’Été à 50 %"])("a name that filters cannot carry is found: %s", async (name) => {
    const id = await trial.create("thirdparties", { name, client: 1 });
    expect((await trial.find("thirdparties", ["name"], { name: name.toUpperCase() })).map((match) => match.id)).toEqual([id]);
  });

  it("by name and zip both must be equal", async () => {
    const id = await trial.create("thirdparties", { name: "ACME (FR)", zip: "69001", client: 1 });
    await trial.create("thirdparties", { name: "ACME (FR)", zip: "75001", client: 1 });
    expect(
      (await trial.find("thirdparties", ["name", "zip"], { name: "acme (fr)", zip: "69001" })).map((match) => match.id),
    ).toEqual([id]);
  });

  it("`in` strips quoted text, so that an e-mail is never found by it: alternatives are sent with `=`", async () => {
    const mails = ["one@example.test", "two+tag@example.test", "été@example.test"];
    const ids: string[] = [];
    for (const email of mails) ids.push(await trial.create("thirdparties", { name: email, client: 1, email }));
    const filter = encodeURIComponent(`(t.email:in:${mails.map((mail) => `'${mail}'`).join(",")})`);
    const reply = await fetch(`${trial.sandbox.url}/api/index.php/thirdparties?sqlfilters=${filter}`, {
      headers: { DOLAPIKEY: trial.sandbox.key },
    });
    expect(reply.status).toBe(404);
    const candidates = mails.map((email, n) => ({ key: String(n), externalRef: "", values: { email } }));
    const found = await connector.find(trial.ctx, { stream: "thirdparties", by: ["email"], candidates });
    expect(found.map(({ matches }) => matches.map(({ id }) => id))).toEqual(ids.map((id) => [id]));
  });

  it("many candidates cost one request", async () => {
    await customer("batch:1");
    const candidates = Array.from({ length: 30 }, (_, n) => ({ key: String(n), externalRef: `batch:${n}`, values: {} }));
    const before = trial.requests();
    const found = await connector.find(trial.ctx, { stream: "thirdparties", by: "externalRef", candidates });
    expect(trial.requests() - before).toBe(1);
    expect(found.filter((each) => each.matches.length > 0).map((each) => each.key)).toEqual(["1"]);
  });
});

describe("customers and products", () => {
  it("code_client is `auto` on creation and left alone on update", async () => {
    const id = await customer("coded");
    const code = (await trial.raw(`/thirdparties/${id}`)).code_client;
    expect(code).toMatch(/^CU/);
    await trial.write(
      "thirdparties",
      { name: "Client", client: 1, code_client: "X", town: "Lyon" },
      { ref: "coded", targetId: id },
    );
    expect(await trial.raw(`/thirdparties/${id}`)).toMatchObject({ code_client: code, town: "Lyon" });
  });

  it("every write carries our caller, so that webhooks can be told from echoes (MCO-05)", async () => {
    const id = await customer();
    await trial.write("thirdparties", { name: "Client", phone: "1" }, { targetId: id });
    for (const request of trial.sent.filter((each) => each.method === "POST" || each.method === "PUT")) {
      expect(bodyOf(request).caller).toBe("passerelle");
    }
  });

  it("a creation names only what it sets, and a null leaves the field alone", async () => {
    const id = await trial.create("thirdparties", { name: "Vide", client: 1, email: "", town: null, zip: "84220" });
    expect(Object.keys(bodyOf(trial.sent.findLast((request) => request.method === "POST"))).sort()).toEqual(
      ["caller", "client", "code_client", "name", "ref_ext", "zip"].sort(),
    );
    await trial.write("thirdparties", { name: "Vide", client: 1, zip: null }, { targetId: id });
    expect((await trial.raw(`/thirdparties/${id}`)).zip).toBe("84220");
    await trial.write("thirdparties", { name: "Vide", client: 1, zip: "" }, { targetId: id });
    expect((await trial.raw(`/thirdparties/${id}`)).zip || null).toBeNull();
  });

  it("a text longer than its column is cut: Dolibarr would refuse the whole record", async () => {
    const id = await trial.create("thirdparties", { name: "É".repeat(200), client: 1, town: "x".repeat(64) });
    expect(await trial.raw(`/thirdparties/${id}`)).toMatchObject({ name: "É".repeat(128), town: "x".repeat(50) });
  });

  it("a product reference is cleaned by Dolibarr: the one it kept is read back and found again by the one sent", async () => {
    const outcome = await trial.write("products", { ref: "A/B C#1+é", label: "Special" });
    expect(outcome).toMatchObject({ outcome: "created", ref: "A_B_C#1+e" });
    expect(await trial.find("products", ["ref"], { ref: "A/B C#1+é" })).toEqual([{ id: idOf(outcome), ref: "A_B_C#1+e" }]);
  });

  it("a new product is for sale unless told otherwise", async () => {
    const id = await trial.create("products", { ref: "ON-SALE", label: "On sale" });
    const off = await trial.create("products", { ref: "OFF-SALE", label: "Off sale", status: false });
    expect((await trial.raw(`/products/${id}`)).status).toBe("1");
    expect((await trial.raw(`/products/${off}`)).status).toBe("0");
  });

  it("a price that Dolibarr ignores is a failure with advice, not a success", async () => {
    const id = await trial.create("products", { ref: "PRICED", label: "Priced", price: "10" });
    trial.sandbox.world.setConstant("PRODUCT_PRICE_UNIQ", "0");
    trial.sandbox.world.setConstant("PRODUIT_CUSTOMER_PRICES", "1");
    const outcome = await trial.write("products", { ref: "PRICED", label: "Priced", price: "12.34" }, { targetId: id });
    trial.sandbox.world.setConstant("PRODUCT_PRICE_UNIQ", "1");
    trial.sandbox.world.setConstant("PRODUIT_CUSTOMER_PRICES", "0");
    const kept = (await trial.raw(`/products/${id}`)).price;
    if (Number(kept) === 12.34) expect(outcome.outcome).toBe("updated");
    else expect(outcome).toMatchObject({ outcome: "failed", error: { code: "connector.rejected", details: { field: "price" } } });
  });
});

describe("orders", () => {
  it("a comma is misread by Dolibarr, a missing price or rate means zero: neither leaves", async () => {
    const socid = await customer();
    const count = trial.sent.length;
    const bads: JsonObject[] = [
      { ...line, subprice: "10,50" },
      { desc: "x", qty: "1", tva_tx: "20" },
      { desc: "x", qty: "1", subprice: "1" },
    ];
    for (const bad of bads) {
      const outcome = await trial.write("orders", { socid, date: DAY, lines: [bad] });
      expect(outcome).toMatchObject({ outcome: "failed", uncertain: false, error: { code: "connector.bad_request" } });
    }
    expect(trial.sent.length).toBe(count);
  });

  it("every line is numbered, so that their order is kept", async () => {
    const lines = ["un", "deux", "trois"].map((desc) => ({ ...line, desc }));
    const id = await trial.create("orders", { socid: await customer(), date: DAY, lines });
    expect(bodyOf(trial.sent.at(-1)).lines).toMatchObject([{ rang: 1 }, { rang: 2 }, { rang: 3 }]);
    const [record] = recordsOf(await readPages(connector, trial.ctx, { stream: "orders", pageSize: 5, since: null, keys: [id] }));
    expect(record?.data.lines).toMatchObject([{ desc: "un" }, { desc: "deux" }, { desc: "trois" }]);
  });

  it("a day is kept whatever the zones: 23:30 in Paris is that day, and milliseconds never leave", async () => {
    await trial.create("orders", { socid: await customer(), date: "2026-11-22T23:30:00+01:00", lines: [line] });
    const { date } = bodyOf(trial.sent.at(-1));
    expect(new Date(Number(date) * 1000).toISOString().slice(0, 10)).toBe("2026-11-22");
  });

  it("a line keeps its product whatever PUT says: another product is another line, and equal lines stay what they are", async () => {
    const socid = await customer();
    const ids: string[] = [];
    for (const ref of ["LP-A", "LP-B", "LP-C"]) ids.push(await trial.create("products", { ref, label: ref }));
    const of = (n: number, qty = "1") => ({ ...line, fk_product: ids[n] ?? "", desc: `L${n}`, qty });
    const id = await trial.create("orders", { socid, date: DAY, lines: [of(0), of(1), line] }, "products");
    const before = (await trial.raw(`/orders/${id}`)).lines as JsonObject[];
    const wanted = [of(1, "4"), of(2), line];
    expect((await trial.write("orders", { socid, date: DAY, lines: wanted }, { ref: "products", targetId: id })).outcome).toBe(
      "updated",
    );
    const after = (await trial.raw(`/orders/${id}`)).lines as JsonObject[];
    const told = (lines: JsonObject[]) => lines.map((each) => [each.fk_product, each.desc, Number(each.qty)].join()).sort();
    expect(told(after)).toEqual([`${ids[1]},L1,4`, `${ids[2]},L2,1`, [null, line.desc, Number(line.qty)].join()].sort());
    expect(after.find((each) => each.fk_product === ids[1])?.id).toBe(before.find((each) => each.fk_product === ids[1])?.id);
    const sent = trial.sent.length;
    await trial.write("orders", { socid, date: DAY, lines: wanted }, { ref: "products", targetId: id });
    expect(trial.sent.slice(sent).filter(({ path }) => path.includes("/lines"))).toEqual([]);
  });

  it("PUT ignores lines: a draft's are replaced one by one, a validated order's are refused with advice", async () => {
    const socid = await customer();
    const id = await trial.create("orders", { socid, date: DAY, lines: [line, { ...line, desc: "Savon" }, line] }, "lined");
    const lines = [
      { ...line, qty: "5" },
      { ...line, desc: "Savon" },
    ];
    expect((await trial.write("orders", { socid, date: DAY, lines }, { ref: "lined", targetId: id })).outcome).toBe("updated");
    expect(await trial.raw(`/orders/${id}`)).toMatchObject({ total_ht: "70.00000000", lines: { length: 2 } });
    expect((await trial.act("validateOrder", id)).outcome).toBe("updated");
    const same = await trial.write("orders", { socid, date: DAY, lines, note_private: "ok" }, { ref: "lined", targetId: id });
    expect(same.outcome).toBe("updated");
    const other = await trial.write("orders", { socid, date: DAY, lines: [line] }, { ref: "lined", targetId: id });
    expect(other).toMatchObject({ outcome: "failed", uncertain: false, error: { code: "connector.rejected" } });
  });

  it("CO-38 there is no call to cancel: PUT status -1 cancels, and is `statut` nowhere", async () => {
    const id = await trial.create("orders", { socid: await customer(), date: DAY, lines: [line] });
    await trial.act("validateOrder", id);
    expect((await trial.act("cancelOrder", id)).outcome).toBe("updated");
    expect((await trial.raw(`/orders/${id}`)).status).toBe("-1");
  });

  it("validating and closing twice is harmless; closing a draft is refused although Dolibarr answers 304", async () => {
    const id = await trial.create("orders", { socid: await customer(), date: DAY, lines: [line] });
    expect((await trial.act("closeOrder", id)).outcome).toBe("failed");
    const first = await trial.act("validateOrder", id);
    expect(first).toMatchObject({ outcome: "updated", ref: expect.stringMatching(/^CO/) });
    expect(await trial.act("validateOrder", id)).toMatchObject({ outcome: "unchanged", id });
    expect((await trial.act("closeOrder", id)).outcome).toBe("updated");
    expect((await trial.act("closeOrder", id)).outcome).toBe("unchanged");
    expect((await trial.act("setOrderInvoiced", id)).outcome).toBe("updated");
  });

  it("a wrong contact type answers 304 like an existing link, so it never leaves", async () => {
    const socid = await customer();
    const id = await trial.create("orders", { socid, date: DAY, lines: [line] });
    const contact = await trial.create("contacts", { socid, lastname: "Livraison" });
    expect((await trial.act("addContact", id, { contact, type: "SHIPPING" })).outcome).toBe("updated");
    expect((await trial.act("addContact", id, { contact, type: "SHIPPING" })).outcome).toBe("unchanged");
    expect((await trial.act("addContact", id, { contact, type: "NOSUCH" })).outcome).toBe("failed");
  });
});

it("reopening an order answers a bare 1 [529]: the order is read back, and is open", async () => {
  const id = await trial.create("orders", { socid: await customer(), date: DAY, lines: [line] });
  await trial.act("validateOrder", id);
  await trial.act("closeOrder", id);
  expect(await trial.act("reopenOrder", id)).toMatchObject({ outcome: "updated", id });
  expect(await trial.act("reopenOrder", id)).toMatchObject({ outcome: "unchanged", id });
});

describe("reading changes", () => {
  it("GEN-02 only what changed since the watermark, compared on the server's clock, in whatever zone", async () => {
    for (const timeZone of ["", "UTC"]) {
      const ctx = { ...trial.ctx, config: { ...trial.ctx.config, timeZone } };
      const future = new Date(Date.now() + 3_600_000).toISOString();
      const none = await readPages(connector, ctx, { stream: "products", pageSize: 5, since: future });
      expect(recordsOf(none)).toEqual([]);
      expect(none.at(-1)?.watermark).toBe(future.replace(/\.\d+Z/, ".000Z"));
      const recent = await readPages(connector, ctx, {
        stream: "products",
        pageSize: 5,
        since: new Date(Date.now() - 60_000).toISOString(),
      });
      expect(recordsOf(recent).length).toBeGreaterThan(0);
    }
  });

  it("a record changed while pages are read hides no other", async () => {
    const whole = recordsOf(await readPages(connector, trial.ctx, { stream: "thirdparties", pageSize: 250, since: null }));
    const request = { stream: "thirdparties", pageSize: 3, since: null };
    const first = await connector.read(trial.ctx, { ...request, cursor: null });
    await trial.write("thirdparties", { name: "Changed meanwhile" }, { targetId: whole.at(-1)?.key });
    const keys = first.records.map((record) => record.key);
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await connector.read(trial.ctx, { ...request, cursor });
      keys.push(...page.records.map((record) => record.key));
      cursor = page.nextCursor;
    }
    expect(keys).toEqual(whole.map((record) => record.key));
  });

  it("writes to one Dolibarr go one at a time: in parallel they lose stock and take numbers twice", () => {
    expect(connector.spec.limits.parallelWrites).toBe(1);
  });
});
