import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type DolibarrLine, dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { Decimal, decimal } from "@/lib/core/decimal";
import { JsonObjectSchema } from "@/lib/core/json-schema";

const InputLineSchema = z.object({
  qty: z.string(),
  subprice: z.string(),
  tva_tx: z.string(),
  remise_percent: z.string().default("0"),
  product_type: z.string().default("0"),
  price_base_type: z.string().optional(),
});
const OutputLineSchema = z.looseObject({
  localtax1_tx: z.string().nullish(),
  localtax1_type: z.string().nullish(),
  localtax2_tx: z.string().nullish(),
  localtax2_type: z.string().nullish(),
});
const AmountsSchema = z.looseObject({ total_ht: z.string(), total_tva: z.string(), total_ttc: z.string() });
const RecordSchema = z.object({
  settings: JsonObjectSchema,
  input: z.object({
    lines: z.array(z.looseObject({}).and(InputLineSchema)),
    multicurrency_tx: z.union([z.string(), z.number()]).nullish(),
  }),
  lines: z.array(OutputLineSchema),
  document: AmountsSchema.and(z.looseObject({ multicurrency_tx: z.string().nullish() })),
});

/** Difference in cents between our totals and the server's: the worst of net, VAT and gross; 0 = exact. */
export function dolibarrDifference(record: unknown): Decimal {
  const { settings, input, lines, document } = RecordSchema.parse(record);
  const sent = input.lines.map((line, index) => toLine(line, lines[index] ?? {}));
  const totals = dolibarrTotals(sent, settings, document.multicurrency_tx ?? "1");
  const pairs: [string, string][] = [
    [totals.net, document.total_ht],
    [totals.vat, document.total_tva],
    [totals.gross, document.total_ttc],
  ];
  return pairs
    .map(([ours, theirs]) => decimal(ours).sub(decimal(theirs)).abs().mul(Decimal.HUNDRED))
    .reduce((worst, one) => (worst.compare(one) >= 0 ? worst : one));
}

type InputLine = z.infer<typeof InputLineSchema>;

function toLine(line: InputLine, stored: z.infer<typeof OutputLineSchema>): DolibarrLine {
  const localTax = (rate: string | null | undefined, type: string | null | undefined, code: string | null | undefined) =>
    rate && !decimal(rate).isZero() ? { rate, type: code ?? type ?? "0" } : undefined;
  const codes = z
    .looseObject({ dictionary_localtax1_type: z.string().nullish(), dictionary_localtax2_type: z.string().nullish() })
    .parse(line);
  return {
    quantity: line.qty,
    unitNet: line.subprice,
    discountPercent: line.remise_percent,
    vatRate: line.tva_tx.replace(/\s*\(.*\)$/, ""),
    isService: line.product_type === "1",
    entry: line.price_base_type === "TTC" ? "gross" : "net",
    localTax1: localTax(stored.localtax1_tx, stored.localtax1_type, codes.dictionary_localtax1_type),
    localTax2: localTax(stored.localtax2_tx, stored.localtax2_type, codes.dictionary_localtax2_type),
  };
}

export function readDolibarrRecords(folder: string, file: string): unknown[] {
  return readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}
