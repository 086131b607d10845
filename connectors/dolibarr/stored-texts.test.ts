import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, connector, idOf, startTrial, type Trial } from "@/connectors/dolibarr/testing/trial";
import type { JsonObject } from "@/lib/core/json";

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.sandbox.close());

const customer = (data: JsonObject) => trial.create("thirdparties", { client: 1, ...data });
const found = async (stream: string, by: string, value: string) =>
  (await trial.find(stream, [by], { [by]: value })).map(({ id }) => id);

describe("texts that Dolibarr rewrites on the way in are found by what was sent", () => {
  it("a VAT number loses its spaces, so that another account of the company is the same third party", async () => {
    const id = await customer({ name: "Lumière", tva_intra: "FR 55 111 222 333" });
    expect((await trial.raw(`/thirdparties/${id}`)).tva_intra).toBe("FR55111222333");
    expect(await found("thirdparties", "tva_intra", "FR 55 111 222 333")).toEqual([id]);
    expect(await found("thirdparties", "tva_intra", "fr55111222333")).toEqual([id]);
  });

  it("a name loses its double quotes and doubled spaces", async () => {
    const id = await customer({ name: 'Café  "Le Bon"' });
    expect(await found("thirdparties", "name", 'Café  "Le Bon"')).toEqual([id]);
  });

  it("`like` takes the quotes for part of a value with an apostrophe: none is sent", async () => {
    const id = await customer({ name: "L'Atelier (Paris)" });
    expect(await found("thirdparties", "name", "L'Atelier (Paris)")).toEqual([id]);
  });

  it.each(["A,B[1]=2", "L'OR, 18", "été;1"])("a reference keeps no punctuation: %s is found, not made twice", async (ref) => {
    const id = idOf(await trial.write("products", { ref, label: "Bague" }));
    expect(await found("products", "ref", ref)).toEqual([id]);
    await trial.write("products", { ref, label: "Bague" }, { targetId: id });
    expect(await found("products", "ref", ref)).toEqual([id]);
  });
});

describe("texts longer than their column, which would refuse the whole record", () => {
  it("VAT numbers, addresses of two full lines and e-mails are cut", async () => {
    const address = `${"a".repeat(128)}\n${"b".repeat(128)}`;
    const id = await customer({
      name: "Long",
      tva_intra: "FR 40 303 265 045 en cours de demande",
      address,
      email: "e".repeat(200),
    });
    const stored = await trial.raw(`/thirdparties/${id}`);
    expect(stored).toMatchObject({ tva_intra: "FR40303265045encours", email: "e".repeat(128) });
    expect(String(stored.address)).toHaveLength(255);
    const contact = await trial.create("contacts", { lastname: "Long", address, socid: id });
    expect(String((await trial.raw(`/contacts/${contact}`)).address)).toHaveLength(255);
  });
});

describe("barcodes, which Dolibarr keeps once per type", () => {
  it("a second product with the same one keeps it, without its type", async () => {
    const data = { label: "Savon", barcode: "3760000000017", barcode_type: "2" };
    const first = idOf(await trial.write("products", { ref: "EAN-1", ...data }));
    const second = idOf(await trial.write("products", { ref: "EAN-2", ...data }));
    expect(await trial.raw(`/products/${first}`)).toMatchObject({ barcode: data.barcode, barcode_type: "2" });
    expect(await trial.raw(`/products/${second}`)).toMatchObject({ ref: "EAN-2", barcode: data.barcode });
    expect(await trial.write("products", { ref: "EAN-2", ...data }, { targetId: second })).toMatchObject({ outcome: "updated" });
    expect(await trial.write("products", { ref: "EAN-1", label: "Autre" })).toMatchObject({ outcome: "failed" });
  });
});

describe("signs the database has no room for", () => {
  it("a smiley that a database of utf8 refuses is left out, the rest of the message kept", async () => {
    trial.sandbox.world.setConstant("SANDBOX_UTF8MB3", "1");
    const id = await customer({ name: "Zoé", note_private: "Merci 😊 beaucoup" });
    expect((await trial.raw(`/thirdparties/${id}`)).note_private).toBe("Merci  beaucoup");
    trial.sandbox.world.setConstant("SANDBOX_UTF8MB3", "");
    const other = await customer({ name: "Zoé", note_private: "Merci 😊" });
    expect((await trial.raw(`/thirdparties/${other}`)).note_private).toBe("Merci 😊");
  });
});

describe("the injection filter reads a whole address", () => {
  it("values that together look like SQL are asked for apart, and all of them found", async () => {
    const names = ["Union sportive", "Atelier", "Selection Vins", "Update-Kit", "Reset", "Café"];
    const ids = [];
    for (const name of names) ids.push(await customer({ name }));
    const candidates = names.map((name, n) => ({ key: String(n), externalRef: "", values: { name } }));
    const before = trial.sent.length;
    const matches = await connector.find(trial.ctx, { stream: "thirdparties", by: ["name"], candidates });
    expect(matches.map(({ matches: [only, ...more] }) => [only?.id, more.length])).toEqual(ids.map((id) => [id, 0]));
    expect(trial.sent.length - before).toBeGreaterThan(1);
  });
});

describe("lines of documents", () => {
  it("a text that Dolibarr keeps with other tags, quotes or spaces is no difference: a validated order stays as it is", async () => {
    const socid = await customer({ name: "Client" });
    const lines = (desc: string) => [{ desc, qty: "1", subprice: "10", tva_tx: "20" }];
    const data = { socid, date: "2026-11-22" };
    const id = await trial.create("orders", { ...data, lines: lines("Mug <script>x</script> &amp; cuillère") });
    await trial.act("validateOrder", id);
    const before = trial.sent.length;
    const outcome = await trial.write("orders", { ...data, lines: lines("Mug x & cuillère ") }, { targetId: id });
    expect(outcome).toMatchObject({ outcome: "updated" });
    expect(trial.sent.slice(before).map(({ method }) => method)).toEqual(["PUT"]);
    expect(bodyOf(trial.sent.at(-1)).lines).toBeUndefined();
  });
});
