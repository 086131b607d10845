import { describe, expect, it } from "vitest";
import type { RecordOutcome } from "@/engine/interpreter/ports";
import type { JsonObject } from "@/lib/core/json";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";
import { shopList } from "@/templates/testing/read-back";
import { startWorld, type World } from "@/templates/testing/world";

const failures = (outcomes: readonly RecordOutcome[]) => outcomes.flatMap((one) => one.error?.message ?? []);
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Another picture of one point. */
const OTHER = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

async function within(task: (world: World) => Promise<void>): Promise<void> {
  const world = await startWorld(prestashopDolibarr, { orders: 2, products: 12, customers: 2 });
  try {
    await world.run("products");
    await task(world);
  } finally {
    await world.close();
  }
}

const headers = (world: World) => ({ DOLAPIKEY: world.erp.key, "content-type": "application/json" });
const post = async (world: World, path: string, body: JsonObject) =>
  (await (
    await fetch(`${world.erp.url}/api/index.php${path}`, { method: "POST", headers: headers(world), body: JSON.stringify(body) })
  ).json()) as number;

/** File names of each product of Dolibarr that has any. */
async function filesIn(world: World): Promise<Map<string, string[]>> {
  const products = (await world.erpGet("/products?limit=0&mode=1")) as JsonObject[];
  const files = new Map<string, string[]>();
  for (const { id, ref } of products) {
    const rows = await world.erpGet(`/documents?modulepart=product&id=${id}`);
    if (Array.isArray(rows))
      files.set(
        String(ref),
        (rows as JsonObject[]).map((row) => String(row.relativename)),
      );
  }
  return files;
}

/** Two images for each of the first products, as the back office adds them. */
async function photograph(world: World): Promise<number> {
  const products = [...world.shop.shop.store.table("products").all()].slice(0, 8);
  for (const { id } of products) {
    for (const name of ["face.png", "dos.png"]) {
      const form = new FormData();
      form.append("image", new Blob([Buffer.from(PNG, "base64")], { type: "image/png" }), name);
      const reply = await fetch(`${world.shop.url}/api/images/products/${id}?ws_key=${world.shop.key}`, {
        method: "POST",
        body: form,
      });
      if (!reply.ok) throw new Error(`no image: ${reply.status}`);
    }
  }
  return products.length * 2;
}

const downloads = (world: World) => world.shop.control.stats().total;

describe("images to Dolibarr", () => {
  it("CO-10 the cover of each product alone, or all of its images, each once, to its combinations too", async () => {
    await within(async (world) => {
      const images = await photograph(world);
      expect(failures(await world.run("images"))).toEqual([]);
      const covers = await filesIn(world);
      expect([...covers.values()].every((names) => names.length === 1)).toBe(true);
      expect(covers.size).toBeGreaterThan(5);
      expect(failures(await world.run("images", { settings: { images: "all" } }))).toEqual([]);
      const every = await filesIn(world);
      const sent = [...every.values()].flat();
      expect(new Set(sent).size).toBe(images);
      const before = world.erp.control.stats().byMethod.POST;
      const asked = downloads(world);
      expect(failures(await world.run("images", { settings: { images: "all" } }))).toEqual([]);
      expect(world.erp.control.stats().byMethod.POST).toBe(before);
      expect(downloads(world) - asked).toBeLessThan(10);
    });
  });
});

describe("images to the shop", () => {
  it("MCO-02 the images of a product made in Dolibarr are added to that of the shop, each once", async () => {
    await within(async (world) => {
      await post(world, "/products", { ref: "PHARE", label: "Photophore", type: 0, status: 1, price: "9", tva_tx: "20" });
      for (const filename of ["face.png", "notice.pdf", "dos.png"]) {
        const options = { modulepart: "product", ref: "PHARE", subdir: "", filecontent: PNG, fileencoding: "base64" };
        await post(world, "/documents/upload", { ...options, filename, overwriteifexists: 1, createdirifnotexists: 1 });
      }
      await world.run("productsToShop");
      expect(failures(await world.run("imagesToShop"))).toEqual([]);
      expect(failures(await world.run("imagesToShop"))).toEqual([]);
      const product = ((await shopList(world, "products")) as JsonObject[]).find((each) => each.reference === "PHARE");
      expect((product?.associations as JsonObject | undefined)?.images).toHaveLength(2);
    });
  });

  it("MCO-02 GEN-01 an image whose reply was lost is not added twice, though the shop encodes anew what it is sent", async () => {
    await within(async (world) => {
      await post(world, "/products", { ref: "PHARE", label: "Photophore", type: 0, status: 1, price: "9", tva_tx: "20" });
      for (const filename of ["face.png", "dos.png", "haut.png"]) {
        const options = { modulepart: "product", ref: "PHARE", subdir: "", filecontent: PNG, fileencoding: "base64" };
        await post(world, "/documents/upload", { ...options, filename, overwriteifexists: 1, createdirifnotexists: 1 });
      }
      await world.run("productsToShop");
      world.shop.settings.encodesImages = true;
      const images = world.shop.shop.store.table("product_images");
      const before = images.size;
      world.shop.control.faults({ next: [{ fault: "lostReply", method: "POST" }] });
      expect(failures(await world.run("imagesToShop"))).not.toEqual([]);
      expect(failures(await world.run("imagesToShop"))).toEqual([]);
      expect(images.size).toBe(before + 3);
      expect(failures(await world.run("imagesToShop"))).toEqual([]);
      expect(images.size).toBe(before + 3);
    });
  });

  it("MCO-02 GEN-01 after a lost reply an image of the same size that a person added is not taken for ours", async () => {
    await within(async (world) => {
      await post(world, "/products", { ref: "PHARE", label: "Photophore", type: 0, status: 1, price: "9", tva_tx: "20" });
      const options = { modulepart: "product", ref: "PHARE", subdir: "", filecontent: PNG, fileencoding: "base64" };
      await post(world, "/documents/upload", { ...options, filename: "face.png", overwriteifexists: 1, createdirifnotexists: 1 });
      await world.run("productsToShop");
      world.shop.settings.encodesImages = true;
      const product = ((await shopList(world, "products")) as JsonObject[]).find((each) => each.reference === "PHARE");
      const images = world.shop.shop.store.table("product_images");
      const before = images.size;
      world.shop.control.faults({ next: [{ fault: "drop", method: "POST" }] });
      expect(failures(await world.run("imagesToShop"))).not.toEqual([]);
      // Ours never arrived; somebody adds one that has as many points.
      images.insert({ id_product: String(product?.id), position: "1", cover: "1", content: OTHER });
      expect(failures(await world.run("imagesToShop"))).toEqual([]);
      expect(images.size).toBe(before + 2);
    });
  });
});
