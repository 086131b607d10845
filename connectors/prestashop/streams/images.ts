import type { ReadPage, ReadRequest } from "@/connectors/contract";
import { exchange } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { readRows } from "@/connectors/prestashop/paging";
import { reading } from "@/connectors/prestashop/related";
import { resourceOf } from "@/connectors/prestashop/resources";
import { productImages } from "@/connectors/prestashop/streams/products";
import { toRecord } from "@/connectors/prestashop/values";

/**
 * One record per product image, key `<product>/<image>`. The webservice's own image list tells no image ids in JSON
 * (quirk 8), the products do.
 */
export async function readImages(ctx: PrestashopContext, request: ReadRequest): Promise<ReadPage> {
  const products = resourceOf("products");
  const how = await reading(ctx);
  const keys = request.keys?.map((key) => key.split("/")[0] ?? "");
  const asked = new Set(request.keys ?? []);
  const page = await readRows(ctx, products, { ...request, keys: keys && [...new Set(keys)] }, { zone: how.zone });
  const records = page.records.flatMap((raw) => {
    const product = toRecord(products, raw, how);
    const reference = String(product.reference || product.id);
    return productImages(ctx, product).map((image, index) => ({
      key: `${product.id}/${image.id}`,
      label: `${reference} · ${index + 1}`,
      data: {
        ...image,
        id_product: product.id ?? "",
        product_reference: product.reference ?? "",
        position: String(index + 1),
        date_upd: product.date_upd ?? null,
      },
    }));
  });
  return {
    records: asked.size > 0 ? records.filter((record) => asked.has(record.key)) : records,
    nextCursor: page.nextCursor,
    watermark: page.watermark,
  };
}

/** The files of the images named by `where` (`id`: `<product>/<image>`) or `keys`, base64; one request each. */
export async function readImageFiles(ctx: PrestashopContext, request: ReadRequest): Promise<ReadPage> {
  const named = (request.where ?? []).filter(({ field }) => field === "id").flatMap(({ values }) => values);
  const ids = [...named, ...(request.keys ?? [])].filter((id) => /^\d+\/\d+$/.test(id));
  const records = await Promise.all(
    ids.map(async (id) => {
      const path = `images/products/${id}`;
      const file = await exchange(ctx, "images", { method: "GET", path, accept: ["binary"] });
      const type = file.headers["content-type"]?.split(";")[0] ?? "";
      const data = {
        id,
        filename: `${id.replace("/", "-")}.${EXTENSIONS[type] ?? "jpg"}`,
        content: Buffer.from(file.body).toString("base64"),
      };
      return { key: id, label: data.filename, data };
    }),
  );
  return { records, nextCursor: null, watermark: null };
}

const EXTENSIONS: Readonly<Record<string, string>> = { "image/png": "png", "image/gif": "gif", "image/webp": "webp" };
