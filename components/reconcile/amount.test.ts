import { describe, expect, it } from "vitest";
import { formatAmount } from "@/components/reconcile/amount";

describe("amounts of a comparison", () => {
  it("are grouped as people write them in their language", () => {
    expect(formatAmount("1234567.50", "fr-FR")).toBe("1\u202f234\u202f567,50");
    expect(formatAmount("-1234.05", "en")).toBe("\u22121,234.05");
  });

  it("keep every digit, however many there are", () => {
    expect(formatAmount("90071992547409931.01", "en")).toBe("90,071,992,547,409,931.01");
    expect(formatAmount("12", "fr")).toBe("12");
  });
});
