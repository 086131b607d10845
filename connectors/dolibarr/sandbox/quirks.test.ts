import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type DolibarrSandbox, type SandboxOptions, startSandbox } from "./index";

let sandbox: DolibarrSandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function start(options: SandboxOptions = {}): Promise<DolibarrSandbox> {
  sandbox = await startSandbox({ clock: () => new Date("2026-11-22T10:00:00Z"), ...options });
  return sandbox;
}

async function call(method: string, path: string, body?: unknown, key = sandbox?.key ?? "") {
  const response = await fetch(`${sandbox?.url}/api/index.php${path}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json", dolapikey: key },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, text, body: isJson && text !== "" ? JSON.parse(text) : undefined };
}

const ORDER = { socid: 1, date: "2026-11-22" };
const line = (values: object) => ({ desc: "x", qty: 1, subprice: 10, tva_tx: 20, product_type: 0, ...values });
const filter = (text: string) => `sqlfilters=${encodeURIComponent(text)}`;

describe("Dolibarr sandbox, quirks of the real server", () => {
  it("quirk: ref_ext is not unique, and comparing it ignores case", async () => {
    await start();
    await call("POST", "/orders", { ...ORDER, ref_ext: "Shop-1" });
    await call("POST", "/orders", { ...ORDER, ref_ext: "shop-1" });
    const found = await call("GET", `/orders?${filter("(t.ref_ext:=:'SHOP-1')")}&properties=id`);
    expect(found.body).toEqual([{ id: "1" }, { id: "2" }]);
  });

  it("quirk: values of sqlfilters take an apostrophe and a colon but no parenthesis", async () => {
    await start();
    await call("POST", "/orders", { ...ORDER, ref_ext: "o'b:c" });
    expect((await call("GET", `/orders?${filter("(t.ref_ext:=:'o'b:c')")}&properties=id`)).body).toEqual([{ id: "1" }]);
    expect((await call("GET", `/orders?${filter("(t.ref_ext:=:'a(b)')")}`)).status).toBe(400);
    expect((await call("GET", `/orders?${filter("(t.nosuch:=:1)")}`)).status).toBe(503);
  });

  it("quirk: the firewall refuses special characters in a path with a text, however they are encoded", async () => {
    await start();
    const refused = await call("GET", "/orders/ref_ext/a%3Ab");
    expect(refused).toMatchObject({ status: 403, body: undefined });
    expect(refused.text).toContain("SQL or Script injection protection");
  });

  it("quirk: two third parties with one e-mail are 200 with a null id", async () => {
    await start();
    await call("POST", "/thirdparties", { name: "A", email: "a@b.example" });
    await call("POST", "/thirdparties", { name: "B", email: "A@b.example" });
    expect(await call("GET", "/thirdparties/email/a@b.example")).toMatchObject({ status: 200, body: { id: null, name: null } });
  });

  it("quirk: a price with a comma is read without it", async () => {
    await start();
    await call("POST", "/orders", { ...ORDER, lines: [line({ subprice: "10,50" })] });
    expect((await call("GET", "/orders/1")).body.total_ht).toBe("1050.00000000");
  });

  it("quirk: prices with VAT count on posted lines only", async () => {
    await start();
    const entered = { price_base_type: "TTC", subprice: 12 };
    await call("POST", "/orders", { ...ORDER, lines: [line(entered)] });
    await call("POST", "/orders/1/lines", line(entered));
    const order = (await call("GET", "/orders/1")).body;
    expect(order.lines.map((each: { total_ttc: string }) => each.total_ttc)).toEqual(["14.40000000", "12.00000000"]);
  });

  it("quirk: PUT status -1 cancels an order while PUT statut does nothing", async () => {
    await start();
    await call("POST", "/orders", ORDER);
    await call("POST", "/orders/1/validate");
    expect((await call("PUT", "/orders/1", { statut: -1 })).body.statut).toBe("1");
    expect((await call("PUT", "/orders/1", { status: -1 })).body.statut).toBe("-1");
  });

  it("quirk: the number of a deleted order is given again", async () => {
    await start();
    await call("POST", "/orders", ORDER);
    await call("POST", "/orders/1/validate");
    await call("DELETE", "/orders/1");
    await call("POST", "/orders", ORDER);
    expect((await call("POST", "/orders/2/validate")).body.ref).toBe("CO2611-0001");
  });

  it("quirk: a draft invoice takes a payment and keeps its provisional reference", async () => {
    await start();
    await call("POST", "/invoices", { ...ORDER, lines: [line({})] });
    const payment = { datepaye: "2026-11-22", paymentid: 6, closepaidinvoices: "yes", accountid: 1 };
    await call("POST", "/invoices/1/payments", payment);
    expect((await call("GET", "/invoices/1")).body).toMatchObject({ ref: "(PROV1)", statut: "2", paye: "1" });
    expect((await call("POST", "/invoices/1/validate")).status).toBe(304);
  });

  it("quirk: with the multicurrency module on, paying the rest pays the whole total again", async () => {
    await start();
    await call("POST", "/invoices", { ...ORDER, lines: [line({})] });
    await call("POST", "/invoices/1/validate");
    const payment = { datepaye: "2026-11-22", paymentid: 6, closepaidinvoices: "yes", accountid: 1 };
    const arrayofamounts = { "1": { amount: "2.00", multicurrency_amount: "" } };
    await call("POST", "/invoices/paymentsdistributed", { ...payment, arrayofamounts });
    await call("POST", "/invoices/1/payments", payment);
    expect((await call("GET", "/invoices/1")).body).toMatchObject({ totalpaid: 14, remaintopay: "-2" });
  });

  it("quirk: another pricing mode keeps the price on PUT and answers 200", async () => {
    const { world } = await start({ settings: { PRODUIT_CUSTOMER_PRICES: "1" } });
    await call("POST", "/products", { ref: "A", label: "A", price: 10, tva_tx: 20 });
    expect(await call("PUT", "/products/1", { price: 20 })).toMatchObject({ status: 200, body: { price: "10.00000000" } });
    world.setConstant("PRODUIT_CUSTOMER_PRICES", "0");
    expect((await call("PUT", "/products/1", { price: 20 })).body.price).toBe("20.00000000");
  });

  it("quirk: a 2xx is not always success: maintenance is 200 in text, a database that is down 202 in HTML", async () => {
    const { world } = await start({ settings: { MAIN_ONLY_LOGIN_ALLOWED: "someone" } });
    expect(await call("GET", "/status")).toMatchObject({ status: 200, body: undefined });
    world.setConstant("MAIN_ONLY_LOGIN_ALLOWED", "");
    world.setConstant("SANDBOX_DATABASE_DOWN", "1");
    expect(await call("POST", "/orders", ORDER)).toMatchObject({ status: 202, body: undefined });
    world.setConstant("SANDBOX_DATABASE_DOWN", "");
    expect((await call("GET", "/orders")).body).toEqual([]);
  });

  it("quirk: before version 18 empty lists are 404 and missing rights 401", async () => {
    const { key } = await start({ version: "17.0.0" });
    expect((await call("GET", "/orders")).status).toBe(404);
    expect((await call("GET", "/orders", undefined, `${key}-lecture`)).status).toBe(401);
  });

  it("quirk: stock is moved relatively, and PUT of stock_reel is refused", async () => {
    await start();
    await call("POST", "/products", { ref: "A", label: "A" });
    await call("POST", "/stockmovements", { product_id: 1, warehouse_id: 1, qty: 5 });
    await call("POST", "/stockmovements", { product_id: 1, warehouse_id: 1, qty: -2 });
    expect((await call("GET", "/products/1/stock")).body).toMatchObject({
      stock_reel: 3,
      stock_warehouses: { "1": { real: "3" } },
    });
    expect((await call("PUT", "/products/1", { stock_reel: 9 })).status).toBe(400);
  });

  it("hands the caller of a change on to the webhook target", async () => {
    await start();
    const receiver = createServer();
    const received = (once(receiver, "request") as Promise<[IncomingMessage, ServerResponse]>).then(
      async ([request, response]) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        response.end("ok");
        return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
      },
    );
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;
    await call("POST", "/webhook", { ref: "t", label: "t", url: `http://127.0.0.1:${port}/`, trigger_codes: "COMPANY_MODIFY" });
    await call("PUT", "/thirdparties/1", { town: "Lyon", caller: "passerelle" });
    expect(await received).toMatchObject({
      triggercode: "COMPANY_MODIFY",
      object: { id: "1", context: { caller: "passerelle" } },
    });
    await new Promise((resolve) => receiver.close(resolve));
  });

  it("builds a PDF of an invoice and gives it again for download", async () => {
    await start();
    await call("POST", "/invoices", { ...ORDER, lines: [line({})] });
    const { ref } = (await call("POST", "/invoices/1/validate")).body;
    const file = { modulepart: "invoice", original_file: `${ref}/${ref}.pdf`, doctemplate: "sponge", langcode: "fr_FR" };
    const built = (await call("PUT", "/documents/builddoc", file)).body;
    expect(Buffer.from(built.content, "base64").toString("latin1")).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/);
    const path = encodeURIComponent(file.original_file);
    expect((await call("GET", `/documents/download?modulepart=invoice&original_file=${path}`)).body.content).toBe(built.content);
    expect((await call("GET", "/invoices/1")).body.last_main_doc).toBe(`facture/${ref}/${ref}.pdf`);
  });

  it("makes more products on demand, sorted and paged as the real server sorts", async () => {
    const { control } = await start();
    expect(control.generate({ products: 250 })).toEqual({ products: 250, thirdparties: 0 });
    const page = (await call("GET", "/products?limit=100&page=2&properties=id,ref&pagination_data=true")).body;
    expect(page.pagination).toEqual({ total: 250, page: 2, page_count: 3, limit: 100 });
    expect(page.data).toHaveLength(50);
  });
});
