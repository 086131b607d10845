import type { ReadPage, ReadRequest } from "@/connectors/contract";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { readRows } from "@/connectors/prestashop/paging";
import { mainLanguage } from "@/connectors/prestashop/reference";
import { reading } from "@/connectors/prestashop/related";
import { resourceOf } from "@/connectors/prestashop/resources";
import { readImageFiles, readImages } from "@/connectors/prestashop/streams/images";
import { toSlip, withGroups, withoutAssociations, withPlaces, withTaxRates } from "@/connectors/prestashop/streams/order-parts";
import { composeOrders } from "@/connectors/prestashop/streams/orders";
import { composeCombinations, composeProducts } from "@/connectors/prestashop/streams/products";
import { labelOf, toRecord } from "@/connectors/prestashop/values";
import type { JsonObject } from "@/lib/core/json";

type Compose = (ctx: PrestashopContext, records: readonly JsonObject[], include?: readonly string[]) => Promise<JsonObject[]>;

/** Streams that are more than their resource's own rows. */
const COMPOSE: Readonly<Record<string, Compose>> = {
  orders: composeOrders,
  products: composeProducts,
  combinations: composeCombinations,
  customers: async (_ctx, records) => records.map(withGroups),
  addresses: withPlaces,
  order_slip: async (_ctx, records) => records.map(toSlip),
  order_details: withTaxRates,
};

/** Streams whose associations are part of the record. */
const KEEPS_ASSOCIATIONS = new Set(["products", "categories", "product_options", "carts"]);

/** One page of a stream, in field-standard types, by ascending id. Throws AppError `connector.*`. */
export async function read(ctx: PrestashopContext, request: ReadRequest): Promise<ReadPage> {
  if (request.stream === "images") return readImages(ctx, request);
  if (request.stream === "image_files") return readImageFiles(ctx, request);
  const resource = resourceOf(request.stream);
  const [how, language] = await Promise.all([reading(ctx), mainLanguage(ctx)]);
  const page = await readRows(ctx, resource, request, { zone: how.zone });
  const rows = page.records.map((raw) => toRecord(resource, raw, how));
  const compose = COMPOSE[resource.name];
  const composed = compose ? await compose(ctx, rows, request.include) : rows;
  const records = composed.map((data) => ({
    key: String(data.id),
    label: labelOf(resource, data, language),
    data: KEEPS_ASSOCIATIONS.has(resource.name) ? data : withoutAssociations(data),
  }));
  return { records, nextCursor: page.nextCursor, watermark: page.watermark };
}
