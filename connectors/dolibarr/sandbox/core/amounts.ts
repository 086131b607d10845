import { Decimal } from "@/lib/core/decimal";
import type { Json } from "@/lib/core/json";
import { text } from "./params";

/** A sent number as PHP reads it: a comma groups thousands when it is followed by anything but a lone decimal part. */
export function number(value: Json | undefined): Decimal {
  const sent = text(value).replace(/[\s,]/g, "");
  const match = /^[+-]?\d*\.?\d*(?:[eE][+-]?\d+)?/.exec(sent);
  return Decimal.parse(match?.[0] ?? "") ?? Decimal.ZERO;
}

/** Money and unit prices are read back with 8 decimals, rates with 4. */
export function money(value: Decimal): string {
  return value.toFixed(8);
}

export function rate(value: Decimal): string {
  return value.toFixed(4);
}

/** Shortest form: quantities, weights, discounts. */
export function short(value: Decimal): string {
  return value.toString();
}
