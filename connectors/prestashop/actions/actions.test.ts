import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prestashop } from "@/connectors/prestashop";
import { type SandboxedShop, sandboxedShop } from "@/connectors/prestashop/testing/sandbox";
import { stubShop } from "@/connectors/prestashop/testing/stub";
import type { JsonObject } from "@/lib/core/json";

let shop: SandboxedShop;
beforeAll(async () => {
  shop = await sandboxedShop({ demo: { products: 20, customers: 10, orders: 20 } });
});
afterAll(() => shop.sandbox.close());

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function run(action: string, targetId: string, params: JsonObject) {
  const found = prestashop.actions[action];
  if (!found) throw new Error(`no action ${action}`);
  return found.run(shop.context(), { targetId, externalRef: "r", params, idempotencyKey: "i" });
}

function table(name: string) {
  return shop.sandbox.shop.store.table(name);
}

describe("addOrderHistory", () => {
  it("CO-38 moves an order to a state once: the same state again is unchanged, without a duplicate row (quirk 31)", async () => {
    const order = [...table("orders").all()].find((each) => String(each.current_state) !== "4");
    const id = String(order?.id);
    const before = table("order_histories").by("id_order", id).length;
    expect(await run("addOrderHistory", id, { id_order_state: "4" })).toMatchObject({ outcome: "updated", id });
    expect(await run("addOrderHistory", id, { id_order_state: 4 })).toMatchObject({ outcome: "unchanged" });
    expect(table("order_histories").by("id_order", id).length).toBe(before + 1);
    expect(String(table("orders").get(Number(id))?.current_state)).toBe("4");
  });

  it("an unknown order or state is said, where PrestaShop dies with an empty 500 (quirk 12)", async () => {
    expect(await run("addOrderHistory", "99999", { id_order_state: "4" })).toMatchObject({
      outcome: "failed",
      uncertain: false,
      error: { code: "connector.not_found" },
    });
    expect(await run("addOrderHistory", "1", { id_order_state: "99" })).toMatchObject({
      outcome: "failed",
      uncertain: false,
      error: { code: "connector.not_found" },
    });
  });

  it("a lost reply is uncertain, and the next try finds the order in its state", async () => {
    const order = [...table("orders").all()].find((each) => String(each.current_state) !== "5");
    const id = String(order?.id);
    shop.sandbox.control.faults({ next: [{ fault: "lostReply", method: "POST" }] });
    expect(await run("addOrderHistory", id, { id_order_state: "5" })).toMatchObject({ outcome: "failed", uncertain: true });
    expect(await run("addOrderHistory", id, { id_order_state: "5" })).toMatchObject({ outcome: "unchanged" });
  });
});

describe("setTracking", () => {
  it("sets the number on the shipment, once", async () => {
    const [shipment] = [...table("order_carriers").all()];
    const id = String(shipment?.id_order);
    expect(await run("setTracking", id, { tracking_number: "TRACK123456" })).toMatchObject({ outcome: "updated" });
    expect(table("order_carriers").get(Number(shipment?.id))?.tracking_number).toBe("TRACK123456");
    expect(await run("setTracking", id, { tracking_number: "TRACK123456" })).toMatchObject({ outcome: "unchanged" });
  });

  it("a number PrestaShop does not take is refused in its words", async () => {
    const [shipment] = [...table("order_carriers").all()];
    expect(await run("setTracking", String(shipment?.id_order), { tracking_number: "TR ACK {}" })).toMatchObject({
      outcome: "failed",
      uncertain: false,
      error: { advice: { en: expect.stringContaining("tracking_number is not valid") } },
    });
  });

  it("works without PATCH too, on 1.7 (quirk 19)", async () => {
    const old = await sandboxedShop({ version: "1.7.8", demo: { products: 10, customers: 5, orders: 10 } });
    const shipments = old.sandbox.shop.store.table("order_carriers");
    const [before] = [...shipments.all()];
    const request = {
      targetId: String(before?.id_order),
      externalRef: "r",
      idempotencyKey: "i",
      params: { tracking_number: "OLD1" },
    };
    expect(await prestashop.actions.setTracking?.run(old.context(), request)).toMatchObject({ outcome: "updated" });
    expect(shipments.get(Number(before?.id))).toEqual({ ...before, tracking_number: "OLD1" });
    await old.sandbox.close();
  });

  it("an order without shipment (virtual) is said", async () => {
    expect(await run("setTracking", "99999", { tracking_number: "A" })).toMatchObject({
      outcome: "failed",
      error: { code: "connector.not_found" },
    });
  });
});

describe("uploadImage", () => {
  it("adds an image as multipart field image, replaces it by POST with ps_method=PUT (quirk 29)", async () => {
    const added = `<?xml version="1.0" encoding="UTF-8"?><prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><image><id><![CDATA[24]]></id>
<id_product><![CDATA[22]]></id_product><position><![CDATA[1]]></position></image><content encode="base64"><![CDATA[iVBORw0KGgo=]]></content></prestashop>`;
    const { ctx, requests } = stubShop((request) =>
      request.query?.ps_method === "PUT" ? { headers: { "content-type": "image/jpeg" }, body: "JFIF" } : { body: added },
    );
    const send = (params: JsonObject) =>
      prestashop.actions.uploadImage?.run(ctx, { targetId: "22", externalRef: "r", idempotencyKey: "i", params });
    expect(await send({ content: PNG, fileName: "lavande fine.jpg" })).toEqual({ outcome: "created", id: "22/24" });
    expect(await send({ content: PNG, imageId: "24" })).toEqual({ outcome: "updated", id: "22/24" });
    expect(requests.map(({ method, path, idempotent }) => ({ method, path, idempotent }))).toEqual([
      { method: "POST", path: "api/images/products/22", idempotent: false },
      { method: "POST", path: "api/images/products/22/24", idempotent: true },
    ]);
    const body = Buffer.from(requests[0]?.body ?? "").toString("latin1");
    expect(body).toContain('name="image"; filename="lavande-fine.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG');
  });

  it("an image row shows as a record of the stream images", async () => {
    const image = table("product_images").insert({ id_product: "1", position: "1", cover: "1" });
    const request = { stream: "images", cursor: null, pageSize: 5, since: null, keys: [`1/${image.id}`] };
    expect((await prestashop.read(shop.context(), request)).records).toMatchObject([
      { key: `1/${image.id}`, data: { id_product: "1", url: expect.stringContaining("/img/p/") } },
    ]);
  });

  it("a file that is no image never leaves: PrestaShop would keep a broken row of it (quirk 29)", async () => {
    shop.sandbox.control.resetStats();
    const outcome = await run("uploadImage", "1", { content: Buffer.from("hello").toString("base64"), fileName: "a.png" });
    expect(outcome).toMatchObject({ outcome: "failed", uncertain: false, error: { category: "data" } });
    expect(shop.sandbox.control.stats().byMethod.POST).toBeUndefined();
  });

  it("an image of a product that does not exist is refused", async () => {
    expect(await run("uploadImage", "99999", { content: PNG })).toMatchObject({ outcome: "failed", uncertain: false });
  });
});
