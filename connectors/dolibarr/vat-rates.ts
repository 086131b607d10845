import type { LookupItem } from "@/connectors/contract";
import { asObject, type Context, get, list } from "@/connectors/dolibarr/client";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";

/** Rates in force by country of the company: Dolibarr's API does not list its VAT dictionary. */
const BY_COUNTRY: Readonly<Record<string, readonly string[]>> = {
  FR: ["20", "10", "8.5", "5.5", "2.1", "0"],
  BE: ["21", "12", "6", "0"],
  LU: ["17", "14", "8", "3", "0"],
  CH: ["8.1", "3.8", "2.6", "0"],
  DE: ["19", "7", "0"],
  AT: ["20", "13", "10", "0"],
  ES: ["21", "10", "4", "0"],
  IT: ["22", "10", "5", "4", "0"],
  PT: ["23", "13", "6", "0"],
  NL: ["21", "9", "0"],
  GB: ["20", "5", "0"],
  IE: ["23", "13.5", "9", "4.8", "0"],
  CA: ["5", "0"],
  TN: ["19", "13", "7", "0"],
  MA: ["20", "14", "10", "7", "0"],
};
/** More distinct rates than any catalogue has; bounds the walk below. */
const MOST_RATES = 30;

/** Rates of the company's country and every rate its products use. Ids are the rates themselves: `5.5`. */
export async function vatRates(ctx: Context): Promise<LookupItem[]> {
  const company = await adminOnly(async () => asObject(await get(ctx, "/setup/company")));
  const known = BY_COUNTRY[textOf(company?.country_code) || "FR"] ?? ["0"];
  const used = await ratesOfProducts(ctx);
  const rates = [...new Set([...known, ...used])].sort((a, b) => Decimal.of(b).compare(Decimal.of(a)));
  return rates.map((rate) => ({ id: rate, label: `${rate} %`, match: { rate, name: `${rate} %` } }));
}

/**
 * Walks up the distinct rates with one row per request, instead of reading the whole catalogue. A user who may not read
 * products is left with the rates of the country.
 */
async function ratesOfProducts(ctx: Context): Promise<string[]> {
  const rates: string[] = [];
  let bound = "(t.tva_tx:>=:0)";
  while (rates.length < MOST_RATES) {
    const query = { sqlfilters: bound, sortfield: "t.tva_tx", sortorder: "ASC", limit: 1, properties: "id,tva_tx" };
    const rows = await adminOnly(() => list(ctx, "/products", query));
    const rate = Decimal.parse(textOf(rows?.[0]?.tva_tx));
    const last = rates.at(-1);
    if (rate === null || (last !== undefined && rate.compare(Decimal.of(last)) <= 0)) return rates;
    rates.push(plain(rate));
    bound = `(t.tva_tx:>:${plain(rate)})`;
  }
  return rates;
}

function plain(rate: Decimal): string {
  const text = rate.toString();
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
