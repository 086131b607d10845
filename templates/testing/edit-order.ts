import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal, decimal } from "@/lib/core/decimal";
import type { World } from "@/templates/testing/world";

/** A change of the lines of an order, as the back office of the shop makes it. */
export type LineChange = (world: World, lines: readonly Row[]) => void;

const table = (world: World, name: string) => world.shop.shop.store.table(name);
const text = (row: Row | undefined, field: string) => String(row?.[field] ?? "");

export function dropLine(index: number): LineChange {
  return (world, lines) => table(world, "order_details").delete(lines[index]?.id ?? 0);
}

export function setQuantity(index: number, quantity: number): LineChange {
  return (world, lines) => {
    const line = lines[index];
    if (line) table(world, "order_details").update(line.id, quantityFields(line, quantity));
  };
}

/** A line of a product the shop sells, at its own price and the rate of the first line. */
export function addLine(reference: string, quantity: number): LineChange {
  return (world, lines) => {
    const [model] = lines;
    const product = [...table(world, "products").all()].find((each) => each.reference === reference);
    if (!model || !product) throw new Error(`no product ${reference}, or an order without lines`);
    const net = decimal(text(product, "price"));
    const rate = decimal(text(model, "unit_price_tax_incl")).div(decimal(text(model, "unit_price_tax_excl")), 3);
    const { id: _id, ...rest } = model;
    const fields = {
      ...rest,
      ...{ product_id: String(product.id), product_attribute_id: "0", product_reference: reference, product_name: reference },
      ...{ unit_price_tax_excl: net.toFixed(6), unit_price_tax_incl: net.mul(rate).toFixed(6) },
    };
    const made = table(world, "order_details").insert(fields);
    table(world, "order_details").update(made.id, quantityFields(made, quantity));
  };
}

function quantityFields(line: Row, quantity: number) {
  const total = (field: string) =>
    decimal(text(line, field))
      .mul(decimal(String(quantity)))
      .round(2)
      .toFixed(6);
  return {
    product_quantity: String(quantity),
    total_price_tax_excl: total("unit_price_tax_excl"),
    total_price_tax_incl: total("unit_price_tax_incl"),
  };
}

/** Changes the lines of an order that has no discount, and its totals with them. */
export async function editOrder(world: World, order: string, changes: readonly LineChange[]): Promise<void> {
  const lines = () => [...table(world, "order_details").by("id_order", order)].sort((a, b) => a.id - b.id);
  const before = lines();
  for (const change of changes) change(world, before);
  const row = table(world, "orders").get(Number(order));
  const sum = (field: string) => Decimal.sum(lines().map((line) => decimal(text(line, field))));
  const [net, gross] = [sum("total_price_tax_excl"), sum("total_price_tax_incl")];
  const withFees = (products: Decimal, side: string) =>
    products
      .add(decimal(text(row, `total_shipping_tax_${side}`) || "0"))
      .add(decimal(text(row, `total_wrapping_tax_${side}`) || "0"))
      .toFixed(6);
  const paid = withFees(gross, "incl");
  table(world, "orders").update(Number(order), {
    ...{ total_products: net.toFixed(6), total_products_wt: gross.toFixed(6) },
    ...{ total_paid: paid, total_paid_tax_incl: paid, total_paid_tax_excl: withFees(net, "excl") },
    date_upd: "2026-11-22 12:00:00",
  });
}
