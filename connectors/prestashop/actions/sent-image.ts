import { imageSize } from "@/connectors/prestashop/actions/image-file";
import { parseXml } from "@/connectors/prestashop/body";
import { exchange, exchangeAny } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { shopError } from "@/connectors/prestashop/errors";
import { isJsonObject } from "@/lib/core/json";

/** Found by one attempt of this run: no other image is taken for the same. */
const taken = new WeakMap<PrestashopContext, Set<string>>();

/**
 * The image that an earlier attempt may have added: of those of the product that nobody knows to be another one, the one
 * of the same bytes, else the newest of the same size, as the shop encodes anew what it is sent. Id: `<product>/<image>`.
 */
export async function findSentImage(
  ctx: PrestashopContext,
  { product, bytes, known }: { product: string; bytes: Buffer; known: readonly string[] },
): Promise<string | undefined> {
  const found = taken.get(ctx) ?? new Set<string>();
  taken.set(ctx, found);
  const candidates: { id: string; file: Buffer }[] = [];
  for (const image of await imagesOf(ctx, product)) {
    const id = `${product}/${image}`;
    if (known.includes(id) || found.has(id)) continue;
    const file = await exchange(ctx, "images", { method: "GET", path: `images/products/${id}`, accept: ["binary"] });
    candidates.push({ id, file: Buffer.from(file.body) });
  }
  const wanted = imageSize(bytes);
  const isAlike = (file: Buffer) => {
    const size = imageSize(file);
    return wanted !== undefined && size?.width === wanted.width && size.height === wanted.height;
  };
  const same = candidates.find(({ file }) => file.equals(bytes)) ?? candidates.findLast(({ file }) => isAlike(file));
  if (same) found.add(same.id);
  return same?.id;
}

/** By ascending id; 404 is a product without images. */
async function imagesOf(ctx: PrestashopContext, product: string): Promise<number[]> {
  const path = `images/products/${product}`;
  const accept = ["xml", "binary", "empty"] as const;
  const response = await exchangeAny(ctx, { method: "GET", path, accept });
  if (response.status === 404) return [];
  if (response.status >= 300) throw shopError({ method: "GET", resource: "images", response });
  const { image } = parseXml(response.text());
  const node = isJsonObject(image) ? image.declination : undefined;
  const images = Array.isArray(node) ? node : [node];
  return images.flatMap((each) => (isJsonObject(each) ? Number(each["@id"]) : [])).sort((a, b) => a - b);
}
