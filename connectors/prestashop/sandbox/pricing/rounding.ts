import { Decimal } from "@/lib/core/decimal";
import type { ShopSettings } from "../shop";

const HALF = Decimal.of("0.5");

/** PrestaShop's rounding: PHP's mode numbers 0 up, 1 down, 2 half up, 4 half even, 5 half odd (away from or towards zero). */
export function roundBy(mode: ShopSettings["roundMode"], value: Decimal, scale: number): Decimal {
  if (mode === 2 || value.scale <= scale) return value.round(scale);
  const unit = Decimal.ONE.div(Decimal.of(10n ** BigInt(scale)), scale);
  const size = value.abs();
  const nearest = size.round(scale);
  const floor = nearest.compare(size) > 0 ? nearest.sub(unit) : nearest;
  const rest = size.sub(floor);
  const sign = value.isNegative() ? Decimal.of(-1) : Decimal.ONE;
  return floor
    .add(isUp(mode, floor, rest, unit) ? unit : Decimal.ZERO)
    .mul(sign)
    .round(scale);
}

function isUp(mode: 0 | 1 | 4 | 5, floor: Decimal, rest: Decimal, unit: Decimal): boolean {
  if (rest.isZero() || mode === 1) return false;
  if (mode === 0) return true;
  const side = rest.compare(unit.mul(HALF));
  if (side !== 0) return side > 0;
  const isOdd = BigInt(floor.div(unit, 0).toString()) % 2n !== 0n;
  return mode === 4 ? isOdd : !isOdd;
}
