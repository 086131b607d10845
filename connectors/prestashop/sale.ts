import type { Sale, SaleLine } from "@/connectors/contract";
import type { PrestashopOrder } from "@/connectors/prestashop/order-types";
import { withoutEcotax } from "@/connectors/prestashop/sale-ecotax";
import { type RateShare, type RateWeights, spreadOverRates } from "@/connectors/prestashop/sale-spread";
import { combinedRate, lineTaxes, rateKey, type TaxedLine } from "@/connectors/prestashop/sale-taxes";
import { Decimal, decimal } from "@/lib/core/decimal";

/** Rates a wrapping or a fee may carry when no line of the order does; France's own. */
export const USUAL_RATES = ["20", "10", "5.5", "2.1", "8.5"];

/**
 * The order as a sale: every amount is the shop's own, to the cent, and the lines add up to what the shop says as far
 * as the shop agrees with itself. `knownRates`: rates in per cent the shop has taxes for.
 * Rules: how PrestaShop computes an order, seen on 608 real ones.
 */
export function toSale(order: PrestashopOrder, knownRates: readonly string[] = USUAL_RATES, baseCurrency?: string): Sale {
  const warnings: string[] = [];
  const products = productLines(order, warnings);
  const weights = weightsOf(products);
  const context: SpreadContext = { weights, knownRates, warnings };
  const lines = [
    ...products,
    ...feeLines(
      "shipping",
      order.carrier?.name ?? "",
      order.total_shipping_tax_excl,
      order.total_shipping_tax_incl,
      order.carrier_tax_rate,
      context,
    ),
    ...feeLines("wrapping", "", order.total_wrapping_tax_excl, order.total_wrapping_tax_incl, undefined, context),
    ...discountLines(order, context),
  ].map(toSaleLine);
  const net = decimal(order.total_paid_tax_excl).round(2);
  const gross = decimal(order.total_paid_tax_incl).round(2);
  return {
    currency: order.currency.iso_code,
    currencyRate: decimal(order.conversion_rate).toString(),
    ...(baseCurrency === undefined ? {} : { baseCurrency }),
    lines,
    totals: { net: net.toFixed(2), gross: gross.toFixed(2), due: decimal(order.total_paid).toFixed(2) },
    vat: vatPerRate(lines, gross.sub(net)),
    warnings,
  };
}

export interface PricedLine extends TaxedLine {
  readonly kind: SaleLine["kind"];
  readonly key: string;
  readonly label: string;
  readonly reference: string;
  readonly productKey?: string;
  readonly quantity: Decimal;
  readonly unitNet: Decimal;
  readonly net: Decimal;
  readonly gross: Decimal;
}

interface SpreadContext {
  readonly weights: RateWeights;
  readonly knownRates: readonly string[];
  readonly warnings: string[];
}

export function productLines(order: PrestashopOrder, warnings: string[]): PricedLine[] {
  // An exemption without a tax-manager module leaves the lines untaxed although the order's totals are taxed.
  const taxedTotals = decimal(order.total_products_wt).compare(decimal(order.total_products)) > 0;
  return order.lines.flatMap((line) => {
    const named = lineTaxes(line, taxedTotals);
    // Nothing but an ecotax without tax is untaxed by right; on a product without tax, its tax is the ecotax's.
    const hasEcotax = !decimal(line.ecotax).isZero();
    const ownGross = named.ownGross || hasEcotax;
    const taxes = hasEcotax && line.taxes.length === 0 ? [] : named.taxes;
    const net = decimal(line.total_price_tax_excl);
    if (!ownGross) warnings.push(`line ${line.id}: untaxed in an order whose totals are taxed; taxed at the rate it names`);
    return withoutEcotax(line, {
      kind: "product" as const,
      key: line.id,
      label: line.product_name,
      reference: line.product_reference,
      productKey: line.product_attribute_id === "0" ? line.product_id : `${line.product_id}-${line.product_attribute_id}`,
      quantity: decimal(line.product_quantity),
      unitNet: decimal(line.unit_price_tax_excl),
      net,
      gross: ownGross ? decimal(line.total_price_tax_incl) : net.mul(Decimal.ONE.add(combinedRate(taxes))),
      taxes,
    });
  });
}

export function weightsOf(lines: readonly PricedLine[]): RateWeights {
  const weights = new Map<string, { taxes: TaxedLine["taxes"]; net: Decimal }>();
  for (const line of lines) {
    const key = rateKey(line.taxes);
    weights.set(key, { taxes: line.taxes, net: (weights.get(key)?.net ?? Decimal.ZERO).add(line.net) });
  }
  return weights;
}

export function feeLines(
  kind: "shipping" | "wrapping",
  label: string,
  net: string,
  gross: string,
  rate: string | undefined,
  context: SpreadContext,
): PricedLine[] {
  const amounts = { net: decimal(net).round(2), gross: decimal(gross).round(2) };
  if (amounts.net.isZero() && amounts.gross.isZero()) return [];
  const shares = spreadOverRates(amounts, {
    ...context,
    preferred: rate === undefined ? [] : [decimal(rate).toString()],
    subject: kind,
  });
  return shares.map((share, index) => serviceLine(kind, index === 0 ? kind : `${kind}-${index}`, label, share));
}

function discountLines(order: PrestashopOrder, context: SpreadContext): PricedLine[] {
  const total = {
    net: decimal(order.total_discounts_tax_excl).round(2),
    gross: decimal(order.total_discounts_tax_incl).round(2),
  };
  const rules = roundToTotal(discountAmounts(order), total);
  return rules.flatMap((rule) => {
    if (rule.net.isZero() && rule.gross.isZero()) return [];
    const preferred = rule.freeShipping ? [decimal(order.carrier_tax_rate).toString()] : [];
    const shares = spreadOverRates(rule, { ...context, preferred, subject: `discount ${rule.key}` });
    return shares.map((share, index) =>
      serviceLine("discount", `${rule.key}${index === 0 ? "" : `-${index}`}`, rule.label, {
        ...share,
        net: share.net.neg(),
        gross: share.gross.neg(),
      }),
    );
  });
}

interface Discount {
  readonly key: string;
  readonly label: string;
  readonly net: Decimal;
  readonly gross: Decimal;
  readonly freeShipping: boolean;
}

/**
 * The discounts that count. A rule that gives free shipping and something else is two discounts, as its parts carry
 * different taxes; of several rules with free shipping only the first holds the fee in the order's total.
 */
function discountAmounts(order: PrestashopOrder): Discount[] {
  const fee = { net: decimal(order.total_shipping_tax_excl), gross: decimal(order.total_shipping_tax_incl) };
  let feeGiven = false;
  return order.cartRules
    .filter((rule) => !rule.deleted)
    .flatMap((rule) => {
      const whole = {
        key: rule.id,
        label: rule.name,
        net: decimal(rule.value_tax_excl),
        gross: decimal(rule.value),
        freeShipping: false,
      };
      if (!rule.free_shipping || whole.gross.compare(fee.gross) < 0) return [whole];
      const rest = { ...whole, net: whole.net.sub(fee.net), gross: whole.gross.sub(fee.gross) };
      const first = feeGiven ? [] : [{ ...whole, key: `${rule.id}-shipping`, ...fee, freeShipping: true }];
      feeGiven = true;
      return rest.gross.isZero() && rest.net.isZero() ? first : [...first, rest];
    });
}

/** Each discount to whole cents so that they add up to the order's; a discount the rules do not explain gets a line of its own. */
function roundToTotal(discounts: readonly Discount[], total: { net: Decimal; gross: Decimal }): Discount[] {
  const rounded = discounts.map((one) => ({ ...one, net: one.net.round(2), gross: one.gross.round(2) }));
  const rest = {
    net: total.net.sub(Decimal.sum(rounded.map((one) => one.net))),
    gross: total.gross.sub(Decimal.sum(rounded.map((one) => one.gross))),
  };
  if (rest.net.isZero() && rest.gross.isZero()) return rounded;
  const largest = rounded.reduce<Discount | undefined>(
    (best, one) => (best && best.gross.compare(one.gross) >= 0 ? best : one),
    undefined,
  );
  const cents = decimal("0.03");
  if (largest && rest.net.abs().compare(cents) <= 0 && rest.gross.abs().compare(cents) <= 0) {
    return rounded.map((one) =>
      one === largest ? { ...one, net: one.net.add(rest.net), gross: one.gross.add(rest.gross) } : one,
    );
  }
  return [...rounded, { key: "rest", label: "", net: rest.net, gross: rest.gross, freeShipping: false }];
}

function serviceLine(kind: SaleLine["kind"], key: string, label: string, share: RateShare): PricedLine {
  return {
    kind,
    key,
    label,
    reference: "",
    quantity: Decimal.ONE,
    unitNet: share.net,
    net: share.net,
    gross: share.gross,
    taxes: share.taxes,
  };
}

export function toSaleLine(line: PricedLine): SaleLine {
  return {
    kind: line.kind,
    key: line.key,
    label: line.label,
    reference: line.reference,
    ...(line.productKey === undefined ? {} : { productKey: line.productKey }),
    quantity: line.quantity.toString(),
    net: line.net.toString(),
    gross: line.gross.toString(),
    unitNet: line.unitNet.toString(),
    taxes: line.taxes,
  };
}

/** VAT of the lines by combined rate; the cents by which the shop's own total differs go to the largest. */
export function vatPerRate(lines: readonly SaleLine[], total: Decimal): Sale["vat"] {
  const sums = new Map<string, Decimal>();
  for (const line of lines) {
    const rate = combinedRate(line.taxes).mul(Decimal.HUNDRED).toString();
    sums.set(rate, (sums.get(rate) ?? Decimal.ZERO).add(decimal(line.gross).sub(decimal(line.net))));
  }
  const rows = [...sums]
    .map(([rate, amount]) => ({ rate, amount: amount.round(2) }))
    .filter((row) => row.rate !== "0" || !row.amount.isZero());
  const rest = total.sub(Decimal.sum(rows.map((row) => row.amount)));
  const largest = rows.reduce<(typeof rows)[number] | undefined>(
    (best, row) => (best && best.amount.abs().compare(row.amount.abs()) >= 0 ? best : row),
    undefined,
  );
  return rows
    .map((row) => ({ rate: row.rate, amount: (row === largest ? row.amount.add(rest) : row.amount).toFixed(2) }))
    .sort((a, b) => decimal(b.rate).compare(decimal(a.rate)));
}
