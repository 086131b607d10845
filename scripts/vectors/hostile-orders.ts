import { type PrestashopOrder, PrestashopOrderSchema } from "@/connectors/prestashop/order-types";
import { roundBy } from "@/connectors/prestashop/sandbox/pricing/rounding";
import { createRandom } from "@/connectors/sandbox-kit/random";
import { Decimal, decimal } from "@/lib/core/decimal";

type Random = ReturnType<typeof createRandom>;
type Amount = { readonly net: Decimal; readonly gross: Decimal };

interface Shop {
  readonly roundType: 1 | 2 | 3;
  readonly roundMode: 0 | 1 | 2 | 4 | 5;
  readonly currency: { readonly iso: string; readonly rate: string; readonly decimals: number };
}

const CURRENCIES = [
  ...[
    { iso: "EUR", rate: "1", decimals: 2 },
    { iso: "EUR", rate: "1", decimals: 2 },
    { iso: "USD", rate: "1.0857", decimals: 2 },
  ],
  ...[
    { iso: "JPY", rate: "162.35", decimals: 0 },
    { iso: "TND", rate: "3.3512", decimals: 3 },
    { iso: "KWD", rate: "0.3284", decimals: 3 },
  ],
] as const;
/** Taxes of a line: none, one, two added, the second on top of the first. */
const TAXES: readonly (readonly { id: string; rate: string; compound?: boolean }[])[] = [
  ...[[{ id: "1", rate: "20.000" }], [{ id: "2", rate: "10.000" }], [{ id: "3", rate: "5.500" }], [{ id: "4", rate: "2.100" }]],
  ...[
    [{ id: "1", rate: "20.000" }],
    [{ id: "5", rate: "0.000" }],
    [],
    [{ id: "6", rate: "8.500" }],
    [{ id: "7", rate: "27.000" }],
  ],
  [
    { id: "8", rate: "5.000" },
    { id: "9", rate: "9.975" },
  ],
  [
    { id: "8", rate: "5.000" },
    { id: "10", rate: "9.500", compound: true },
  ],
];
export const HOSTILE_RATES = ["20", "10", "5.5", "2.1", "0", "8.5", "27", "5", "9.975", "9.5"] as const;
const QUANTITIES = [1, 1, 2, 3, 7, 12, 100, 333, 1000, 1920] as const;
const NETS = [
  "0.001",
  "0.004",
  "0.005",
  "0.015",
  "1.005",
  "8.325",
  "83.325",
  "16.583333",
  "0.416667",
  "999.995",
  "0",
  "12345.678901",
] as const;

/**
 * An order as PrestaShop totals it, from what breaks arithmetic: half cents, a thousand pieces, gifts, free lines, two
 * taxes, discounts of 100 % and above the shipping, wrapping and shipping at mixed rates, every rounding type and mode,
 * currencies of no and of three decimals, negative lines, a slip of part of it. The same one for the same seed.
 */
export function hostileOrder(seed: number): PrestashopOrder {
  const random = createRandom(seed);
  const shop: Shop = {
    roundType: random.pick([1, 2, 2, 3] as const),
    roundMode: random.pick([2, 2, 2, 0, 1, 4, 5] as const),
    currency: random.pick(CURRENCIES),
  };
  const round = (value: Decimal) => roundBy(shop.roundMode, value, shop.currency.decimals);
  const both = ({ net, gross }: Amount): Amount => ({ net: round(net), gross: round(gross) });
  const lines = Array.from({ length: random.chance(0.1) ? 60 : 1 + random.integer(1, 8) }, (_, index) =>
    lineOf(random, shop, index),
  );
  const totals = sum(lines.map(({ total }) => total));
  const raw = sum(lines.map(({ unit, quantity }) => times(shop.roundType === 1 ? both(unit) : unit, quantity)));
  const shipping = both(fee(random, lines));
  const wrapping = random.chance(0.3) ? both(fee(random, lines)) : ZERO;
  const rules = rulesOf(random, totals, shipping);
  const discounts = both(sum(rules.map(({ value }) => value)));
  const paid = plus(minus(both(raw), discounts), plus(shipping, wrapping));
  const [products, six] = [both(totals), (value: Decimal) => value.toFixed(6)];
  return PrestashopOrderSchema.parse({
    ...{ id: seed, reference: `H${seed}`, module: "m", payment: "p", current_state: "2", valid: "1" },
    ...{ conversion_rate: shop.currency.rate, currency: { id: "1", iso_code: shop.currency.iso } },
    ...{ round_mode: String(shop.roundMode), round_type: String(shop.roundType), carrier_tax_rate: "20.000" },
    ...{ total_products: six(products.net), total_products_wt: six(products.gross) },
    ...{ total_discounts_tax_excl: six(discounts.net), total_discounts_tax_incl: six(discounts.gross) },
    ...{ total_shipping_tax_excl: six(shipping.net), total_shipping_tax_incl: six(shipping.gross) },
    ...{ total_wrapping_tax_excl: six(wrapping.net), total_wrapping_tax_incl: six(wrapping.gross) },
    ...{ total_paid: six(paid.gross), total_paid_tax_excl: six(paid.net), total_paid_tax_incl: six(paid.gross) },
    total_paid_real: six(paid.gross),
    lines: lines.map(({ row }) => row),
    cartRules: rules.map(({ value, name, isFree }, index) => ({
      ...{ id: String(index + 1), id_cart_rule: String(index + 1), name, free_shipping: isFree ? "1" : "0", deleted: "0" },
      ...{ value: six(value.gross), value_tax_excl: six(value.net) },
    })),
    slips: random.chance(0.5) ? [slipOf(random, round, lines, shipping)] : [],
  });
}

const ZERO: Amount = { net: Decimal.ZERO, gross: Decimal.ZERO };
const plus = (a: Amount, b: Amount): Amount => ({ net: a.net.add(b.net), gross: a.gross.add(b.gross) });
const minus = (a: Amount, b: Amount): Amount => ({ net: a.net.sub(b.net), gross: a.gross.sub(b.gross) });
const times = ({ net, gross }: Amount, factor: Decimal): Amount => ({ net: net.mul(factor), gross: gross.mul(factor) });
const sum = (amounts: readonly Amount[]): Amount => amounts.reduce(plus, ZERO);

type Line = {
  readonly unit: Amount;
  readonly quantity: Decimal;
  readonly total: Amount;
  readonly factor: Decimal;
  readonly row: object;
};

function lineOf(random: Random, shop: Shop, index: number): Line {
  const taxes = random.pick(TAXES);
  const factor = factorOf(taxes);
  const gross = decimal(random.integer(1, 30_000)).div(Decimal.HUNDRED, 2);
  const entered = random.chance(0.5) ? gross.div(factor, 10) : decimal(random.pick(NETS));
  const sign = random.chance(0.03) ? decimal("-1") : Decimal.ONE;
  const exact = entered.mul(decimal(shop.currency.rate)).mul(sign);
  const ecotax = random.chance(0.08) && !sign.isNegative() ? decimal(random.pick(["0.5", "0.02", "4.166667"])) : Decimal.ZERO;
  const ecoRate = random.pick(["0.000", "20.000"]);
  const unit = {
    net: exact.add(ecotax).round(6),
    gross: exact
      .mul(factor)
      .add(ecotax.mul(factorOf([{ rate: ecoRate }])))
      .round(6),
  };
  const quantity = decimal(random.pick(QUANTITIES));
  const round = (value: Decimal) => roundBy(shop.roundMode, value, shop.currency.decimals);
  const side = (value: Decimal) =>
    shop.roundType === 1
      ? quantity.mul(round(value))
      : shop.roundType === 2
        ? round(quantity.mul(value))
        : quantity.mul(value).round(6);
  const total = { net: side(unit.net), gross: side(unit.gross) };
  const row = {
    ...{ id: String(index + 1), product_id: String(index + 1), product_attribute_id: "0", product_name: `P${index}` },
    ...{ product_reference: `R${index}`, product_quantity: quantity.toString() },
    ...{ unit_price_tax_excl: unit.net.toFixed(6), unit_price_tax_incl: unit.gross.toFixed(6) },
    ...{ total_price_tax_excl: total.net.toFixed(6), total_price_tax_incl: total.gross.toFixed(6) },
    ...{ ecotax: ecotax.toFixed(6), ecotax_tax_rate: ecotax.isZero() ? "0.000" : ecoRate },
    tax_computation_method: taxes.some(({ compound }) => compound) ? "2" : taxes.length > 1 ? "1" : "0",
    taxes: taxes.map(({ id, rate }) => ({ id, rate })),
  };
  return { unit, quantity, total, factor, row };
}

function factorOf(taxes: readonly { rate: string; compound?: boolean }[]): Decimal {
  const share = (rate: string) => decimal(rate).div(Decimal.HUNDRED, 6);
  return taxes.reduce(
    (factor, { rate, compound }) => (compound ? factor.mul(Decimal.ONE.add(share(rate))) : factor.add(share(rate))),
    Decimal.ONE,
  );
}

/** At 20 %, or at the average of the products (PS_ATCP_SHIPWRAP), or untaxed. */
function fee(random: Random, lines: readonly Line[]): Amount {
  const net = decimal(random.pick(["0", "4.9", "6.575", "8.575", "0.005", "12.5", "19.99"]));
  const products = sum(lines.map(({ total }) => total));
  const average = products.net.compare(Decimal.ZERO) > 0 ? products.gross.div(products.net, 10) : Decimal.ONE;
  return { net, gross: net.mul(random.pick([decimal("1.2"), decimal("1.2"), average, Decimal.ONE])) };
}

type Rule = { readonly value: Amount; readonly name: string; readonly isFree: boolean };

/** Up to three, one after the other, each on what is left: percent (100 too), amounts with and without tax, free shipping. */
function rulesOf(random: Random, products: Amount, shipping: Amount): Rule[] {
  let left = products;
  let isFeeGiven = false;
  if (products.net.compare(Decimal.ZERO) <= 0) return [];
  return Array.from({ length: random.pick([0, 0, 1, 1, 2, 3]) }, (_, index) => {
    const isFree = !isFeeGiven && random.chance(0.3);
    isFeeGiven ||= isFree;
    const value = left.net.compare(Decimal.ZERO) <= 0 ? ZERO : reduction(random, left);
    left = minus(left, value);
    return { value: isFree ? plus(value, shipping) : value, name: `C${index}`, isFree };
  });
}

function reduction(random: Random, left: Amount): Amount {
  const percent = random.pick(["0", "10", "12.5", "33", "100"]);
  if (percent !== "0") return rounded(times(left, decimal(percent).div(Decimal.HUNDRED, 4)));
  const amount = decimal(random.pick(["5", "0.01", "25", "4.165", "1000000"]));
  if (random.chance(0.5)) {
    const gross = amount.compare(left.gross) > 0 ? left.gross : amount;
    return rounded({ gross, net: gross.mul(left.net).div(left.gross, 10) });
  }
  const net = amount.compare(left.net) > 0 ? left.net : amount;
  return rounded({ net, gross: net.mul(left.gross).div(left.net, 10) });
}

const rounded = ({ net, gross }: Amount): Amount => ({ net: net.round(6), gross: gross.round(6) });

/** Part of the pieces of part of the lines, and part of the shipping. */
function slipOf(random: Random, round: (value: Decimal) => Decimal, lines: readonly Line[], shipping: Amount): object {
  const taken = lines.flatMap(({ unit, quantity, row }) => {
    if (random.chance(0.4) || unit.gross.isNegative()) return [];
    const pieces = random.chance(0.5) ? quantity : decimal(random.integer(1, quantity.toNumber()));
    const amount = { net: round(unit.net.mul(pieces)), gross: round(unit.gross.mul(pieces)) };
    return [{ row, pieces, amount }];
  });
  const products = sum(taken.map(({ amount }) => amount));
  const part = times(shipping, random.pick([Decimal.ZERO, Decimal.ONE, decimal("0.5")]));
  return {
    ...{ id: "1", amount: products.gross.toFixed(6) },
    ...{ total_products_tax_excl: products.net.toFixed(6), total_products_tax_incl: products.gross.toFixed(6) },
    ...{ total_shipping_tax_excl: round(part.net).toFixed(6), total_shipping_tax_incl: round(part.gross).toFixed(6) },
    lines: taken.map(({ row, pieces, amount }) => ({
      ...{ id_order_detail: (row as { id: string }).id, product_quantity: pieces.toString() },
      ...{ amount_tax_excl: amount.net.toFixed(6), amount_tax_incl: amount.gross.toFixed(6) },
    })),
  };
}
