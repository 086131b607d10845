import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { toSale } from "@/connectors/prestashop/sale";
import { slipToSale } from "@/connectors/prestashop/slip-sale";
import { fitDocument } from "@/engine/money/fit-document";
import { Decimal, decimal } from "@/lib/core/decimal";
import { readPrestashopOrders } from "./prestashop-records";

const FOLDER = path.resolve(import.meta.dirname, "../../../shared/vectors");
const FILE = "prestashop-orders.jsonl";

describe.skipIf(!existsSync(path.join(FOLDER, FILE)))("orders of a real PrestaShop become Dolibarr documents", () => {
  const load = () => readPrestashopOrders(FOLDER, FILE);

  it("CO-35 the document's gross is what the customer pays, to the cent, in the order's currency, for every order", () => {
    const { records, rates } = load();
    const wrong = records.filter(({ order }) => {
      const sale = toSale(order, rates);
      const options = { unitDecimals: 5, differenceLine: true, currencyRate: sale.currencyRate };
      return fitDocument(sale, (lines, rate) => dolibarrTotals(lines, {}, rate), options).proof.grossDifference !== "0.00";
    });
    expect(records.length).toBeGreaterThan(300);
    expect(wrong.map((record) => record.id)).toEqual([]);
  });

  it("net and VAT agree too, even where the shop rounds each unit before it multiplies", () => {
    const { records, rates } = load();
    const wrong = records.filter(({ order }) => {
      const sale = toSale(order, rates);
      const options = { unitDecimals: 5, differenceLine: true, currencyRate: sale.currencyRate };
      return !fitDocument(sale, (lines, rate) => dolibarrTotals(lines, {}, rate), options).proof.exact;
    });
    expect(wrong.map((record) => record.id)).toEqual([]);
  });

  it("every credit slip becomes a credit note of what is paid back, to the cent", () => {
    const { records, rates } = load();
    const slips = records.flatMap(({ order }) => order.slips.map((slip) => ({ order, slip })));
    const proofs = slips.map(({ order, slip }) => {
      const sale = slipToSale(order, slip, rates);
      const options = { unitDecimals: 5, differenceLine: true, currencyRate: sale.currencyRate };
      return { slip: slip.id, ...fitDocument(sale, (lines, rate) => dolibarrTotals(lines, {}, rate), options).proof };
    });
    expect(proofs.length).toBeGreaterThan(20);
    expect(proofs.filter((proof) => proof.grossDifference !== "0.00").map((proof) => proof.slip)).toEqual([]);
    const spread = proofs.map((proof) => Math.abs(Number(proof.differenceLine?.gross ?? 0)));
    expect(Math.max(...spread)).toBeLessThan(0.1);
  });

  it("the lines of a sale add up to the shop's total but for the cents by which the shop disagrees with itself", () => {
    const { records, rates } = load();
    for (const { order, roundType } of records.filter((record) => record.customerKind !== "core" && record.roundType !== 2)) {
      const sale = toSale(order, rates);
      const gross = Decimal.sum(sale.lines.map((line) => decimal(line.gross)));
      expect(gross.sub(decimal(sale.totals.gross)).abs().toNumber(), `order ${order.id} type ${roundType}`).toBeLessThanOrEqual(
        0.021,
      );
    }
  });

  it("states VAT per rate that adds up to the order's VAT", () => {
    const { records, rates } = load();
    for (const { order } of records) {
      const sale = toSale(order, rates);
      const stated = Decimal.sum(sale.vat.map((row) => decimal(row.amount)));
      if (sale.vat.length > 0)
        expect(stated.toFixed(2)).toBe(decimal(sale.totals.gross).sub(decimal(sale.totals.net)).toFixed(2));
    }
  });
});
