import fc from "fast-check";
import type { Sale, SaleLine } from "@/connectors/contract";
import { vatPercent } from "@/engine/money/tax";
import { Decimal, decimal } from "@/lib/core/decimal";

const RATES = ["20", "10", "5.5", "2.1", "0"] as const;

interface CartLine {
  readonly cents: number;
  readonly quantity: number;
  readonly rate: (typeof RATES)[number];
  readonly taxIncluded: boolean;
}

/** A cart totalled as PrestaShop totals it: `roundType` 1 rounds units, 2 lines, 3 the total. */
export interface RandomCart {
  readonly roundType: 1 | 2 | 3;
  readonly sale: Sale;
}

export function randomCart(): fc.Arbitrary<RandomCart> {
  const line: fc.Arbitrary<CartLine> = fc.record({
    cents: fc.integer({ min: 1, max: 60_000 }),
    quantity: fc.integer({ min: 1, max: 40 }),
    rate: fc.constantFrom(...RATES),
    taxIncluded: fc.boolean(),
  });
  return fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 9 }),
      roundType: fc.constantFrom(1 as const, 2 as const, 3 as const),
      discountPercent: fc.constantFrom(0, 0, 5, 10, 12.5, 33),
      shippingCents: fc.constantFrom(0, 490, 599, 858, 1000),
    })
    .map(({ lines, roundType, discountPercent, shippingCents }) => ({
      roundType,
      sale: totalCart(lines, roundType, discountPercent, shippingCents),
    }));
}

function priced(line: CartLine, roundType: number, key: string) {
  const factor = Decimal.ONE.add(vatPercent(line.rate));
  const entered = decimal(line.cents).div(Decimal.HUNDRED, 2);
  const net = (line.taxIncluded ? entered.div(factor, 6) : entered).round(6);
  const gross = (line.taxIncluded ? entered : entered.mul(factor)).round(6);
  const quantity = decimal(line.quantity);
  const total = (unit: Decimal) => {
    if (roundType === 1) return quantity.mul(unit.round(2));
    return roundType === 2 ? quantity.mul(unit).round(2) : quantity.mul(unit);
  };
  const raw = (unit: Decimal) => quantity.mul(roundType === 1 ? unit.round(2) : unit);
  return {
    key,
    rate: line.rate,
    quantity,
    unitNet: net,
    net: total(net),
    gross: total(gross),
    rawNet: raw(net),
    rawGross: raw(gross),
  };
}

/** Rules of the real shop: parts are rounded each, the amount to pay from the unrounded parts. */
function totalCart(cart: readonly CartLine[], roundType: number, percent: number, shippingCents: number): Sale {
  const lines = cart.map((line, index) => priced(line, roundType, String(index)));
  const sum = (pick: (line: (typeof lines)[number]) => Decimal) => Decimal.sum(lines.map(pick));
  const share = decimal(percent).div(Decimal.HUNDRED, 4);
  const discounts = discountByRate(lines, share);
  const discountNet = Decimal.sum(discounts.map((one) => decimal(one.net)));
  const discountGross = Decimal.sum(discounts.map((one) => decimal(one.gross)));
  const shippingNet = decimal(shippingCents).div(Decimal.HUNDRED, 2);
  const shippingGross = shippingNet.mul(decimal("1.2")).round(2);
  const net = sum((line) => line.rawNet)
    .round(2)
    .add(discountNet)
    .add(shippingNet);
  const gross = sum((line) => line.rawGross)
    .round(2)
    .add(discountGross)
    .add(shippingGross);
  const shipping: SaleLine[] = shippingCents === 0 ? [] : [service("shipping", "s", "20", shippingNet, shippingGross)];
  return {
    currency: "EUR",
    currencyRate: "1",
    lines: [...lines.map(product), ...shipping, ...discounts],
    totals: { net: net.toFixed(2), gross: gross.toFixed(2), due: gross.toFixed(2) },
    vat: [],
    warnings: [],
  };
}

function product(line: ReturnType<typeof priced>): SaleLine {
  return {
    kind: "product",
    key: line.key,
    label: "Article",
    reference: `A-${line.key}`,
    quantity: line.quantity.toString(),
    net: line.net.toString(),
    gross: line.gross.toString(),
    unitNet: line.unitNet.toString(),
    taxes: line.rate === "0" ? [] : [{ rate: line.rate }],
  };
}

function discountByRate(lines: readonly ReturnType<typeof priced>[], share: Decimal): SaleLine[] {
  if (share.isZero()) return [];
  return RATES.flatMap((rate) => {
    const own = lines.filter((line) => line.rate === rate);
    const net = Decimal.sum(own.map((line) => line.net))
      .mul(share)
      .round(2)
      .neg();
    const gross = Decimal.sum(own.map((line) => line.gross))
      .mul(share)
      .round(2)
      .neg();
    return net.isZero() && gross.isZero() ? [] : [service("discount", `d${rate}`, rate, net, gross)];
  });
}

function service(kind: SaleLine["kind"], key: string, rate: string, net: Decimal, gross: Decimal): SaleLine {
  const amounts = { net: net.toString(), gross: gross.toString(), unitNet: net.toString() };
  return { kind, key, label: "", reference: "", quantity: "1", ...amounts, taxes: rate === "0" ? [] : [{ rate }] };
}
