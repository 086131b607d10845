// `npm run vectors [-- folder]`: our document arithmetic against totals computed by real systems, one JSON line a file.
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import { toSale } from "@/connectors/prestashop/sale";
import { fitDocument } from "@/engine/money/fit-document";
import { Decimal, decimal } from "@/lib/core/decimal";
import { dolibarrDifference, readDolibarrRecords } from "./vectors/dolibarr-records";
import { readPrestashopOrders } from "./vectors/prestashop-records";

interface FileResult {
  readonly documents: number;
  readonly exact: number;
  readonly skipped: number;
  readonly worstCents: number;
  readonly notes: string[];
}

function dolibarrFile(folder: string, file: string): FileResult {
  const differences = readDolibarrRecords(folder, file).map(dolibarrDifference);
  return summary(differences, []);
}

/** A shop order is exact when the document we would book, totalled as Dolibarr totals it, is what the customer pays. */
function prestashopFile(folder: string, file: string): FileResult {
  const { records, rates } = readPrestashopOrders(folder, file);
  const notes: string[] = [];
  let netExact = 0;
  let withLine = 0;
  const differences = records.map(({ id, order, roundType }) => {
    const sale = toSale(order, rates);
    const options = { unitDecimals: 5, differenceLine: true, currencyRate: sale.currencyRate };
    const { proof } = fitDocument(sale, (lines, rate) => dolibarrTotals(lines, {}, rate), options);
    if (proof.exact) netExact += 1;
    else notes.push(`order ${id}, rounding type ${roundType}: net ${proof.document.net} for the shop's ${proof.shop.net}`);
    if (proof.differenceLine) withLine += 1;
    return decimal(proof.grossDifference).abs().mul(Decimal.HUNDRED);
  });
  notes.unshift(`${netExact} of ${records.length} also equal in net and VAT; ${withLine} with a difference line`);
  return summary(differences, notes);
}

function summary(differences: readonly Decimal[], notes: string[]): FileResult {
  const worst = differences.reduce((most, one) => (most.compare(one) >= 0 ? most : one), Decimal.ZERO);
  return {
    documents: differences.length,
    exact: differences.filter((one) => one.isZero()).length,
    skipped: 0,
    worstCents: worst.toNumber(),
    notes,
  };
}

/** A file of a system we do not book yet is said, not passed over. */
function unknownFile(folder: string, file: string): FileResult {
  const count = readDolibarrRecords(folder, file).length;
  return { documents: 0, exact: 0, skipped: count, worstCents: 0, notes: ["no connector books this shop's orders yet"] };
}

function judge(folder: string, file: string): FileResult {
  if (file.startsWith("dolibarr-totals")) return dolibarrFile(folder, file);
  if (file.startsWith("prestashop-orders")) return prestashopFile(folder, file);
  return unknownFile(folder, file);
}

/** A file that cannot be read is told, and the others are judged. */
function judged(folder: string, file: string): FileResult {
  try {
    return judge(folder, file);
  } catch (thrown) {
    const note = thrown instanceof Error ? thrown.message : String(thrown);
    return { documents: 1, exact: 0, skipped: 0, worstCents: 0, notes: [`cannot be read: ${note.slice(0, 300)}`] };
  }
}

const folder = resolve(process.argv[2] ?? "../shared/vectors");
if (!existsSync(folder)) {
  console.log(JSON.stringify({ skipped: true, reason: `${folder} is not there` }));
  process.exit(0);
}
let failed = false;
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".jsonl"))
  .sort()) {
  const { notes, ...result } = judged(folder, file);
  console.log(JSON.stringify({ file, ...result }));
  for (const note of notes.slice(0, 8)) console.log(`  ${note}`);
  if (notes.length > 8) console.log(`  … and ${notes.length - 8} more`);
  failed ||= result.exact < result.documents;
}
process.exit(failed ? 1 : 0);
