import type { Random } from "@/connectors/sandbox-kit/random";
import { Decimal } from "@/lib/core/decimal";
import { number, type Shop, table, text } from "../shop";
import { insert } from "./insert";

/** A credit slip for some pieces of an order, at times with its shipping; it changes neither totals nor payments. */
export function addSlip(shop: Shop, orderId: number, moment: string, random: Random): void {
  const order = table(shop, "orders").get(orderId);
  const details = table(shop, "order_details").by("id_order", orderId);
  const [first] = details;
  if (!order || !first) return;
  const refunded = random.chance(0.3) ? details : [first];
  const lines = refunded.map((detail) => {
    const all = number(detail, "product_quantity");
    const quantity = refunded.length > 1 ? all : random.integer(1, Math.min(all, 2));
    const pieces = Decimal.of(quantity);
    return {
      detail,
      quantity,
      net: Decimal.of(text(detail, "unit_price_tax_excl")).mul(pieces),
      gross: Decimal.of(text(detail, "unit_price_tax_incl")).mul(pieces),
    };
  });
  const withShipping = random.chance(0.4);
  const shippingNet = withShipping ? text(order, "total_shipping_tax_excl") : "0";
  const shippingGross = withShipping ? text(order, "total_shipping_tax_incl") : "0";
  const net = Decimal.sum(lines.map((line) => line.net));
  const gross = Decimal.sum(lines.map((line) => line.gross));
  insert(shop, "order_slip", {
    id_customer: text(order, "id_customer"),
    id_order: String(orderId),
    conversion_rate: text(order, "conversion_rate"),
    total_products_tax_excl: net.toFixed(6),
    total_products_tax_incl: gross.toFixed(6),
    total_shipping_tax_excl: shippingNet,
    total_shipping_tax_incl: shippingGross,
    amount: gross.toFixed(6),
    shipping_cost: withShipping ? "1" : "0",
    shipping_cost_amount: shippingGross,
    partial: lines.length < details.length ? "1" : "0",
    order_slip_type: "0",
    date_add: moment,
    date_upd: moment,
    "@order_slip_details": lines.map((line, index) => ({
      id: String(index + 1),
      id_order_detail: String(line.detail.id),
      product_quantity: String(line.quantity),
      amount_tax_excl: line.net.toFixed(6),
      amount_tax_incl: line.gross.toFixed(6),
    })),
  });
  for (const { detail, quantity, net: lineNet, gross: lineGross } of lines) {
    table(shop, "order_details").update(detail.id, {
      product_quantity_refunded: String(quantity),
      total_refunded_tax_excl: lineNet.toFixed(6),
      total_refunded_tax_incl: lineGross.toFixed(6),
    });
  }
}
