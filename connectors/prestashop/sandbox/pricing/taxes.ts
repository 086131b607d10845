import { Decimal } from "@/lib/core/decimal";
import { number, type Shop, table, text } from "../shop";

/** The taxes of a group at a place, in order; `compound` when the second is computed on top of the first. */
export interface Taxation {
  readonly taxes: readonly { readonly id: number; readonly rate: Decimal }[];
  readonly compound: boolean;
}

export const UNTAXED: Taxation = { taxes: [], compound: false };

/** Rules of the group for the country and state. A rule's `behavior`: 0 alone, 1 added, 2 one after another. */
export function taxation(shop: Shop, group: number, country: number, state = 0): Taxation {
  if (group === 0) return UNTAXED;
  const rules = table(shop, "tax_rules")
    .by("id_tax_rules_group", group)
    .filter((rule) => number(rule, "id_country") === country)
    .filter((rule) => number(rule, "id_state") === 0 || number(rule, "id_state") === state)
    .sort((left, right) => number(right, "id_state") - number(left, "id_state"));
  const taxes: { id: number; rate: Decimal }[] = [];
  let compound = false;
  for (const rule of rules) {
    const tax = table(shop, "taxes").get(number(rule, "id_tax"));
    if (!tax || text(tax, "active") !== "1") continue;
    taxes.push({ id: tax.id, rate: Decimal.of(text(tax, "rate")) });
    compound ||= number(rule, "behavior") === 2;
    if (number(rule, "behavior") === 0) break;
  }
  return { taxes, compound };
}

/** What a net amount is multiplied by to carry its taxes. */
export function taxFactor({ taxes, compound }: Taxation): Decimal {
  const factors = taxes.map(({ rate }) => rate.div(Decimal.HUNDRED, 6));
  if (compound) return factors.reduce((factor, rate) => factor.mul(Decimal.ONE.add(rate)), Decimal.ONE);
  return factors.reduce((factor, rate) => factor.add(rate), Decimal.ONE);
}

/** The total rate in per cent. */
export function totalRate(taxes: Taxation): Decimal {
  return taxFactor(taxes).sub(Decimal.ONE).mul(Decimal.HUNDRED);
}
