import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import { asObject, type Context, change, createdId, get } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { numericId } from "@/connectors/dolibarr/guards";
import { storedReference } from "@/connectors/dolibarr/references";
import { stockMovements } from "@/connectors/dolibarr/streams/stock";
import { textOf, toBody, writeDecimal } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** A movement in or out. Movements cannot be changed; one of zero is refused by Dolibarr and means nothing. */
export async function writeStockMovement(ctx: Context, record: WriteRecord): Promise<WriteOutcome> {
  if (record.targetId !== undefined) return { outcome: "unchanged", id: record.targetId };
  const body = toBody(record.data, stockMovements.fields);
  const { product_id, warehouse_id, qty } = body;
  if (textOf(product_id) === "" || textOf(warehouse_id) === "")
    throw badData("A stock movement needs product_id and warehouse_id");
  const quantity = writeDecimal("qty", qty ?? null);
  if (Decimal.of(quantity).isZero()) return { outcome: "unchanged", id: "0" };
  const id = await postMovement(ctx, {
    ...body,
    qty: Number(quantity),
    movementcode: textOf(body.movementcode) || storedReference(record.externalRef),
  });
  return { outcome: "created", id, data: { id } };
}

async function postMovement(ctx: Context, body: JsonObject): Promise<string> {
  return createdId(
    await change(ctx, { method: "POST", path: "/stockmovements", body, plain: true, repeatable: false }),
    "/stockmovements",
  );
}

/**
 * Sets the stock of a product in a warehouse: reads it, posts the difference, and reads again, since movements made
 * meanwhile by others are lost or added without a word. Answers `unchanged` when the level is already right.
 */
export async function writeStockLevel(ctx: Context, record: WriteRecord): Promise<WriteOutcome> {
  const product = numericId(textOf(record.data.product_id));
  const warehouse = numericId(textOf(record.data.warehouse_id));
  const wanted = Decimal.of(writeDecimal("level", record.data.level ?? null));
  const id = `${product}:${warehouse}`;
  const before = await stockOf(ctx, product, warehouse);
  if (before.equals(wanted)) return { outcome: "unchanged", id };
  const movementId = await postMovement(ctx, {
    product_id: Number(product),
    warehouse_id: Number(warehouse),
    qty: wanted.sub(before).toNumber(),
    movementcode: storedReference(record.externalRef),
    movementlabel: textOf(record.data.movementlabel) || "Passerelle",
  });
  const after = await stockOf(ctx, product, warehouse);
  if (!after.equals(wanted)) throw levelDiffers(wanted, after);
  return { outcome: "updated", id, data: { id, before: before.toString(), after: after.toString(), movementId } };
}

async function stockOf(ctx: Context, product: string, warehouse: string): Promise<Decimal> {
  const stock = asObject(await get(ctx, `/products/${product}/stock`));
  const inWarehouse = isJsonObject(stock.stock_warehouses) ? stock.stock_warehouses[warehouse] : undefined;
  return Decimal.of(isJsonObject(inWarehouse) ? textOf(inWarehouse.real) || "0" : "0");
}

function levelDiffers(wanted: Decimal, after: Decimal): AppError {
  return new AppError({
    code: "connector.rejected",
    category: "transient",
    message: `Stock is ${after.toString()} after setting it to ${wanted.toString()}: something else moved it`,
    details: { wanted: wanted.toString(), after: after.toString() },
    advice: {
      en: "Another program moved this stock at the same moment. The next run sets it right.",
      fr: "Un autre programme a mouvementé ce stock au même moment. La prochaine exécution le rectifiera.",
    },
  });
}
