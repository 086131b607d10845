import { describe, expect, it } from "vitest";
import { Decimal, decimal } from "@/lib/core/decimal";

describe("Decimal", () => {
  it("adds what floats cannot", () => {
    expect(decimal("0.1").add(decimal("0.2")).toString()).toBe("0.3");
  });

  it("rounds half away from zero on both sides", () => {
    expect(decimal("1.005").toFixed(2)).toBe("1.01");
    expect(decimal("-1.005").toFixed(2)).toBe("-1.01");
    expect(decimal("1.0049999").toFixed(2)).toBe("1.00");
    expect(decimal("-0.004").toFixed(2)).toBe("0.00");
    expect(decimal("1250").round(-2).toString()).toBe("1300");
  });

  it("divides to the asked decimals, whatever the signs", () => {
    expect(decimal("100").div(decimal("3"), 4).toString()).toBe("33.3333");
    expect(decimal("-1").div(decimal("8"), 2).toString()).toBe("-0.13");
    expect(decimal("1").div(decimal("-8"), 2).toString()).toBe("-0.13");
    expect(decimal("0.00001").div(decimal("3"), 2).toString()).toBe("0");
    expect(() => decimal("1").div(Decimal.ZERO, 2)).toThrow(RangeError);
  });

  it("rounds to a step", () => {
    expect(decimal("12.33").roundToStep(decimal("0.05")).toFixed(2)).toBe("12.35");
    expect(decimal("-12.325").roundToStep(decimal("0.05")).toFixed(2)).toBe("-12.35");
  });

  it("reads numbers, exponents and bare fractions, and nothing else", () => {
    expect(decimal(1e-7).toString()).toBe("0.0000001");
    expect(decimal("1.5e3").toString()).toBe("1500");
    expect(decimal(".5").equals(decimal("0.50"))).toBe(true);
    for (const bad of ["", ".", "1,5", "abc", "1e999", "--1"]) expect(Decimal.parse(bad)).toBeNull();
    expect(() => decimal(Number.NaN)).toThrow(RangeError);
  });

  it("compares across scales and sums", () => {
    expect(decimal("1.50").compare(decimal("1.5"))).toBe(0);
    expect(decimal("-2").compare(decimal("1.5"))).toBe(-1);
    expect(Decimal.sum([decimal("0.10"), decimal("0.2"), decimal("-0.3")]).isZero()).toBe(true);
  });
});
