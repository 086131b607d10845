/**
 * Exact decimals for money and quantities: a BigInt coefficient and a scale, `1.50` = 150 × 10⁻².
 * Immutable. Every rounding is half away from zero, as shops and ERPs do.
 */
export class Decimal {
  private constructor(
    private readonly coefficient: bigint,
    /** Decimals carried, ≥ 0. */
    readonly scale: number,
  ) {}

  static readonly ZERO = new Decimal(0n, 0);
  static readonly ONE = new Decimal(1n, 0);
  static readonly HUNDRED = new Decimal(100n, 0);

  /** `value`: `-12.50`, `.5`, `1e-7`, a finite number, a whole bigint. Throws RangeError on anything else. */
  static of(value: string | number | bigint | Decimal): Decimal {
    if (value instanceof Decimal) return value;
    if (typeof value === "bigint") return new Decimal(value, 0);
    const parsed = Decimal.parse(String(value));
    if (!parsed) throw new RangeError(`Not a decimal number: ${JSON.stringify(value)}`);
    return parsed;
  }

  /** The same, but null when `text` is not a decimal number. */
  static parse(text: string): Decimal | null {
    const match = PATTERN.exec(text.trim());
    if (!match) return null;
    const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
    if (whole === "" && fraction === "") return null;
    const power = Number(exponent);
    if (Math.abs(power) > MAX_EXPONENT) return null;
    const digits = BigInt(`${whole}${fraction}`);
    const coefficient = sign === "-" ? -digits : digits;
    const scale = fraction.length - power;
    return scale >= 0 ? new Decimal(coefficient, scale) : new Decimal(coefficient * pow10(-scale), 0);
  }

  static sum(values: Iterable<Decimal>): Decimal {
    let total = Decimal.ZERO;
    for (const value of values) total = total.add(value);
    return total;
  }

  add(other: Decimal): Decimal {
    if (this.scale === other.scale) return new Decimal(this.coefficient + other.coefficient, this.scale);
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale);
  }

  sub(other: Decimal): Decimal {
    return this.add(other.neg());
  }

  mul(other: Decimal): Decimal {
    return new Decimal(this.coefficient * other.coefficient, this.scale + other.scale);
  }

  /** Quotient rounded to `scale` decimals. Throws RangeError on a zero divisor. */
  div(other: Decimal, scale: number): Decimal {
    if (other.coefficient === 0n) throw new RangeError("Division by zero");
    const shift = scale + other.scale - this.scale;
    return shift >= 0
      ? new Decimal(quotient(this.coefficient * pow10(shift), other.coefficient), scale)
      : new Decimal(quotient(this.coefficient, other.coefficient * pow10(-shift)), scale);
  }

  /** Rounded to at most `scale` decimals; a negative scale rounds to tens, hundreds… */
  round(scale: number): Decimal {
    if (this.scale <= scale) return this;
    const rounded = quotient(this.coefficient, pow10(this.scale - scale));
    return scale >= 0 ? new Decimal(rounded, scale) : new Decimal(rounded * pow10(-scale), 0);
  }

  /** Nearest multiple of `step` (`0.05` for Swiss francs). */
  roundToStep(step: Decimal): Decimal {
    return this.div(step, 0).mul(step);
  }

  neg(): Decimal {
    return new Decimal(-this.coefficient, this.scale);
  }

  abs(): Decimal {
    return this.coefficient < 0n ? this.neg() : this;
  }

  /** -1, 0 or 1; `1.5` and `1.50` are equal. */
  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const [left, right] = [this.at(scale), other.at(scale)];
    return left === right ? 0 : left < right ? -1 : 1;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  isZero(): boolean {
    return this.coefficient === 0n;
  }

  isNegative(): boolean {
    return this.coefficient < 0n;
  }

  /** Rounded and padded: `toFixed(2)` of 1.5 is `1.50`; never `-0.00`. */
  toFixed(scale: number): string {
    return render(this.round(scale).at(scale), scale);
  }

  /** Shortest exact form: `1.50` → `1.5`, `-0` → `0`. */
  toString(): string {
    const text = render(this.coefficient, this.scale);
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  }

  /** For display and charts only: loses what a float cannot hold. */
  toNumber(): number {
    return Number(this.toString());
  }

  private at(scale: number): bigint {
    return scale === this.scale ? this.coefficient : this.coefficient * pow10(scale - this.scale);
  }
}

/** Shorthand of `Decimal.of`. */
export function decimal(value: string | number | bigint | Decimal): Decimal {
  return Decimal.of(value);
}

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
// A longer exponent is no amount but an attempt to make us hold a huge number.
const MAX_EXPONENT = 60;
const POWERS: bigint[] = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));

function pow10(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

function quotient(numerator: bigint, divisor: bigint): bigint {
  const whole = numerator / divisor;
  const rest = numerator % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice < (divisor < 0n ? -divisor : divisor)) return whole;
  return numerator < 0n === divisor < 0n ? whole + 1n : whole - 1n;
}

function render(coefficient: bigint, scale: number): string {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, "0");
  const sign = coefficient < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
