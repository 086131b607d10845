import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PrestashopSandbox, startSandbox } from "../index";
import { call, json } from "../testing";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

describe("PrestaShop sandbox, images", () => {
  let sandbox: PrestashopSandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ demo: { products: 2, customers: 0, orders: 0 } });
  });
  afterEach(() => sandbox.close());

  const upload = (path: string, field = "image", content = PNG, name = "a.png") => {
    const form = new FormData();
    form.append(field, new File([new Uint8Array(content)], name, { type: "image/png" }));
    return fetch(`${sandbox.url}/api/images/${path}${path.includes("?") ? "&" : "?"}ws_key=${sandbox.key}`, {
      method: "POST",
      body: form,
    });
  };

  it("adds an image: the first becomes the cover, lists and products name it, its bytes come back", async () => {
    const reply = await upload("products/1");
    expect([reply.status, await reply.text()]).toMatchObject([200, expect.stringContaining("<id><![CDATA[1]]></id>")]);
    expect((await call(sandbox, json("products/1?display=[id_default_image,images[id]]"))).json()).toEqual({
      products: [{ id_default_image: "1", associations: { images: [{ id: "1" }] } }],
    });
    const bytes = await fetch(`${sandbox.url}/api/images/products/1/1?ws_key=${sandbox.key}`);
    expect([bytes.headers.get("content-type"), Buffer.from(await bytes.arrayBuffer()).equals(PNG)]).toEqual(["image/png", true]);
  });

  it("replaces by POST with ps_method=PUT, never by PUT", async () => {
    await upload("products/1");
    expect((await upload("products/1/1?ps_method=PUT")).status).toBe(200);
    expect((await call(sandbox, "images/products/1/1", "PUT", "")).text).toContain("Please set an");
  });

  it("refuses another field, another kind of file and an unknown product", async () => {
    expect(await (await upload("products/1", "file")).text()).toContain("Please set an");
    expect(await (await upload("products/1", "image", PNG, "a.txt")).text()).toContain("Image format not recognized");
    expect(await (await upload("products/99")).text()).toContain("Product 99 does not exist");
  });

  it("leaves a row behind for a file that is no image: deleting that product then answers 500", async () => {
    expect((await upload("products/2", "image", Buffer.from("hello"))).status).toBe(400);
    const reply = await call(sandbox, json("products/2"), "DELETE");
    expect([reply.status, reply.json()]).toEqual([500, { errors: [{ code: 88, message: "Id(s) wasn't deleted: 2" }] }]);
    expect((await call(sandbox, "products/2")).status).toBe(404);
  });

  it("answers 404 without images, and breaks in JSON", async () => {
    expect((await call(sandbox, "images/products/1")).status).toBe(404);
    await upload("products/1");
    const broken = await call(sandbox, json("images/products/1"));
    expect([broken.status, broken.json()]).toMatchObject([500, { "": [{ id: "1" }, { id: "1" }] }]);
  });

  it("deletes one image and promotes the next to cover", async () => {
    await upload("products/1");
    await upload("products/1");
    expect((await call(sandbox, "images/products/1/1", "DELETE")).status).toBe(200);
    expect((await call(sandbox, json("products/1?display=[id_default_image]"))).json()).toEqual({
      products: [{ id_default_image: "2" }],
    });
  });
});
