import { imageSize } from "@/connectors/prestashop/actions/image-file";
import { parseXml } from "@/connectors/prestashop/body";
import { exchange, exchangeAny } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { shopError } from "@/connectors/prestashop/errors";
import { isJsonObject } from "@/lib/core/json";

/** Found by one attempt of this run: no other image is taken for the same. */
const taken = new WeakMap<PrestashopContext, Set<string>>();

/** An image that an earlier attempt may have added. Id: `<product>/<image>`. */
export interface SentImage {
  readonly id: string;
  readonly file: Buffer;
}

/**
 * Images of the product that nobody knows to be others and that may be the one of an earlier attempt: of the same bytes,
 * which settles it, or of the same size, as the shop encodes anew what it is sent.
 */
export async function findSentImages(
  ctx: PrestashopContext,
  { product, bytes, known }: { product: string; bytes: Buffer; known: readonly string[] },
): Promise<{ readonly same: string | undefined; readonly alike: readonly SentImage[] }> {
  const found = takenBy(ctx);
  const candidates: SentImage[] = [];
  for (const image of await imagesOf(ctx, product)) {
    const id = `${product}/${image}`;
    if (known.includes(id) || found.has(id)) continue;
    candidates.push({ id, file: await fileOf(ctx, id) });
  }
  const wanted = imageSize(bytes);
  const isAlike = (file: Buffer) => {
    const size = imageSize(file);
    return wanted !== undefined && size?.width === wanted.width && size.height === wanted.height;
  };
  const same = candidates.find(({ file }) => file.equals(bytes))?.id;
  if (same) found.add(same);
  return { same, alike: candidates.filter(({ file }) => isAlike(file)) };
}

/**
 * Sent again, the shop has encoded the same file in the same way: the one of the earlier attempt now has the bytes of
 * this one, which goes. Any other of its size is somebody else's. Answers the one that stays.
 */
export async function keepFirstSent(ctx: PrestashopContext, added: string, alike: readonly SentImage[]): Promise<string> {
  const file = await fileOf(ctx, added);
  const first = alike.find((each) => each.file.equals(file));
  takenBy(ctx).add(first?.id ?? added);
  if (!first) return added;
  const path = `images/products/${added}`;
  const response = await exchangeAny(ctx, { method: "DELETE", path, accept: ["xml", "binary", "empty"] });
  if (response.status >= 300 && response.status !== 404) throw shopError({ method: "DELETE", resource: "images", response });
  return first.id;
}

function takenBy(ctx: PrestashopContext): Set<string> {
  const found = taken.get(ctx) ?? new Set<string>();
  taken.set(ctx, found);
  return found;
}

async function fileOf(ctx: PrestashopContext, id: string): Promise<Buffer> {
  const file = await exchange(ctx, "images", { method: "GET", path: `images/products/${id}`, accept: ["binary"] });
  return Buffer.from(file.body);
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
