import type { DocumentLine, DocumentTotals } from "@/connectors/contract";
import { Decimal, decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";

/**
 * How Dolibarr 22 totals a document, to the cent. Derived from, and checked against, documents that a real server
 * computed. All roundings are half away from zero.
 */
export interface DolibarrLine extends DocumentLine {
  /** `gross`: `unitNet` holds the unit price with VAT, as on POST `/orders/{id}/lines` with `price_base_type: "TTC"`. */
  readonly entry?: "net" | "gross";
}

/** The same figures in the document's foreign currency. */
export interface CurrencyTotals {
  readonly lines: readonly { readonly net: string; readonly vat: string; readonly gross: string; readonly unitNet: string }[];
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
}

export interface DolibarrTotals extends DocumentTotals {
  readonly currency: CurrencyTotals;
}

/** Dolibarr's rounding constants, parsed. */
export interface DolibarrRounding {
  readonly totalDecimals: number;
  readonly unitDecimals: number;
  /** MAIN_ROUNDOFTOTAL_NOT_TOTALOFROUND: VAT is right on the totals per rate rather than on each line. */
  readonly roundOfTotal: boolean;
  /** MAIN_ROUNDING_RULE_TOT: totals are multiples of this (Swiss `0.05`). */
  readonly step: Decimal | null;
}

/** `settings`: Dolibarr constants by name, as `/setup/conf/{name}` answers them; absent = Dolibarr's default. */
export function dolibarrRounding(settings: JsonObject): DolibarrRounding {
  const step = constant(settings, "MAIN_ROUNDING_RULE_TOT");
  return {
    totalDecimals: wholeNumber(constant(settings, "MAIN_MAX_DECIMALS_TOT"), 2),
    unitDecimals: wholeNumber(constant(settings, "MAIN_MAX_DECIMALS_UNIT"), 5),
    roundOfTotal: wholeNumber(constant(settings, "MAIN_ROUNDOFTOTAL_NOT_TOTALOFROUND"), 0) !== 0,
    step: step === "" || decimal(step).isZero() ? null : decimal(step),
  };
}

/**
 * Totals Dolibarr answers for `lines`. Amounts come back with the total decimals of `settings`, unit prices with its
 * unit decimals. `currencyRate`: units of the document's currency for one of the company's.
 * Throws RangeError when a line holds something that is not a decimal number.
 */
export function dolibarrTotals(lines: readonly DolibarrLine[], settings: JsonObject, currencyRate = "1"): DolibarrTotals {
  const rounding = dolibarrRounding(settings);
  const rate = decimal(currencyRate);
  const computed = lines.map((line) => computeLine(line, rounding, rate));
  if (rounding.roundOfTotal) settleVatPerRate(computed, rounding);
  return render(computed, rounding);
}

interface Amounts {
  net: Decimal;
  vat: Decimal;
  gross: Decimal;
}

interface ComputedLine extends Amounts {
  readonly vatRate: Decimal;
  readonly unitNet: Decimal;
  readonly localTax1: Decimal;
  readonly localTax2: Decimal;
  readonly currency: Amounts & { readonly unitNet: Decimal };
}

function computeLine(line: DolibarrLine, rounding: DolibarrRounding, rate: Decimal): ComputedLine {
  const input = parseLine(line);
  const { unit, vatFactor } = input;
  const gross = line.entry === "gross";
  const stored = gross ? unit.div(vatFactor, rounding.unitDecimals) : unit.round(rounding.unitDecimals);
  const amounts = gross ? fromGross(unit.mul(input.factor), input, rounding) : fromNet(unit.mul(input.factor), input, rounding);
  const inCurrency = unit.mul(rate);
  const currency = gross
    ? fromGross(inCurrency.mul(input.factor), input, rounding)
    : fromNet(inCurrency.mul(input.factor), input, rounding);
  const result = {
    ...amounts,
    vatRate: input.vatRate,
    unitNet: stored,
    currency: {
      net: currency.net,
      vat: currency.vat,
      gross: currency.gross,
      unitNet: gross ? stored.mul(rate).round(rounding.unitDecimals) : inCurrency.round(rounding.unitDecimals),
    },
  };
  if (!rounding.roundOfTotal) recheck(result, input, rounding, rate);
  return result;
}

interface ParsedLine {
  readonly unit: Decimal;
  /** Quantity × (1 − discount). */
  readonly factor: Decimal;
  readonly vatRate: Decimal;
  readonly vatFactor: Decimal;
  readonly isService: boolean;
  readonly localTaxes: readonly [LocalTax | undefined, LocalTax | undefined];
}

type LocalTax = { readonly rate: Decimal; readonly type: number };

function parseLine(line: DolibarrLine): ParsedLine {
  const vatRate = decimal(line.vatRate);
  return {
    unit: decimal(line.unitNet),
    factor: decimal(line.quantity).mul(Decimal.ONE.sub(percent(decimal(line.discountPercent)))),
    vatRate,
    vatFactor: Decimal.ONE.add(percent(vatRate)),
    isService: line.isService,
    localTaxes: [localTax(line.localTax1), localTax(line.localTax2)],
  };
}

function localTax(tax: DocumentLine["localTax1"]): LocalTax | undefined {
  return tax ? { rate: decimal(tax.rate), type: Number(tax.type) } : undefined;
}

/** VAT is the rounded total with VAT less the rounded net, never rate × rounded net. */
function fromNet(net: Decimal, line: ParsedLine, rounding: DolibarrRounding): Amounts & LocalAmounts {
  const total = rounding.totalDecimals;
  const roundedNet = net.round(total);
  const vat = net.mul(line.vatFactor).round(total).sub(roundedNet);
  return withLocalTaxes(roundedNet, vat, net, line, rounding);
}

function fromGross(gross: Decimal, line: ParsedLine, rounding: DolibarrRounding): Amounts & LocalAmounts {
  const total = rounding.totalDecimals;
  const roundedNet = gross.div(line.vatFactor, total);
  // Local taxes are computed on the net behind the entered gross; ten more decimals stand for "not rounded".
  const net = gross.div(line.vatFactor, gross.scale + total + 10);
  return withLocalTaxes(roundedNet, gross.round(total).sub(roundedNet), net, line, rounding);
}

interface LocalAmounts {
  localTax1: Decimal;
  localTax2: Decimal;
}

function withLocalTaxes(
  roundedNet: Decimal,
  roundedVat: Decimal,
  net: Decimal,
  line: ParsedLine,
  rounding: DolibarrRounding,
): Amounts & LocalAmounts {
  const toStep = (amount: Decimal) => (rounding.step ? amount.roundToStep(rounding.step) : amount);
  const [first, second] = line.localTaxes.map((tax) => toStep(localTaxAmount(tax, net, line).round(rounding.totalDecimals)));
  const [localTax1, localTax2] = [first ?? Decimal.ZERO, second ?? Decimal.ZERO];
  const [finalNet, vat] = [toStep(roundedNet), toStep(roundedVat)];
  return { net: finalNet, vat, localTax1, localTax2, gross: finalNet.add(vat).add(localTax1).add(localTax2) };
}

/** Types 1, 3, 5 apply to the net, 2, 4, 6 to net + VAT; 3 and 4 to products only, 5 and 6 to services only. */
function localTaxAmount(tax: LocalTax | undefined, net: Decimal, line: ParsedLine): Decimal {
  if (!tax || tax.type < 1 || tax.type > 6) return Decimal.ZERO;
  if (line.isService ? tax.type === 3 || tax.type === 4 : tax.type >= 5) return Decimal.ZERO;
  const base = tax.type % 2 === 0 ? net.mul(line.vatFactor) : net;
  return base.mul(percent(tax.rate));
}

/**
 * After writing, Dolibarr computes each line again from the stored, rounded unit price: if the net agrees and the VAT
 * does not, it keeps the recomputed VAT and total; if the net differs it changes nothing.
 */
function recheck(line: ComputedLine, input: ParsedLine, rounding: DolibarrRounding, rate: Decimal): void {
  const again = fromNet(line.unitNet.mul(input.factor), input, rounding);
  if (!again.net.equals(line.net) || again.vat.equals(line.vat)) return;
  line.vat = again.vat;
  line.gross = again.gross;
  const currency = fromNet(line.unitNet.mul(rate).mul(input.factor), input, rounding);
  line.currency.vat = currency.vat;
  line.currency.gross = currency.gross;
}

/** The running VAT of each rate must equal rate × running net; what is missing goes into the line that shows it. */
function settleVatPerRate(lines: readonly ComputedLine[], rounding: DolibarrRounding): void {
  const running = new Map<string, { net: Decimal; vat: Decimal }>();
  for (const line of lines) {
    const key = line.vatRate.toString();
    const sums = running.get(key) ?? { net: Decimal.ZERO, vat: Decimal.ZERO };
    sums.net = sums.net.add(line.net);
    const expected = sums.net.mul(percent(line.vatRate)).round(rounding.totalDecimals);
    const difference = sums.vat.add(line.vat).sub(expected);
    line.vat = line.vat.sub(difference);
    line.gross = line.gross.sub(difference);
    sums.vat = expected;
    running.set(key, sums);
  }
}

function render(lines: readonly ComputedLine[], rounding: DolibarrRounding): DolibarrTotals {
  const amount = (value: Decimal) => value.toFixed(rounding.totalDecimals);
  const unit = (value: Decimal) => value.toFixed(rounding.unitDecimals);
  const total = (pick: (line: ComputedLine) => Decimal) => amount(Decimal.sum(lines.map(pick)));
  return {
    lines: lines.map((line) => ({
      net: amount(line.net),
      vat: amount(line.vat),
      localTax1: amount(line.localTax1),
      localTax2: amount(line.localTax2),
      gross: amount(line.gross),
      unitNet: unit(line.unitNet),
    })),
    net: total((line) => line.net),
    vat: total((line) => line.vat),
    localTax1: total((line) => line.localTax1),
    localTax2: total((line) => line.localTax2),
    gross: total((line) => line.gross),
    currency: {
      lines: lines.map(({ currency }) => ({
        net: amount(currency.net),
        vat: amount(currency.vat),
        gross: amount(currency.gross),
        unitNet: unit(currency.unitNet),
      })),
      net: total((line) => line.currency.net),
      vat: total((line) => line.currency.vat),
      gross: total((line) => line.currency.gross),
    },
  };
}

const CENTI = decimal("0.01");

function percent(rate: Decimal): Decimal {
  return rate.mul(CENTI);
}

function constant(settings: JsonObject, name: string): string {
  const value = settings[name];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function wholeNumber(text: string, fallback: number): number {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? fallback : value;
}
