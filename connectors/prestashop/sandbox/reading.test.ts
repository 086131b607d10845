import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PrestashopSandbox, startSandbox } from "./index";
import { call, json } from "./testing";

describe("PrestaShop sandbox, reading", () => {
  let sandbox: PrestashopSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ demo: { products: 60, customers: 12, orders: 20 } });
  });
  afterAll(() => sandbox.close());

  it("drops falsy fields of a single JSON object, keeps them with display=full", async () => {
    const single = (await call(sandbox, json("products/1"))).json() as { product: Record<string, unknown> };
    expect(single.product).not.toHaveProperty("on_sale");
    expect(single.product).toMatchObject({ id: 1, active: "1", width: "0.000000" });
    expect((await call(sandbox, json("products/1?display=full"))).json()).toMatchObject({
      products: [{ id: 1, on_sale: "0", new: null }],
    });
  });

  it("answers an empty list as a bare [] in JSON and an empty element in XML", async () => {
    expect((await call(sandbox, json("products?filter[id]=99999"))).text).toBe("[]");
    expect((await call(sandbox, "products?filter[id]=99999")).text).toContain("<products>\n</products>");
  });

  it("answers an unknown id with 404 and an empty body", async () => {
    const reply = await call(sandbox, json("products/99999"));
    expect([reply.status, reply.text]).toEqual([404, ""]);
  });

  it("collapses translated fields to text when one language is asked for", async () => {
    expect((await call(sandbox, json("products?display=[name]&filter[id]=1"))).json()).toEqual({
      products: [
        {
          name: [
            { id: "1", value: "Savon de Marseille à la lavande" },
            { id: "2", value: "Lavender Marseille soap" },
          ],
        },
      ],
    });
    expect((await call(sandbox, json("products?display=[name]&filter[id]=1&language=1"))).json()).toEqual({
      products: [{ name: "Savon de Marseille à la lavande" }],
    });
  });

  it("understands ranges, alternatives, LIKE, not, greater and lower", async () => {
    const ids = async (filter: string) => {
      const found = (await call(sandbox, json(`products?filter[${filter}&sort=[id_ASC]`))).json() as {
        products?: { id: number }[];
      };
      return (found.products ?? []).map(({ id }) => id);
    };
    expect(await ids("id]=[6,3]")).toEqual([3, 4, 5, 6]);
    expect(await ids("id]=[1|3|5]")).toEqual([1, 3, 5]);
    expect(await ids("id]=>[58]")).toEqual([59, 60]);
    expect(await ids("id]=%3C[3]")).toEqual([1, 2]);
    expect(await ids("reference]=[SAV-L]%25")).toEqual([1, 3]);
    expect(await ids("reference]=sav-lav-100")).toEqual([1]);
    expect((await ids("id]=![1|2]")).slice(0, 2)).toEqual([3, 4]);
    expect(await ids("price]=20")).toEqual([]);
  });

  it("ignores a filter whose value holds a bracket, and returns everything", async () => {
    const all = (await call(sandbox, json("products?filter[reference]=ABC[1]"))).json() as { products: unknown[] };
    expect(all.products).toHaveLength(60);
  });

  it("takes date filters only with date=1, and needs the column", async () => {
    const refused = await call(sandbox, json("orders?filter[date_upd]=[2020-01-01,2030-01-01]"));
    expect([refused.status, refused.json()]).toMatchObject([
      500,
      { errors: [{ code: 32 }, { code: 3 }, { code: 3 }, { code: 3 }, { code: 3 }] },
    ]);
    const found = (await call(sandbox, json("orders?date=1&filter[date_upd]=>[2020-01-01]"))).json() as { orders: unknown[] };
    expect(found.orders).toHaveLength(20);
    const crash = await call(sandbox, "stock_availables?date=1&filter[date_upd]=[2020-01-01,2030-01-01]");
    expect([crash.status, crash.text, crash.headers.get("content-type")]).toEqual([500, "", "text/html; charset=utf-8"]);
  });

  it("answers the same mistake with 400 when PHP keeps its warnings to itself", async () => {
    sandbox.settings.phpWarnings = false;
    const reply = await call(sandbox, json("products?filter[foo]=1"));
    sandbox.settings.phpWarnings = true;
    expect([reply.status, reply.json()]).toMatchObject([400, { errors: [{ code: 32 }] }]);
  });

  it("limits by offset and count, and reads a text as nothing", async () => {
    expect((await call(sandbox, json("products?sort=[id_ASC]&limit=58,5"))).json()).toEqual({
      products: [{ id: 59 }, { id: 60 }],
    });
    expect((await call(sandbox, json("products?limit=abc"))).text).toBe("[]");
    expect((await call(sandbox, json("products?limit=1,2,3"))).json()).toMatchObject({ errors: [{ code: 39 }, {}, {}, {}, {}] });
  });

  it("refuses filters on computed fields and unknown fields to display", async () => {
    expect((await call(sandbox, json("products?filter[quantity]=1"))).json()).toMatchObject({
      errors: [{ code: 34 }, {}, {}, {}, {}],
    });
    expect((await call(sandbox, json("products?display=[id,foo]"))).json()).toMatchObject({
      errors: [{ code: 35 }, {}, {}, {}, {}],
    });
  });

  it("writes XML with links, CDATA and associations, and JSON only for the word JSON in capitals", async () => {
    const reply = await call(sandbox, "products/1?output_format=json");
    expect(reply.text).toContain(
      `<id_manufacturer xlink:href="${sandbox.url}/api/manufacturers/2"><![CDATA[2]]></id_manufacturer>`,
    );
    expect(reply.text).toContain('<quantity notFilterable="true"><![CDATA[0]]></quantity>');
    expect(reply.text).toContain('<tags nodeType="tag" api="tags"/>');
    expect(reply.headers.get("psws-version")).toBe("8.2.4");
  });

  it("computes prices on demand, with tax and reductions", async () => {
    const path =
      "products?display=[id,my,net]&filter[id]=4&price[my][use_tax]=1&price[net][use_tax]=0&price[net][use_reduction]=0";
    expect((await call(sandbox, json(path))).json()).toEqual({ products: [{ id: 4, my: "4.160000", net: "4.330000" }] });
  });

  it("answers 304 when the caller already has the content", async () => {
    const first = await call(sandbox, "products/1?display=[id]");
    const again = await fetch(`${sandbox.url}/api/products/1?display=[id]&ws_key=${sandbox.key}`, {
      headers: { "Local-Content-Sha1": first.headers.get("content-sha1") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  it("describes a resource and lists those of the key; the list crashes in JSON", async () => {
    expect((await call(sandbox, "products?schema=synopsis")).text).toContain('<price required="true" format="isPrice">');
    expect((await call(sandbox, "?")).text).toContain('<api shopName="Maison Lavande">');
    const crash = await call(sandbox, json("?"));
    expect([crash.status, crash.text]).toEqual([500, ""]);
  });
});

describe("PrestaShop sandbox, other versions", () => {
  it("keeps falsy fields and knows no PATCH in 1.7.8", async () => {
    const sandbox = await startSandbox({ version: "1.7.8", demo: { products: 1, customers: 0, orders: 0 } });
    expect((await call(sandbox, json("products/1"))).json()).toMatchObject({ product: { on_sale: "0" } });
    expect((await call(sandbox, "products/1", "PATCH", "<product><id>1</id></product>")).text).toContain(
      "Method PATCH is not valid",
    );
    await sandbox.close();
  });

  it("sends whole-number columns as numbers in 9.0", async () => {
    const sandbox = await startSandbox({ version: "9.0", demo: { products: 1, customers: 0, orders: 0 } });
    expect((await call(sandbox, json("products/1?display=[id,active,price]"))).json()).toEqual({
      products: [{ id: 1, active: 1, price: "4.083333" }],
    });
    await sandbox.close();
  });
});
