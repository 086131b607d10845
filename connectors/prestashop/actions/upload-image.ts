import { z } from "zod";
import type { ConnectorAction } from "@/connectors/contract";
import { imageFormat } from "@/connectors/prestashop/actions/image-file";
import { findSentImages, keepFirstSent } from "@/connectors/prestashop/actions/sent-image";
import { parseXml, textOf } from "@/connectors/prestashop/body";
import { exchange } from "@/connectors/prestashop/client";
import type { PrestashopConfig } from "@/connectors/prestashop/config";
import { failed } from "@/connectors/prestashop/write/outcomes";
import { AppError } from "@/lib/core/errors";
import { isJsonObject } from "@/lib/core/json";

const BOUNDARY = "----passerelle-image";
/** Hard limit of PrestaShop up to 1.7.8. */
const MAX_BYTES = 3_000_000;

const ParamsSchema = z.object({
  /** The image file, base64. */
  content: z.base64(),
  fileName: z.string().default("image"),
  /** Present = replace that image of the product. */
  imageId: z.string().optional(),
  /** Images of the product that are known to be others: `<product>/<image>`. */
  known: z.array(z.string()).default([]),
});

/**
 * Adds an image to a product, or replaces one. Id of the outcome: `<product>/<image>`. Every call without `imageId`
 * adds one, but after an attempt whose end nobody saw: then what that one added stays, and no second one. A file that is
 * no image is refused here, since PrestaShop refuses it but keeps a broken row that blocks the product's deletion (quirk 29).
 */
export const uploadImage: ConnectorAction<PrestashopConfig> = {
  id: "uploadImage",
  title: { en: "Send an image", fr: "Envoyer une image" },
  stream: "products",
  params: ParamsSchema,
  async run(ctx, request) {
    try {
      const params = ParamsSchema.parse(request.params);
      const bytes = Buffer.from(params.content, "base64");
      const { imageId, known } = params;
      const product = request.targetId;
      const body = multipart(bytes, params.fileName);
      const isAgain = request.again === true && imageId === undefined;
      const sent = isAgain ? await findSentImages(ctx, { product, bytes, known }) : undefined;
      if (sent?.same !== undefined) return { outcome: "unchanged", id: sent.same };
      const response = await exchange(ctx, "images", {
        // A real PUT fails (76): replacing is a POST that says so.
        method: "POST",
        path: imageId === undefined ? `images/products/${product}` : `images/products/${product}/${imageId}`,
        query: imageId === undefined ? {} : { ps_method: "PUT" },
        headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
        body,
        accept: ["xml", "binary", "empty"],
        idempotent: imageId !== undefined,
      });
      if (imageId !== undefined) return { outcome: "updated", id: `${product}/${imageId}` };
      const { image } = parseXml(response.text());
      const added = `${product}/${textOf(isJsonObject(image) ? image.id : undefined)}`;
      const kept = sent && sent.alike.length > 0 ? await keepFirstSent(ctx, added, sent.alike) : added;
      return { outcome: kept === added ? "created" : "unchanged", id: kept };
    } catch (thrown) {
      return failed(thrown, { creating: true });
    }
  },
};

function multipart(bytes: Buffer, fileName: string): Uint8Array {
  const format = imageFormat(bytes);
  if (!format) {
    throw refusedImage("The file is no PNG, JPEG, GIF or WebP image", {
      en: "The file is no PNG, JPEG, GIF or WebP image.",
      fr: "Le fichier n’est pas une image PNG, JPEG, GIF ou WebP.",
    });
  }
  if (bytes.byteLength > MAX_BYTES) {
    throw refusedImage(`The image has ${bytes.byteLength} bytes, PrestaShop takes ${MAX_BYTES}`, {
      en: "The image is larger than the 3 MB that PrestaShop takes.",
      fr: "L’image dépasse les 3\u00a0Mo que PrestaShop accepte.",
    });
  }
  const name = `${fileName.replace(/[^\w.-]+/g, "-").replace(/\.\w+$/, "")}.${format.extension}`;
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="${name}"\r\nContent-Type: ${format.type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

function refusedImage(message: string, advice: { en: string; fr: string }): AppError {
  return new AppError({ code: "connector.rejected", category: "data", message, advice });
}
