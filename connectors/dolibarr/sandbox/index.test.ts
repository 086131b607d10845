import { afterEach, describe, expect, it } from "vitest";
import { type DolibarrSandbox, startSandbox } from "./index";

let sandbox: DolibarrSandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  if (!sandbox) throw new Error("no sandbox");
  const response = await fetch(`${sandbox.url}/api/index.php${path}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json", dolapikey: sandbox.key, ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, text, body: json && text !== "" ? JSON.parse(text) : undefined };
}

describe("Dolibarr sandbox", () => {
  it("books an order from draft to paid invoice as Dolibarr does", async () => {
    sandbox = await startSandbox({ clock: () => new Date("2026-11-22T10:00:00Z") });
    const product = (await call("POST", "/products", { ref: "BOL-1", label: "Bol", price: 49.99, tva_tx: 20, status: 1 })).body;
    const lines = [{ fk_product: product, qty: 2, subprice: 49.99, tva_tx: 20, desc: "Bol" }];
    const order = (await call("POST", "/orders", { socid: 1, date: "2026-11-22", ref_ext: "shop:1", lines })).body;
    expect(order).toBe(1);
    const draft = (await call("GET", `/orders/${order}`)).body;
    expect(draft).toMatchObject({ id: "1", ref: "(PROV1)", statut: "0", total_ttc: "119.98000000" });
    const validated = (await call("POST", `/orders/${order}/validate`, { idwarehouse: 0, notrigger: 0 })).body;
    expect(validated).toMatchObject({ ref: "CO2611-0001", statut: "1", trackid: "ord1" });
    expect((await call("POST", `/orders/${order}/validate`, { idwarehouse: 0, notrigger: 0 })).status).toBe(304);
    const invoice = (await call("POST", `/invoices/createfromorder/${order}`)).body;
    expect(invoice).toMatchObject({ id: 1, total_ttc: 119.98, linkedObjectsIds: { commande: { "1": "1" } } });
    expect((await call("POST", "/invoices/1/validate")).body).toMatchObject({ ref: "FA2611-0001", statut: "1" });
    const payment = { datepaye: "2026-11-22", paymentid: 6, closepaidinvoices: "yes", accountid: 1 };
    const distributed = { ...payment, arrayofamounts: { "1": { amount: "100.00", multicurrency_amount: "" } } };
    expect((await call("POST", "/invoices/paymentsdistributed", distributed)).body).toBe(1);
    expect((await call("GET", "/invoices/1")).body).toMatchObject({ totalpaid: 100, remaintopay: "19.98", paye: "0" });
  });

  it("answers an empty list of third parties with 404 and of orders with []", async () => {
    sandbox = await startSandbox();
    expect((await call("GET", "/orders")).body).toEqual([]);
    const none = await call("GET", "/thirdparties?sqlfilters=(t.nom:=:'Nobody')");
    expect(none).toMatchObject({ status: 404, body: { error: { message: "Not Found: No third parties found" } } });
  });

  it("keeps everything it answered in its journal", async () => {
    const { mkdtempSync } = await import("node:fs");
    const dataFile = `${mkdtempSync("/tmp/dolibarr-sandbox-")}/journal.jsonl`;
    sandbox = await startSandbox({ dataFile });
    const id = (await call("POST", "/thirdparties", { name: "Kept", client: 1, code_client: "auto" })).body;
    await sandbox.close();
    sandbox = await startSandbox({ dataFile });
    expect((await call("GET", `/thirdparties/${id}`)).body).toMatchObject({ name: "Kept", client: "1" });
  });
});
