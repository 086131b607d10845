import { Decimal } from "@/lib/core/decimal";
import type { Json } from "@/lib/core/json";
import { type Argument, badArgument, type MappingFunction, wholeArgument } from "./define-function";

/** More decimals than any system keeps: beyond it somebody asks us to fill the memory. */
const MAX_SCALE = 30;

export function decimalArgument(name: string, value: Argument): Decimal {
  const parsed = typeof value === "string" ? Decimal.parse(value) : typeof value === "number" ? Decimal.of(value) : null;
  if (parsed === null) throw badArgument(name, { en: "an amount", fr: "un montant" }, value);
  return parsed;
}

export function scaleArgument(name: string, value: Argument, fallback: number): number {
  const scale = wholeArgument(name, value, fallback);
  if (scale < 0 || scale > MAX_SCALE)
    throw badArgument(name, { en: `0 to ${MAX_SCALE} decimals`, fr: `0 à ${MAX_SCALE} décimales` }, value);
  return scale;
}

/** Nothing and null are left out: the sum of an empty list is 0. */
function sum(name: string, values: readonly Argument[]): string {
  const filled = values.filter((value): value is Json => value !== undefined && value !== null);
  return Decimal.sum(filled.map((value) => decimalArgument(name, value))).toString();
}

export const MONEY_FUNCTIONS: readonly MappingFunction[] = [
  {
    name: "add",
    group: "money",
    signature: "$add(amount, amount, …)",
    description: { en: "Exact sum, as a text.", fr: "Somme exacte, en texte." },
    example: { expression: '$add("0.1", "0.2")', result: "0.3" },
    run: (...values) => sum("add", values),
  },
  {
    name: "subtract",
    group: "money",
    signature: "$subtract(amount, amount)",
    description: { en: "Exact difference, as a text.", fr: "Différence exacte, en texte." },
    example: { expression: '$subtract("121.28", "20.21")', result: "101.07" },
    run: (left, right) => decimalArgument("subtract", left).sub(decimalArgument("subtract", right)).toString(),
  },
  {
    name: "multiply",
    group: "money",
    signature: "$multiply(amount, factor)",
    description: { en: "Exact product, as a text.", fr: "Produit exact, en texte." },
    example: { expression: '$multiply("19.99", 3)', result: "59.97" },
    run: (left, right) => decimalArgument("multiply", left).mul(decimalArgument("multiply", right)).toString(),
  },
  {
    name: "divide",
    group: "money",
    signature: "$divide(amount, divisor[, decimals])",
    description: {
      en: "Quotient rounded to so many decimals (6 by default).",
      fr: "Quotient arrondi à tant de décimales (6 par défaut).",
    },
    example: { expression: '$divide("10", 3, 4)', result: "3.3333" },
    run: (left, right, scale) => {
      const divisor = decimalArgument("divide", right);
      if (divisor.isZero())
        throw badArgument("divide", { en: "a divisor other than zero", fr: "un diviseur autre que zéro" }, right);
      return decimalArgument("divide", left)
        .div(divisor, scaleArgument("divide", scale, 6))
        .toString();
    },
  },
  {
    name: "roundTo",
    group: "money",
    signature: "$roundTo(amount[, decimals])",
    description: {
      en: "Rounded, half away from zero, with all its decimals (2 by default).",
      fr: "Arrondi, la moitié vers le haut, avec toutes ses décimales (2 par défaut).",
    },
    example: { expression: '$roundTo("12.345")', result: "12.35" },
    run: (amount, scale) => decimalArgument("roundTo", amount).toFixed(scaleArgument("roundTo", scale, 2)),
  },
  {
    name: "total",
    group: "money",
    signature: "$total(list)",
    description: { en: "Exact sum of a list of amounts.", fr: "Somme exacte d’une liste de montants." },
    example: { expression: '$total(["19.99", "0.01", "5"])', result: "25" },
    run: (list) => sum("total", Array.isArray(list) ? list : [list]),
  },
  {
    name: "compareAmounts",
    group: "money",
    signature: "$compareAmounts(amount, amount)",
    description: {
      en: "-1, 0 or 1: smaller, equal or larger. 1.5 and 1.50 are equal.",
      fr: "-1, 0 ou 1 : plus petit, égal ou plus grand. 1.5 et 1.50 sont égaux.",
    },
    example: { expression: '$compareAmounts("1.50", "1.5")', result: 0 },
    run: (left, right) => decimalArgument("compareAmounts", left).compare(decimalArgument("compareAmounts", right)),
  },
];
