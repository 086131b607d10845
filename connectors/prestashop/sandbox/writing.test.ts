import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PrestashopSandbox, startSandbox } from "./index";
import { call, idOf, json } from "./testing";

const NAME = '<name><language id="1">Tasse</language><language id="2">Mug</language></name>';

describe("PrestaShop sandbox, writing", () => {
  let sandbox: PrestashopSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ demo: { products: 5, customers: 2, orders: 0 } });
  });
  afterEach(() => sandbox.close());

  const stored = async (path: string) => (await call(sandbox, json(path))).json();

  it("echoes what a POST sent and stores what the database keeps", async () => {
    const reply = await call(sandbox, "products", "POST", `<product><price>12.5</price>${NAME}</product>`);
    expect([reply.status, idOf(reply)]).toEqual([201, "6"]);
    expect(reply.text).toContain("<price><![CDATA[12.5]]></price>");
    expect(await stored("products/6?display=[price,active,state,visibility,link_rewrite]")).toMatchObject({
      products: [
        { price: "12.500000", active: "0", state: "0", visibility: "both", link_rewrite: [{ value: "tasse" }, { value: "mug" }] },
      ],
    });
  });

  it("empties with PUT every field that was not sent, and keeps them with PATCH", async () => {
    await call(sandbox, "products/1", "PATCH", "<product><id>1</id><price>3</price></product>");
    expect(await stored("products/1?display=[reference,price]")).toEqual({
      products: [{ reference: "SAV-LAV-100", price: "3.000000" }],
    });
    await call(sandbox, "products/1", "PUT", `<product><id>1</id><price>4</price>${NAME}</product>`);
    expect(await stored("products/1?display=[reference,active,price]")).toEqual({
      products: [{ reference: "", price: "4.000000", active: "0" }],
    });
  });

  it("wipes the other languages when one is sent, even with PATCH", async () => {
    await call(sandbox, "products/1", "PATCH", '<product><id>1</id><name><language id="1">Savon</language></name></product>');
    expect(await stored("products/1?display=[name]")).toEqual({
      products: [
        {
          name: [
            { id: "1", value: "Savon" },
            { id: "2", value: "" },
          ],
        },
      ],
    });
  });

  it("takes the id of the body, not of the address, and refuses it on POST", async () => {
    await call(sandbox, "products/1", "PATCH", "<product><id>2</id><price>9</price></product>");
    expect(await stored("products/2?display=[price]")).toEqual({ products: [{ price: "9.000000" }] });
    expect((await call(sandbox, "products", "POST", `<product><id>9</id><price>1</price>${NAME}</product>`)).text).toContain(
      "[91]",
    );
    expect((await call(sandbox, "products", "PATCH", "<product><price>1</price></product>")).text).toContain("[90]");
    expect((await call(sandbox, "products/99", "PATCH", "<product><id>99</id></product>")).status).toBe(404);
  });

  it("refuses read-only fields, missing fields, bad values and unknown associations", async () => {
    const refusal = async (body: string, method = "PATCH") =>
      (await call(sandbox, json("products"), method, `<product>${body}</product>`)).json();
    expect(await refusal("<id>1</id><quantity>3</quantity>")).toMatchObject({ errors: [{ code: 93 }] });
    expect(await refusal(NAME, "POST")).toEqual({ errors: [{ code: 41, message: 'parameter "price" required' }] });
    expect(await refusal("<id>1</id><price>1,5</price>")).toEqual({
      errors: [{ code: 85, message: 'Validation error: "Property Product-&gt;price is not valid"' }],
    });
    expect(await refusal('<id>1</id><name><language id="1">a{}</language></name>')).toMatchObject({ errors: [{ code: 84 }] });
    expect(await refusal("<id>1</id><associations><foos/></associations>")).toMatchObject({ errors: [{ code: 86 }] });
  });

  it("takes XML only", async () => {
    const reply = await fetch(`${sandbox.url}/api/products?ws_key=${sandbox.key}&output_format=JSON`, {
      method: "POST",
      body: '{"product":{}}',
    });
    expect([reply.status, await reply.json()]).toMatchObject([
      500,
      { errors: [{ code: 3 }, { code: 3 }, { code: 3 }, { code: 127 }] },
    ]);
  });

  it("writes several entities per request and keeps those before a refused one", async () => {
    const reply = await call(
      sandbox,
      "products",
      "POST",
      `<product><price>1</price>${NAME}</product><product><price>x</price>${NAME}</product>`,
    );
    expect(reply.status).toBe(400);
    expect(await stored("products?filter[id]=>[5]")).toEqual({ products: [{ id: 6 }] });
  });

  it("deletes several at once, all or none", async () => {
    expect((await call(sandbox, "products/?id=[1,2]", "DELETE")).status).toBe(200);
    expect((await call(sandbox, json("products/?id=[3,99]"), "DELETE")).json()).toEqual({
      errors: [{ code: 87, message: "Id(s) not exists: 99" }],
    });
    expect(await stored("products?sort=[id_ASC]")).toEqual({ products: [{ id: 3 }, { id: 4 }, { id: 5 }] });
  });

  it("sums the stock of combinations into the product's row, without moving the product's date", async () => {
    const rows = (await stored("stock_availables?filter[id_product]=3&display=[id,id_product_attribute]&sort=[id_ASC]")) as {
      stock_availables: { id: number }[];
    };
    const [base, ...parts] = rows.stock_availables.map(({ id }) => id);
    const before = await stored("products/3?display=[date_upd]");
    const body = parts
      .map((id, index) => `<stock_available><id>${id}</id><quantity>${index + 10}</quantity></stock_available>`)
      .join("");
    expect((await call(sandbox, "stock_availables", "PATCH", body)).status).toBe(200);
    expect(await stored(`stock_availables/${base}?display=[quantity]`)).toEqual({ stock_availables: [{ quantity: "33" }] });
    expect(await stored("products/3?display=[date_upd]")).toEqual(before);
  });

  it("dies on a second default combination and on a twin specific price", async () => {
    const combination =
      "<combination><id_product>3</id_product><minimal_quantity>1</minimal_quantity><default_on>1</default_on></combination>";
    const reply = await call(sandbox, "combinations", "POST", combination);
    expect([reply.status, reply.text]).toEqual([500, ""]);
  });

  it("refuses a taken e-mail but for guests, and hides a customer whose shop a PUT has emptied", async () => {
    const email = ((await stored("customers/1?display=[email]")) as { customers: { email: string }[] }).customers[0]?.email;
    const customer = (fields: string) =>
      `<customer>${fields}<passwd>secret-123</passwd><lastname>A</lastname><firstname>B</firstname><email>${email}</email></customer>`;
    expect((await call(sandbox, json("customers"), "POST", customer(""))).json()).toMatchObject({
      errors: [{ code: 140 }, { code: 46 }],
    });
    expect((await call(sandbox, "customers", "POST", customer("<is_guest>1</is_guest>"))).status).toBe(201);
    await call(sandbox, "customers/1", "PUT", customer("<id>1</id>"));
    expect(await stored(`customers?filter[id]=1`)).toEqual([]);
  });

  it("only marks a carrier as deleted", async () => {
    await call(sandbox, "carriers/2", "DELETE");
    expect(await stored("carriers/2?display=[deleted]")).toEqual({ carriers: [{ deleted: "1" }] });
  });
});

describe("PrestaShop sandbox, journal", () => {
  it("finds every acknowledged write again after being dropped without closing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "passerelle-shop-"));
    const dataFile = join(folder, "shop.journal");
    const first = await startSandbox({ dataFile, demo: { products: 2, customers: 1, orders: 1 } });
    await call(first, "products/1", "PATCH", "<product><id>1</id><price>7</price></product>");
    const again = await startSandbox({ dataFile, demo: { products: 2, customers: 1, orders: 1 } });
    expect((await call(again, json("products/1?display=[price]"))).json()).toEqual({ products: [{ price: "7.000000" }] });
    expect((await call(again, json("orders"))).json()).toEqual({ orders: [{ id: 1 }] });
    await Promise.all([first.close(), again.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
});
