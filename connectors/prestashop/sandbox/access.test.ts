import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PrestashopSandbox, startSandbox } from "./index";
import { call, json } from "./testing";

describe("PrestaShop sandbox, access", () => {
  let sandbox: PrestashopSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ demo: { products: 2, customers: 0, orders: 0 } });
  });
  afterAll(() => sandbox.close());

  it("answers 401 as plain text without a key", async () => {
    const reply = await fetch(`${sandbox.url}/api/products`);
    expect([reply.status, await reply.text()]).toEqual([401, "401 Unauthorized"]);
    expect(reply.headers.get("www-authenticate")).toContain("Basic realm");
  });

  it("tells empty, malformed and unknown keys apart", async () => {
    const codes = async (key: string) =>
      [...(await call(sandbox, "products", "GET", undefined, key)).text.matchAll(/<code><!\[CDATA\[(\d+)/g)].map(
        (match) => match[1],
      );
    expect(await codes("")).toEqual(["17"]);
    expect(await codes("short")).toEqual(["18"]);
    expect(await codes("X".repeat(32))).toEqual(["20", "21"]);
  });

  it("takes the key from ws_key", async () => {
    expect((await fetch(`${sandbox.url}/api/products?ws_key=${sandbox.key}`)).status).toBe(200);
  });

  it("keeps a limited key to its resources and methods", async () => {
    const other = await call(sandbox, json("customers"), "GET", undefined, sandbox.readOnlyKey);
    expect([other.status, other.json()]).toMatchObject([401, { errors: [{ code: 26 }] }]);
    const write = await call(sandbox, json("products/1"), "DELETE", undefined, sandbox.readOnlyKey);
    expect([write.status, write.json()]).toMatchObject([405, { errors: [{ code: 25 }] }]);
  });

  it("refuses unknown resources, methods nobody may use, and everything when switched off", async () => {
    expect([(await call(sandbox, "prodcts")).status, (await call(sandbox, "prodcts")).text]).toMatchObject([
      400,
      expect.stringContaining('Did you mean: "products"?'),
    ]);
    expect((await call(sandbox, json("stock_availables"), "POST", "<stock_available/>")).json()).toMatchObject({
      errors: [{ code: 101 }],
    });
    sandbox.settings.webservice = false;
    const off = await call(sandbox, json("products"));
    sandbox.settings.webservice = true;
    expect([off.status, off.json()]).toMatchObject([503, { errors: [{ code: 22 }] }]);
  });

  it("redirects to the front page for an unknown shop", async () => {
    const reply = await fetch(`${sandbox.url}/api/products/1?id_shop=7&ws_key=${sandbox.key}`, { redirect: "manual" });
    expect(reply.status).toBe(302);
  });
});
