import { describe, expect, it } from "vitest";
import { inBaseCurrency } from "@/engine/money/convert-sale";

describe("inBaseCurrency", () => {
  it("CO-35 divides by the order's own rate: totals to the cent, lines with what is below it", () => {
    const sale = {
      currency: "USD",
      currencyRate: "1.0857",
      lines: [
        {
          kind: "product" as const,
          key: "1",
          label: "Lavande",
          reference: "LAV",
          quantity: "3",
          net: "30",
          gross: "36",
          unitNet: "10",
          taxes: [{ rate: "20" }],
        },
      ],
      totals: { net: "30.00", gross: "36.00", due: "36.00" },
      vat: [{ rate: "20", amount: "6.00" }],
      warnings: [],
    };
    const converted = inBaseCurrency(sale, "EUR");
    expect(converted).toMatchObject({
      currency: "EUR",
      currencyRate: "1",
      totals: { net: "27.63", gross: "33.16", due: "33.16" },
    });
    expect(converted.lines[0]).toMatchObject({ quantity: "3", net: "27.6319425256", unitNet: "9.2106475085" });
    expect(converted.vat).toEqual([{ rate: "20", amount: "5.53" }]);
  });
});
