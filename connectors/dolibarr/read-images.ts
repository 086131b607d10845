import type { ReadPage, ReadRequest, SourceRecord } from "@/connectors/contract";
import { type Context, getIfThere, list } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { numericId } from "@/connectors/dolibarr/guards";
import { textOf, toRecord } from "@/connectors/dolibarr/values";
import type { JsonObject } from "@/lib/core/json";

const IMAGE = /\.(png|jpe?g|gif|webp)$/i;

/**
 * Images of the products named by `where`: `product` lists those of products, `id` (`<product>:<file>`) names single
 * ones; with `include: content` the files themselves, base64. Dolibarr lists files per product only, and a new file is
 * no change of its product: there is nothing to read without naming one.
 */
export async function readProductImages(ctx: Context, request: ReadRequest): Promise<ReadPage> {
  const values = (field: string) => (request.where ?? []).filter((each) => each.field === field).flatMap((each) => each.values);
  const wanted = [...values("id"), ...(request.keys ?? [])];
  const products = [...new Set([...values("product"), ...wanted.map((id) => id.split(":")[0] ?? "")])].map(numericId);
  if (products.length === 0) throw badData("Images are read of products that `where` or `keys` name");
  const files = (await Promise.all(products.map((product) => imagesOf(ctx, product)))).flat();
  const chosen = wanted.length === 0 ? files : files.filter(({ key }) => wanted.includes(key));
  const withContent = request.include?.includes("content") === true;
  const records = withContent ? await Promise.all(chosen.map((file) => withFile(ctx, file))) : chosen;
  return { records, nextCursor: null, watermark: null };
}

async function imagesOf(ctx: Context, product: string): Promise<SourceRecord[]> {
  const rows = await list(ctx, "/documents", { modulepart: "product", id: product });
  return rows
    .filter((row) => IMAGE.test(textOf(row.relativename)))
    .map((row) => {
      const filename = textOf(row.relativename);
      const data: JsonObject = {
        id: `${product}:${filename}`,
        product,
        filename,
        original_file: `${textOf(row.level1name)}/${filename}`,
        size: Number(row.size ?? 0),
        ...toRecord(row, { date: { kind: "instant" } }, ctx.config.timeZone),
      };
      return { key: `${product}:${filename}`, label: filename, data };
    });
}

async function withFile(ctx: Context, file: SourceRecord): Promise<SourceRecord> {
  const query = { modulepart: "product", original_file: textOf(file.data.original_file) };
  const answer = await getIfThere(ctx, "/documents/download", query);
  return { ...file, data: { ...file.data, content: textOf(answer?.content) || null } };
}
