import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type DolibarrLine, dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";

const VECTORS = path.resolve(import.meta.dirname, "../../../shared/vectors");
const FILES = existsSync(VECTORS) ? readdirSync(VECTORS).filter((name) => /^dolibarr-totals-.*\.jsonl$/.test(name)) : [];

type Row = Record<string, string | null>;
interface TotalsRecord {
  id: string;
  settings: JsonObject & { company_country?: string };
  input: { lines: Record<string, string>[]; lines_added_by?: string };
  lines: Row[];
  document: Row;
}

const line = (values: Partial<DolibarrLine>): DolibarrLine => ({
  quantity: "1",
  unitNet: "0",
  discountPercent: "0",
  vatRate: "20",
  isService: false,
  ...values,
});

describe("dolibarrTotals", () => {
  it("takes VAT as total with VAT less net, both rounded from the unrounded base", () => {
    const totals = dolibarrTotals([line({ quantity: "3", unitNet: "8.325" })], {});
    expect(totals).toMatchObject({ net: "24.98", vat: "4.99", gross: "29.97" });
  });

  it("finds the net of a price entered with VAT", () => {
    const totals = dolibarrTotals([line({ quantity: "6", unitNet: "29.9", discountPercent: "10", entry: "gross" })], {});
    expect(totals.lines[0]).toMatchObject({ net: "134.55", vat: "26.91", gross: "161.46", unitNet: "24.91667" });
  });

  it("puts what is missing per rate into the line that shows it when totals are rounded, not lines", () => {
    const lines = [line({ unitNet: "0.02" }), line({ unitNet: "0.02" }), line({ unitNet: "0.02" })];
    expect(dolibarrTotals(lines, {}).vat).toBe("0.00");
    const settled = dolibarrTotals(lines, { MAIN_ROUNDOFTOTAL_NOT_TOTALOFROUND: "1" });
    expect(settled.lines.map(({ vat }) => vat)).toEqual(["0.00", "0.01", "0.00"]);
    expect(settled.gross).toBe("0.07");
  });

  it("rounds to Swiss five centimes", () => {
    const totals = dolibarrTotals([line({ unitNet: "10.03", vatRate: "7.7" })], { MAIN_ROUNDING_RULE_TOT: "0.05" });
    expect(totals).toMatchObject({ net: "10.05", vat: "0.75", gross: "10.80" });
  });

  it("gives zero totals for a document without lines", () => {
    expect(dolibarrTotals([], {})).toMatchObject({ lines: [], net: "0.00", gross: "0.00" });
  });
});

describe.skipIf(FILES.length === 0)("dolibarrTotals on documents totalled by a real Dolibarr", () => {
  it.each(FILES)("is exact on every document of %s", (file) => {
    const records = readFileSync(path.join(VECTORS, file), "utf8").trim().split("\n").map(parseRecord);
    const wrong = records.filter((record) => differences(record).length > 0);
    expect(wrong.map((record) => ({ id: record.id, differences: differences(record) })).slice(0, 5)).toEqual([]);
    expect(records.length).toBeGreaterThan(100);
  });
});

function parseRecord(text: string): TotalsRecord {
  return JSON.parse(text) as TotalsRecord;
}

function differences({ settings, input, lines, document }: TotalsRecord): string[] {
  const totals = dolibarrTotals(
    input.lines.map((sent) => toLine(sent, settings.company_country === "ES", input.lines_added_by !== undefined)),
    settings,
    document.multicurrency_tx ?? "1",
  );
  const compare = (name: string, ours: string | undefined, theirs: string | null | undefined) =>
    ours !== undefined && decimal(ours).equals(decimal(theirs ?? "0")) ? [] : [`${name}: ${ours} instead of ${theirs}`];
  const found = lines.flatMap((row, index) => {
    const [ours, currency] = [totals.lines[index], totals.currency.lines[index]];
    return [
      ...compare(`line ${index} unit`, ours?.unitNet, row.subprice),
      ...compare(`line ${index} net`, ours?.net, row.total_ht),
      ...compare(`line ${index} VAT`, ours?.vat, row.total_tva),
      ...compare(`line ${index} local tax 1`, ours?.localTax1, row.total_localtax1),
      ...compare(`line ${index} local tax 2`, ours?.localTax2, row.total_localtax2),
      ...compare(`line ${index} gross`, ours?.gross, row.total_ttc),
      ...compare(`line ${index} currency unit`, currency?.unitNet, row.multicurrency_subprice),
      ...compare(`line ${index} currency net`, currency?.net, row.multicurrency_total_ht),
      ...compare(`line ${index} currency VAT`, currency?.vat, row.multicurrency_total_tva),
      ...compare(`line ${index} currency gross`, currency?.gross, row.multicurrency_total_ttc),
    ];
  });
  return [
    ...found,
    ...compare("net", totals.net, document.total_ht),
    ...compare("VAT", totals.vat, document.total_tva),
    ...compare("local tax 1", totals.localTax1, document.total_localtax1),
    ...compare("local tax 2", totals.localTax2, document.total_localtax2),
    ...compare("gross", totals.gross, document.total_ttc),
    ...compare("currency net", totals.currency.net, document.multicurrency_total_ht),
    ...compare("currency VAT", totals.currency.vat, document.multicurrency_total_tva),
    ...compare("currency gross", totals.currency.gross, document.multicurrency_total_ttc),
  ];
}

/** A Spanish company gets no local tax over REST: the server does not know the customer's liability there. */
function toLine(sent: Record<string, string>, spanish: boolean, posted: boolean): DolibarrLine {
  const localTax = (number: 1 | 2) => {
    const rate = sent[`localtax${number}_tx`];
    const type = sent[`dictionary_localtax${number}_type`];
    return spanish || !rate || !type ? undefined : { rate, type };
  };
  return {
    quantity: sent.qty ?? "0",
    unitNet: sent.subprice ?? "0",
    discountPercent: sent.remise_percent ?? "0",
    vatRate: sent.tva_tx ?? "0",
    isService: sent.product_type === "1",
    localTax1: localTax(1),
    localTax2: localTax(2),
    entry: posted && sent.price_base_type === "TTC" ? "gross" : "net",
  };
}
