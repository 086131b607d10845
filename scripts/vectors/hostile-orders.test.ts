import { describe, expect, it } from "vitest";
import type { Sale } from "@/connectors/contract";
import { dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { toSale } from "@/connectors/prestashop/sale";
import { slipToSale } from "@/connectors/prestashop/slip-sale";
import { fitDocument } from "@/engine/money/fit-document";
import { explainedDifference } from "@/engine/money/tolerance";
import { decimal } from "@/lib/core/decimal";
import { HOSTILE_RATES, hostileOrder } from "./hostile-orders";

const SEEDS = Array.from({ length: 120 }, (_, index) => 5_000 + index);
/** What the template's document step lets a difference line hold, if the shop's own rounding does not explain more. */
const LEAST = decimal("0.05");

/** What is wrong with the document of a sale: nothing, where net, VAT and gross are the shop's. */
function complaint(name: string, sale: Sale): string[] {
  const options = { unitDecimals: 5, differenceLine: true, currencyRate: sale.currencyRate };
  const { proof } = fitDocument(sale, (lines, rate) => dolibarrTotals(lines, {}, rate), options);
  const held = decimal(proof.differenceLine?.gross ?? "0").abs();
  const isTooMuch = held.compare(explainedDifference(sale, LEAST)) > 0;
  return proof.exact && !isTooMuch ? [] : [`${name}: ${JSON.stringify(proof)}`];
}

describe("orders made to break arithmetic become Dolibarr documents", () => {
  it("CO-35 GEN-07 net, VAT and gross are the shop's, whatever it rounds, in yen and dinars, with ecotax and two taxes", () => {
    const wrong = SEEDS.flatMap((seed) => complaint(`order ${seed}`, toSale(hostileOrder(seed), HOSTILE_RATES, "EUR")));
    expect(wrong).toEqual([]);
  }, 60_000);

  it("CO-02 what is paid back of them, shipping in part or alone, becomes a credit note of the same amounts", () => {
    const slips = SEEDS.flatMap((seed) => {
      const order = hostileOrder(seed);
      return order.slips.map((slip) => ({ seed, sale: slipToSale(order, slip, HOSTILE_RATES, "EUR") }));
    });
    expect(slips.length).toBeGreaterThan(30);
    expect(slips.flatMap(({ seed, sale }) => complaint(`slip of ${seed}`, sale))).toEqual([]);
  }, 60_000);

  it("the ecotax of a product is a line of its own where it is taxed otherwise, and adds up with the product", () => {
    const orders = SEEDS.map(hostileOrder);
    const sold = orders.flatMap((order) => toSale(order, HOSTILE_RATES, "EUR").lines);
    const apart = sold.filter((line) => line.kind === "fee");
    expect(apart.length).toBeGreaterThan(5);
    for (const line of apart) expect(line.label).toMatch(/– écotaxe$/);
  });
});
