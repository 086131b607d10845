import type { DocumentFigures, DocumentView, ExpectedDocument } from "@/connectors/contract";
import type { DifferentField, ReconcileSum } from "@/engine/interpreter/ports";
import { Decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";

/** What two documents do not agree on, in the order people look at them. Amounts are compared exactly. */
export function compareDocuments(expected: ExpectedDocument, actual: DocumentView): DifferentField[] {
  const fields: DifferentField[] = [];
  const { states, day, figures, paid, party, currency, reference } = expected;
  if (states && !states.includes(actual.state))
    fields.push({ field: "state", expected: states[0] ?? null, actual: actual.state });
  if (day !== undefined && day !== actual.day) fields.push({ field: "day", expected: day, actual: actual.day });
  if (figures) fields.push(...compareFigures(figures, actual));
  if (paid !== undefined && !isSame(paid, actual.paid)) fields.push({ field: "paid", expected: paid, actual: actual.paid });
  if (party !== undefined && party !== actual.party) fields.push({ field: "party", expected: party, actual: actual.party });
  if (reference !== undefined && reference !== actual.reference)
    fields.push({ field: "reference", expected: reference, actual: actual.reference });
  if (currency !== undefined && currency !== actual.currency)
    fields.push({ field: "currency", expected: currency, actual: actual.currency });
  return fields;
}

export function compareFigures(expected: DocumentFigures, actual: DocumentFigures): DifferentField[] {
  const totals = (["net", "vat", "gross"] as const)
    .filter((field) => !isSame(expected[field], actual[field]))
    .map((field) => ({ field, expected: expected[field], actual: actual[field] }));
  const rates = new Set([...expected.vatRates, ...actual.vatRates].map(({ rate }) => rate));
  const perRate = [...rates].flatMap((rate) => {
    const left = expected.vatRates.find((each) => each.rate === rate);
    const right = actual.vatRates.find((each) => each.rate === rate);
    const same = isSame(left?.net ?? "0", right?.net ?? "0") && isSame(left?.vat ?? "0", right?.vat ?? "0");
    return same ? [] : [{ field: `vat:${rate}`, expected: left?.vat ?? null, actual: right?.vat ?? null }];
  });
  return [...totals, ...perRate];
}

function isSame(a: string, b: string | null): boolean {
  return b !== null && Decimal.of(a).equals(Decimal.of(b));
}

/**
 * Fields of a record that is no document; decimals by their value, to as many places as the target keeps. What the flow
 * would leave alone is not compared, and a reference the target gave when it was written is right.
 */
export function compareFields(
  fields: readonly string[],
  { expected, actual, given, decimals }: { expected: JsonObject; actual: JsonObject; given: string; decimals: number },
): DifferentField[] {
  return fields.flatMap((field) => {
    const [left, right] = [textOf(expected[field]), textOf(actual[field])];
    if (left === null) return [];
    const [a, b] = [numberOf(left), numberOf(right)];
    const same = a && b ? a.round(decimals).equals(b.round(decimals)) : left === (right ?? "");
    return same || (given !== "" && right === given) ? [] : [{ field, expected: left, actual: right }];
  });
}

/** A postcode is text. */
function numberOf(text: string | null): Decimal | null {
  return text === null || /^[+0]\d/.test(text) ? null : Decimal.parse(text);
}

function textOf(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "object" ? JSON.stringify(value) : String(value).trim();
}

type Booked = { readonly stream: string; readonly day: string; readonly figures: DocumentFigures };

/** Documents added up by side, stream and day. */
export class Sums {
  private readonly sums = new Map<string, ReconcileSum>();

  add(side: ReconcileSum["side"], { stream, day, figures }: Booked): void {
    const place = `${side} ${stream} ${day}`;
    const known = this.sums.get(place) ?? { side, stream, day, count: 0, net: "0", vat: "0", gross: "0", vatRates: [] };
    this.sums.set(place, addFigures({ ...known, count: known.count + 1 }, figures));
  }

  list(): ReconcileSum[] {
    return [...this.sums.values()];
  }
}

function plus(a: string, b: string): string {
  return Decimal.of(a).add(Decimal.of(b)).toFixed(2);
}

export function addFigures<Sum extends DocumentFigures>(sum: Sum, figures: DocumentFigures): Sum {
  const rates = new Map(sum.vatRates.map((each) => [each.rate, each]));
  for (const { rate, net, vat } of figures.vatRates) {
    const known = rates.get(rate) ?? { rate, net: "0", vat: "0" };
    rates.set(rate, { rate, net: plus(known.net, net), vat: plus(known.vat, vat) });
  }
  return {
    ...sum,
    net: plus(sum.net, figures.net),
    vat: plus(sum.vat, figures.vat),
    gross: plus(sum.gross, figures.gross),
    vatRates: [...rates.values()],
  };
}
