import type { ReadPage, ReadRequest, SourceRecord } from "@/connectors/contract";
import type { Context } from "@/connectors/dolibarr/client";
import { requireShown } from "@/connectors/dolibarr/guards";
import { readRows } from "@/connectors/dolibarr/read";
import { products, STOCK_PROOF } from "@/connectors/dolibarr/streams/products";
import { textOf } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/**
 * The stock of each product in each warehouse, key `product:warehouse`, read with the list of products. A level that
 * was asked for by its key and that Dolibarr does not name is zero, as long as there is the product.
 */
export async function readStockLevels(ctx: Context, request: ReadRequest): Promise<ReadPage> {
  const asked = request.keys?.map((key) => key.split(":"));
  const keys = asked ? [...new Set(asked.map(([product]) => product ?? ""))] : undefined;
  const page = await readRows(ctx, products, { ...request, since: null, keys }, { includestockdata: 1 });
  requireShown(page.rows, STOCK_PROOF);
  const records = page.rows.flatMap((row): SourceRecord[] => {
    const product = textOf(row.id);
    const levels = levelsOf(row);
    const wanted = asked ? asked.filter(([id]) => id === product).map(([, warehouse]) => warehouse ?? "") : [...levels.keys()];
    return wanted.map((warehouse) => levelRecord(row, warehouse, levels.get(warehouse) ?? "0"));
  });
  return { records, nextCursor: page.next, watermark: null };
}

function levelsOf(row: JsonObject): Map<string, string> {
  const stock = isJsonObject(row.stock_warehouse) ? row.stock_warehouse : {};
  return new Map(
    Object.entries(stock).map(([warehouse, level]) => [warehouse, isJsonObject(level) ? textOf(level.real) || "0" : "0"]),
  );
}

function levelRecord(row: JsonObject, warehouse: string, real: string): SourceRecord {
  const product = textOf(row.id);
  const key = `${product}:${warehouse}`;
  const level = Decimal.of(real).toString();
  const data = {
    id: key,
    product_id: product,
    warehouse_id: warehouse,
    level: level.includes(".") ? level.replace(/\.?0+$/, "") : level,
  };
  return { key, label: textOf(row.ref), data };
}
