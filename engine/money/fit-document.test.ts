import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sale, SaleLine } from "@/connectors/contract";
import { dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { fitDocument } from "@/engine/money/fit-document";
import { randomCart } from "@/engine/money/testing/random-cart";
import { decimal } from "@/lib/core/decimal";

const fitSale = (sale: Sale, differenceLine = true) =>
  fitDocument(sale, (lines, rate) => dolibarrTotals(lines, {}, rate), {
    unitDecimals: 5,
    differenceLine,
    currencyRate: sale.currencyRate,
  });

function line(values: Partial<SaleLine>): SaleLine {
  const base = {
    kind: "product",
    key: "1",
    label: "Bol",
    reference: "BOL-1",
    quantity: "1",
    net: "0",
    gross: "0",
    unitNet: "0",
    taxes: [{ rate: "20" }],
  };
  return { ...base, ...values } as SaleLine;
}

function sale(lines: SaleLine[], net: string, due: string): Sale {
  return { currency: "EUR", currencyRate: "1", lines, totals: { net, gross: due, due }, vat: [], warnings: [] };
}

describe("fitDocument", () => {
  it("keeps the shop's unit price where it gives the shop's totals", () => {
    const document = fitSale(sale([line({ quantity: "2", unitNet: "10", net: "20", gross: "24" })], "20", "24"));
    expect(document.lines).toMatchObject([{ unitNet: "10", net: "20.00", vat: "4.00", gross: "24.00" }]);
    expect(document.proof).toMatchObject({ exact: true, differenceLine: null });
  });

  it("finds the price that gives a line net and gross that the rounded price does not", () => {
    // 83.325 × 2: the shop rounds each unit, so it says 166.66 and 199.99.
    const document = fitSale(
      sale([line({ quantity: "2", unitNet: "83.325", net: "166.66", gross: "199.99" })], "166.66", "199.99"),
    );
    expect(document.lines[0]).toMatchObject({ net: "166.66", gross: "199.99" });
    expect(document.proof.differenceLine).toBeNull();
  });

  it.each([
    { mode: "both on the net", compound: false, type: "1", gross: "114.98" },
    { mode: "one after the other", compound: true, type: "2", gross: "115.47" },
  ])("CO-36 books a second tax as a local tax, $mode, to the same cent as one combined rate", ({ compound, type, gross }) => {
    const taxes = [{ rate: "5" }, { rate: "9.975", ...(compound ? { compound } : {}) }];
    const taxed = sale([line({ unitNet: "100", net: "100", gross, taxes })], "100", gross);
    const options = { unitDecimals: 5, differenceLine: true, currencyRate: "1" };
    const totals = (lines: Parameters<typeof dolibarrTotals>[0], rate: string) => dolibarrTotals(lines, {}, rate);
    const local = fitDocument(taxed, totals, { ...options, secondTax: "local" });
    expect(local.lines).toMatchObject([{ vatRate: "5", localTax1: { rate: "9.975", type }, net: "100.00", gross }]);
    expect(local.totals).toMatchObject({ net: "100.00", gross });
    expect(fitDocument(taxed, totals, options).totals).toMatchObject({ net: "100.00", gross });
  });

  it("GEN-07 absorbs in one difference line the cent that the parts of a shop's total do not add up to", () => {
    const document = fitSale(sale([line({ unitNet: "10", net: "10", gross: "12" })], "10.01", "12.01"));
    expect(document.lines.filter((one) => one.kind === "difference")).toMatchObject([
      { net: "0.01", vat: "0.00", gross: "0.01" },
    ]);
    expect(document.totals).toEqual({ net: "10.01", vat: "2.00", gross: "12.01" });
    expect(document.proof.exact).toBe(true);
  });

  it("GEN-07 a VAT that no price gives is held by a pair of difference lines: net, VAT and gross are the shop's", () => {
    // 8 × 0.07 where the shop rounds each unit: 0.56 net, 0.64 gross.
    const document = fitSale(
      sale(
        [
          line({ quantity: "8", unitNet: "0.07", net: "0.56", gross: "0.64" }),
          line({ key: "s", unitNet: "5.99", net: "5.99", gross: "7.19" }),
        ],
        "6.55",
        "7.83",
      ),
    );
    expect(document.totals).toEqual({ net: "6.55", vat: "1.28", gross: "7.83" });
    expect(document.lines.filter((one) => one.kind === "difference").map((one) => one.vatRate)).toEqual(["20", "0"]);
    expect(document.proof.exact).toBe(true);
  });

  it("holds a cent of VAT alone in a difference line at the document's own rate", () => {
    const document = fitSale(sale([line({ unitNet: "10", net: "10", gross: "12" })], "10", "12.01"));
    expect(document.totals).toEqual({ net: "10.00", vat: "2.01", gross: "12.01" });
    expect(document.proof.exact).toBe(true);
  });

  it("adds no line when the option is off, and says what is missing", () => {
    const document = fitSale(sale([line({ unitNet: "10", net: "10", gross: "12" })], "10.05", "12.05"), false);
    expect(document.lines).toHaveLength(1);
    expect(document.proof).toMatchObject({ exact: false, grossDifference: "-0.05" });
  });

  it("books an order in dollars whose dollar totals are the shop's", () => {
    const dollars = {
      ...sale([line({ quantity: "3", unitNet: "12.34", net: "37.02", gross: "44.42" })], "37.02", "44.42"),
      currency: "USD",
      currencyRate: "1.0857",
    };
    const document = fitSale(dollars);
    expect(document.totals).toEqual({ net: "37.02", vat: "7.40", gross: "44.42" });
    expect(decimal(document.lines[0]?.unitNet ?? "0").compare(decimal("12"))).toBe(-1);
  });

  it("passes over a line of nothing", () => {
    expect(
      fitSale(sale([line({ quantity: "0" }), line({ unitNet: "1", net: "1", gross: "1.2" })], "1", "1.20")).lines,
    ).toHaveLength(1);
  });

  it("meets what the customer pays to the cent on thousands of random carts", () => {
    fc.assert(
      fc.property(randomCart(), (cart) => {
        const { proof, lines } = fitSale(cart.sale);
        expect(proof.grossDifference).toBe("0.00");
        // Rounding each unit (type 1) makes VAT that no document of net prices can hold; elsewhere net and VAT agree too.
        if (cart.roundType !== 1) expect(proof.netDifference).toBe("0.00");
        expect(lines.filter((one) => one.kind === "difference").length).toBeLessThanOrEqual(2);
        const booked = dolibarrTotals(
          lines.map((one) => ({ ...one, discountPercent: "0", isService: one.kind !== "product" })),
          {},
        );
        expect(booked.gross).toBe(cart.sale.totals.due);
      }),
      { numRuns: 2000, seed: 20261122 },
    );
  });
});
