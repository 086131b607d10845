import type { ProvenDocument } from "@/components/simulation/types";
import { Decimal, decimal } from "@/lib/core/decimal";

export interface RateRow {
  /** Per cent: `20`, `5.5`. */
  readonly rate: string;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  /** VAT as the shop states it. */
  readonly shopVat: string;
  /** Document − shop. */
  readonly difference: string;
}

/** VAT per rate of a document beside the shop's; amounts with two decimals. */
export function ratesOf({ lines, proof }: ProvenDocument): RateRow[] {
  const rates = new Map<string, { net: Decimal; vat: Decimal; gross: Decimal }>();
  for (const line of lines) {
    const rate = decimal(line.vatRate).toString();
    const known = rates.get(rate) ?? { net: Decimal.ZERO, vat: Decimal.ZERO, gross: Decimal.ZERO };
    rates.set(rate, {
      net: known.net.add(decimal(line.net)),
      vat: known.vat.add(decimal(line.vat)),
      gross: known.gross.add(decimal(line.gross)),
    });
  }
  const shop = new Map(proof.perRate.map((row) => [decimal(row.rate).toString(), row]));
  const all = [...new Set([...rates.keys(), ...shop.keys()])].sort((one, other) => decimal(other).compare(decimal(one)));
  return all.map((rate) => {
    const { net, vat, gross } = rates.get(rate) ?? { net: Decimal.ZERO, vat: Decimal.ZERO, gross: Decimal.ZERO };
    const shopVat = decimal(shop.get(rate)?.shop ?? "0");
    return {
      rate,
      net: net.toFixed(2),
      vat: vat.toFixed(2),
      gross: gross.toFixed(2),
      shopVat: shopVat.toFixed(2),
      difference: vat.sub(shopVat).toFixed(2),
    };
  });
}

/** `1.50` is not zero; `-0.00` is. */
export function isZero(amount: string): boolean {
  return decimal(amount).isZero();
}

export function subtract(one: string, other: string): string {
  return decimal(one).sub(decimal(other)).toFixed(2);
}
