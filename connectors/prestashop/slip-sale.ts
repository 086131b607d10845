import type { Sale } from "@/connectors/contract";
import type { OrderLine, OrderSlip, PrestashopOrder } from "@/connectors/prestashop/order-types";
import {
  feeLines,
  type PricedLine,
  productLines,
  toSaleLine,
  USUAL_RATES,
  vatPerRate,
  weightsOf,
} from "@/connectors/prestashop/sale";
import { withoutEcotax } from "@/connectors/prestashop/sale-ecotax";
import { lineTaxes } from "@/connectors/prestashop/sale-taxes";
import { Decimal, decimal } from "@/lib/core/decimal";

/**
 * A credit slip as a sale with positive amounts: what is paid back is products and shipping together, at the taxes of
 * the order's own lines. Slip amounts may keep more decimals than their details; the gross is the slip's.
 */
export function slipToSale(
  order: PrestashopOrder,
  slip: OrderSlip,
  knownRates: readonly string[] = USUAL_RATES,
  baseCurrency?: string,
): Sale {
  const warnings: string[] = [];
  const byId = new Map(order.lines.map((line) => [line.id, line]));
  const products = slip.lines.flatMap((line) => {
    const sold = byId.get(line.id_order_detail);
    const paidBack = refunded(line, sold, warnings);
    return sold ? withoutEcotax(sold, paidBack) : [paidBack];
  });
  // Shipping taxed at the average of the products was taxed at that of all of them, not of those sent back.
  const context = { weights: weightsOf(productLines(order, [])), knownRates, warnings };
  const lines = [
    ...products,
    ...feeLines(
      "shipping",
      order.carrier?.name ?? "",
      slip.total_shipping_tax_excl,
      slip.total_shipping_tax_incl,
      order.carrier_tax_rate,
      context,
    ),
  ].map(toSaleLine);
  // The slip's own net is off where a voucher was deducted (only from the net) or VAT was exempted: its lines are right.
  const net = Decimal.sum(lines.map((line) => decimal(line.net))).round(2);
  const gross = decimal(slip.total_products_tax_incl).add(decimal(slip.total_shipping_tax_incl)).round(2);
  return {
    currency: order.currency.iso_code,
    currencyRate: decimal(order.conversion_rate).toString(),
    ...(baseCurrency === undefined ? {} : { baseCurrency }),
    lines,
    totals: { net: net.toFixed(2), gross: gross.toFixed(2), due: gross.toFixed(2) },
    vat: vatPerRate(lines, gross.sub(net)),
    warnings,
  };
}

function refunded(line: OrderSlip["lines"][number], sold: OrderLine | undefined, warnings: string[]): PricedLine {
  const [net, gross] = [decimal(line.amount_tax_excl), decimal(line.amount_tax_incl)];
  if (!sold) warnings.push(`slip line of ${line.id_order_detail}: the order has no such line`);
  const asked = decimal(line.product_quantity);
  const quantity = asked.isZero() ? Decimal.ONE : asked;
  const whole = sold?.product_attribute_id === "0" ? sold.product_id : `${sold?.product_id}-${sold?.product_attribute_id}`;
  return {
    kind: "product",
    key: line.id_order_detail,
    label: sold?.product_name ?? "",
    reference: sold?.product_reference ?? "",
    ...(sold ? { productKey: whole } : {}),
    quantity,
    unitNet: net.div(quantity, 6),
    net,
    gross,
    taxes: sold && !isTaxedByEcotax(sold) ? lineTaxes(sold, !gross.equals(net)).taxes : [],
  };
}

function isTaxedByEcotax({ taxes, ecotax }: OrderLine): boolean {
  return taxes.length === 0 && !decimal(ecotax).isZero();
}
