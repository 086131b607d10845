import { Decimal } from "@/lib/core/decimal";
import type { MappingFunction } from "./define-function";
import { decimalArgument, scaleArgument } from "./money";

/** 1 + rate ÷ 100. */
function factor(name: string, rate: Parameters<typeof decimalArgument>[1]): Decimal {
  return Decimal.ONE.add(decimalArgument(name, rate).div(Decimal.HUNDRED, 12));
}

export const VAT_FUNCTIONS: readonly MappingFunction[] = [
  {
    name: "netOf",
    group: "vat",
    signature: "$netOf(gross, rate[, decimals])",
    description: {
      en: "Amount without VAT of an amount with VAT; rate in per cent.",
      fr: "Montant HT d’un montant TTC ; taux en pour cent.",
    },
    example: { expression: '$netOf("120.00", 20)', result: "100.00" },
    run: (gross, rate, decimals) => {
      const scale = scaleArgument("netOf", decimals, 2);
      return decimalArgument("netOf", gross).div(factor("netOf", rate), scale).toFixed(scale);
    },
  },
  {
    name: "grossOf",
    group: "vat",
    signature: "$grossOf(net, rate[, decimals])",
    description: {
      en: "Amount with VAT of an amount without VAT; rate in per cent.",
      fr: "Montant TTC d’un montant HT ; taux en pour cent.",
    },
    example: { expression: '$grossOf("100", "5.5")', result: "105.50" },
    run: (net, rate, decimals) =>
      decimalArgument("grossOf", net)
        .mul(factor("grossOf", rate))
        .toFixed(scaleArgument("grossOf", decimals, 2)),
  },
  {
    name: "vatRate",
    group: "vat",
    signature: "$vatRate(net, gross[, decimals])",
    description: {
      en: "Rate in per cent between two amounts, rounded (1 decimal by default).",
      fr: "Taux en pour cent entre deux montants, arrondi (1 décimale par défaut).",
    },
    example: { expression: '$vatRate("8.33", "10.00")', result: "20" },
    run: (net, gross, decimals) => {
      const base = decimalArgument("vatRate", net);
      if (base.isZero()) return "0";
      const tax = decimalArgument("vatRate", gross).sub(base);
      return tax
        .mul(Decimal.HUNDRED)
        .div(base, scaleArgument("vatRate", decimals, 1))
        .toString();
    },
  },
];
