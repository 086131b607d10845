import { describe, expect, it } from "vitest";
import { isZero, ratesOf, subtract } from "@/components/simulation/proof-figures";
import type { ProvenDocument } from "@/components/simulation/types";

const line = (vatRate: string, net: string, vat: string, gross: string, kind = "product") => ({
  ...{ kind, label: "", reference: "", quantity: "1", unitNet: net },
  ...{ vatRate, net, vat, gross },
});
const amounts = { net: "0.00", vat: "0.00", gross: "0.00" };

function documentOf(lines: ProvenDocument["lines"], perRate: ProvenDocument["proof"]["perRate"]): ProvenDocument {
  const common = { currency: "EUR", shop: amounts, document: amounts, differenceLine: null };
  return { lines, proof: { ...common, perRate, grossDifference: "0.00", netDifference: "0.00", exact: true } };
}

describe("figures of a proof", () => {
  it("sums each rate of the document beside what the shop states, highest first", () => {
    const lines = [
      line("5.500", "28.25", "1.55", "29.80"),
      line("20", "24.75", "4.95", "29.70"),
      line("20.0", "0.10", "0.02", "0.12"),
      line("0", "-0.01", "0.00", "-0.01", "difference"),
    ];
    const rows = ratesOf(
      documentOf(lines, [
        { rate: "20", shop: "4.97", document: "4.97" },
        { rate: "5.5", shop: "1.56", document: "1.55" },
      ]),
    );
    expect(rows).toEqual([
      { rate: "20", net: "24.85", vat: "4.97", gross: "29.82", shopVat: "4.97", difference: "0.00" },
      { rate: "5.5", net: "28.25", vat: "1.55", gross: "29.80", shopVat: "1.56", difference: "-0.01" },
      { rate: "0", net: "-0.01", vat: "0.00", gross: "-0.01", shopVat: "0.00", difference: "0.00" },
    ]);
  });

  it("a rate that only the shop has is a difference", () => {
    expect(ratesOf(documentOf([], [{ rate: "10", shop: "1.00", document: "0.00" }]))).toMatchObject([
      { rate: "10", vat: "0.00", shopVat: "1.00", difference: "-1.00" },
    ]);
  });

  it("subtracts to the cent and knows a zero however it is written", () => {
    expect([subtract("0.30", "0.10"), isZero("-0.00"), isZero("0.01")]).toEqual(["0.20", true, false]);
  });
});
