import { describe, expect, it } from "vitest";
import { earliestLocalSince, isTimeZone, localToInstant, localToIso, toLocal } from "@/connectors/prestashop/time";

const PARIS = "Europe/Paris";

describe("shop-local times", () => {
  it("get the offset of their season (quirk 15: dates are shop-local, without offset)", () => {
    expect(localToIso("2026-11-22 05:16:39", PARIS)).toBe("2026-11-22T05:16:39+01:00");
    expect(localToIso("2026-07-01 05:16:39", PARIS)).toBe("2026-07-01T05:16:39+02:00");
    expect(localToIso("2026-07-01 00:00:00", "America/St_Johns")).toBe("2026-07-01T00:00:00-02:30");
  });

  it("0000-00-00 is no date", () => {
    expect(localToIso("0000-00-00 00:00:00", PARIS)).toBeNull();
    expect(localToIso("0000-00-00", PARIS)).toBeNull();
    expect(localToIso("", PARIS)).toBeNull();
  });

  it("a time that the clock change repeats means its first occurrence", () => {
    expect(localToIso("2026-10-25 02:30:00", PARIS)).toBe("2026-10-25T02:30:00+02:00");
  });

  it("a time that the clock change skips is read with the offset before it", () => {
    expect(localToInstant("2026-03-29 02:30:00", PARIS)).toBe(Date.parse("2026-03-29T01:30:00Z"));
  });

  it("go back to the same text", () => {
    for (const local of ["2026-01-31 23:59:59", "2026-06-30 00:00:00", "2026-10-25 03:00:00"]) {
      const instant = localToInstant(local, PARIS);
      expect(instant).toBeDefined();
      expect(toLocal(instant ?? 0, PARIS)).toBe(local);
    }
  });

  it("the lower bound of a read before the clock is set back covers the repeated hour", () => {
    const before = Date.parse("2026-10-25T00:45:00Z");
    expect(toLocal(before, PARIS)).toBe("2026-10-25 02:45:00");
    expect(earliestLocalSince(before, PARIS)).toBe("2026-10-25 02:00:00");
    const ordinary = Date.parse("2026-11-22T04:16:39Z");
    expect(earliestLocalSince(ordinary, PARIS)).toBe("2026-11-22 05:16:39");
  });

  it("knows what a zone is", () => {
    expect(isTimeZone("Indian/Reunion")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
  });
});
