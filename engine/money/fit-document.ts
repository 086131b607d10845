import type { DocumentLine, Sale, SaleLine } from "@/connectors/contract";
import { CENT, documentLine, MAX_NUDGES, MOST_IN_PAIR, NUDGES } from "@/engine/money/fit-parts";
import { fittingPrices } from "@/engine/money/fit-price";
import { proveTotals } from "@/engine/money/proof";
import { taxesOf, vatPercent, vatRateOf } from "@/engine/money/tax";
import { smallestUnit } from "@/engine/money/tolerance";
import type { FitOptions, FittedDocument, FittedLine, TotalsOf } from "@/engine/money/types";
import { Decimal, decimal } from "@/lib/core/decimal";

interface Amounts {
  readonly net: Decimal;
  readonly gross: Decimal;
}

interface Draft {
  readonly source: SaleLine | null;
  readonly line: DocumentLine;
}

/**
 * The document to book for a sale: each line comes to the shop's own net and gross where the target's arithmetic can
 * express them, and the whole to what the customer pays, with one visible difference line for the cents it cannot.
 * Pure; throws RangeError when the sale holds something that is no decimal number.
 */
export function fitDocument(sale: Sale, totalsOf: TotalsOf, options: FitOptions): FittedDocument {
  const target: Amounts = { net: decimal(sale.totals.net), gross: decimal(sale.totals.due) };
  const unit = smallestUnit(sale.currency);
  const quick = fitWith(new Fitter(totalsOf, options, true, unit), sale, target);
  const { lines, totals } = quick ?? fitWith(new Fitter(totalsOf, options, false, unit), sale, target) ?? unreachable();
  const rendered = { net: totals.net.toFixed(2), vat: totals.gross.sub(totals.net).toFixed(2), gross: totals.gross.toFixed(2) };
  return { lines, totals: rendered, proof: proveTotals(sale, lines, rendered) };
}

/** Undefined when the sum of the lines, taken alone, turned out not to be what the target makes of the whole. */
function fitWith(fitter: Fitter, sale: Sale, target: Amounts) {
  const own = sale.lines.filter((line) => !isEmpty(line)).map((line) => fitter.draft(line));
  const drafts = fitter.close(own, target);
  const totals = fitter.whole(drafts);
  const summed = fitter.sums(drafts);
  if (!summed.net.equals(totals.net) || !summed.gross.equals(totals.gross)) return undefined;
  return { lines: fitter.render(drafts), totals };
}

function unreachable(): never {
  throw new RangeError("The arithmetic answers two totals for the same lines");
}

function isEmpty(line: SaleLine): boolean {
  return decimal(line.quantity).isZero() && decimal(line.gross).isZero();
}

class Fitter {
  private readonly rate: Decimal;
  private readonly alone = new WeakMap<Draft, Amounts>();

  constructor(
    private readonly totalsOf: TotalsOf,
    private readonly options: FitOptions,
    /** Most targets total a document as the sum of its lines; then each line is computed once. */
    private readonly additive: boolean,
    /** What a pair of difference lines may hold, however small the document: a cent of tax needs that much. */
    private readonly unit: Decimal,
  ) {
    this.rate = decimal(options.currencyRate);
  }

  /** The line at the shop's own unit price, or at the nearest one that gives the shop's net and gross. */
  draft(line: SaleLine): Draft {
    const wanted = { net: decimal(line.net).round(2), gross: decimal(line.gross).round(2) };
    const own = this.priced(line, decimal(line.unitNet).div(this.rate, this.options.unitDecimals));
    if (this.meets(own, wanted)) return own;
    const exact = this.search(line, wanted);
    if (exact) return exact;
    // Net first: the price list is net, and the gross of the whole is closed by the difference line.
    return this.search(line, wanted, { netOnly: true }) ?? own;
  }

  /** Brings the whole to the target: a difference line, else a sub-cent change of one line, else both. */
  close(drafts: readonly Draft[], target: Amounts): Draft[] {
    const rest = this.missing(drafts, target);
    if (rest.net.isZero() && rest.gross.isZero()) return [...drafts];
    if (this.options.differenceLine) {
      const line = this.difference(drafts, rest, target);
      if (line) return [...drafts, line];
    }
    const nudged = this.nudge(drafts, target);
    if (nudged) return nudged;
    if (!this.options.differenceLine) return [...drafts];
    const pair = this.differencePair(drafts, rest, target);
    return [...drafts, ...(pair ?? [this.grossDifference(drafts, rest, target)])];
  }

  /**
   * A shop that rounds each unit states a VAT that no price gives at any quantity: one difference line at a rate of the
   * document holds the missing VAT, one without tax takes its net back. The highest rate needs the smallest line.
   */
  private differencePair(drafts: readonly Draft[], rest: Amounts, target: Amounts): Draft[] | undefined {
    const vat = rest.gross.sub(rest.net);
    const rates = this.ratesOf(drafts).filter((rate) => !decimal(rate).isZero());
    // Of all that is sold and given back: an order with a voucher for the whole of it comes to nothing.
    const sold = Decimal.sum(drafts.map((draft) => this.amounts(draft).gross.abs())).mul(MOST_IN_PAIR);
    const most = sold.compare(this.unit) > 0 ? sold : this.unit;
    for (const rate of rates.sort((a, b) => decimal(b).compare(decimal(a)))) {
      const net = vat.div(vatPercent(rate), 2);
      if (net.abs().compare(most) > 0) return undefined;
      const wanted = { net, gross: net.add(vat) };
      for (const price of fittingPrices(this.priceTarget(Decimal.ONE, rate, wanted, net))) {
        const first = this.differenceDraft(price, rate);
        const second = this.difference([...drafts, first], this.missing([...drafts, first], target), target);
        if (second) return [first, second];
      }
    }
    return undefined;
  }

  private missing(drafts: readonly Draft[], target: Amounts): Amounts {
    const sums = this.sums(drafts);
    return { net: target.net.sub(sums.net), gross: target.gross.sub(sums.gross) };
  }

  /** One line that holds exactly the missing net and gross, at no tax or at a rate of the document. */
  private difference(drafts: readonly Draft[], rest: Amounts, target: Amounts): Draft | undefined {
    for (const vatRate of this.ratesOf(drafts)) {
      const prices = fittingPrices(this.priceTarget(Decimal.ONE, vatRate, rest, rest.net));
      for (const price of prices) {
        const line = this.differenceDraft(price, vatRate);
        const after = this.missing([...drafts, line], target);
        if (after.net.isZero() && after.gross.isZero()) return line;
      }
    }
    return undefined;
  }

  /** The gross met exactly and the net as nearly as a rate of the document allows. */
  private grossDifference(drafts: readonly Draft[], rest: Amounts, target: Amounts): Draft {
    const fallback = this.differenceDraft(rest.gross.div(this.rate, this.options.unitDecimals), "0");
    let best = { line: fallback, miss: this.missing([...drafts, fallback], target) };
    for (const vatRate of this.ratesOf(drafts)) {
      const factor = Decimal.ONE.add(vatPercent(vatRate));
      const line = this.differenceDraft(rest.gross.div(factor.mul(this.rate), this.options.unitDecimals), vatRate);
      const miss = this.missing([...drafts, line], target);
      const nearer = miss.net.abs().compare(best.miss.net.abs()) < 0;
      if (miss.gross.isZero() && (nearer || !best.miss.gross.isZero())) best = { line, miss };
    }
    return best.line;
  }

  /**
   * Cents moved inside lines by prices that people see unchanged, services before products, until the rest is gone or
   * a difference line can hold it. Every step brings the whole nearer, so it ends.
   */
  private nudge(drafts: readonly Draft[], target: Amounts): Draft[] | undefined {
    if (!this.withinNudges(drafts, target)) return undefined;
    let current = [...drafts];
    for (let step = 0; step < MAX_NUDGES; step++) {
      let nearest: { drafts: Draft[]; distance: Decimal } | undefined;
      for (const next of this.neighbours(current)) {
        const rest = this.missing(next, target);
        if (rest.net.isZero() && rest.gross.isZero()) return next;
        const line = this.options.differenceLine ? this.difference(next, rest, target) : undefined;
        if (line) return [...next, line];
        const distance = rest.net.abs().add(rest.gross.abs());
        if (!nearest || distance.compare(nearest.distance) < 0) nearest = { drafts: next, distance };
      }
      const rest = this.missing(current, target);
      if (!nearest || nearest.distance.compare(rest.net.abs().add(rest.gross.abs())) >= 0) return undefined;
      current = nearest.drafts;
    }
    return undefined;
  }

  /** Is the tax that no line can hold small enough to be moved cent by cent? */
  private withinNudges(drafts: readonly Draft[], target: Amounts): boolean {
    const rest = this.missing(drafts, target);
    const bound = CENT.mul(decimal(MAX_NUDGES + 2));
    return this.ratesOf(drafts).some((rate) => {
      const held = this.options.differenceLine ? rest.net.mul(Decimal.ONE.add(vatPercent(rate))) : Decimal.ZERO;
      return rest.gross.sub(held).abs().compare(bound) <= 0;
    });
  }

  /** The document with one line a cent off in net, gross or both. */
  private *neighbours(drafts: readonly Draft[]): Generator<Draft[]> {
    const order = drafts.map((_, index) => index).sort((a, b) => this.preference(drafts[a]) - this.preference(drafts[b]));
    for (const index of order) {
      const draft = drafts[index];
      if (!draft?.source) continue;
      const now = this.amounts(draft);
      for (const [net, gross] of NUDGES) {
        const wanted = { net: now.net.add(CENT.mul(decimal(net))), gross: now.gross.add(CENT.mul(decimal(gross))) };
        const changed = this.search(draft.source, wanted);
        if (changed) yield drafts.map((one, position) => (position === index ? changed : one));
      }
    }
  }

  private preference(draft: Draft | undefined): number {
    return draft?.source?.kind === "product" ? 1 : 0;
  }

  private search(line: SaleLine, wanted: Amounts, how?: { netOnly: true }): Draft | undefined {
    const vatRate = vatRateOf(line.taxes);
    const taxRate = how?.netOnly ? "0" : vatRate;
    const target = { ...wanted, gross: how?.netOnly ? wanted.net : wanted.gross };
    const prices = fittingPrices(this.priceTarget(decimal(line.quantity), taxRate, target, decimal(line.unitNet)));
    for (const price of prices) {
      const draft = this.priced(line, price);
      const amounts = this.amounts(draft);
      if (amounts.net.equals(wanted.net) && (how?.netOnly || amounts.gross.equals(wanted.gross))) return draft;
    }
    return undefined;
  }

  private priceTarget(quantity: Decimal, vatRate: string, wanted: Amounts, wished: Decimal) {
    const { unitDecimals } = this.options;
    return {
      quantity,
      taxRate: vatPercent(vatRate),
      net: wanted.net,
      gross: wanted.gross,
      wished,
      currencyRate: this.rate,
      unitDecimals,
    };
  }

  private ratesOf(drafts: readonly Draft[]): string[] {
    return [...new Set(["0", ...drafts.map((draft) => draft.line.vatRate)])];
  }

  private priced(source: SaleLine, price: Decimal): Draft {
    const { vatRate, localTax1 } = taxesOf(source.taxes, this.options.secondTax);
    const line = documentLine(source.quantity, price, vatRate, source.kind !== "product");
    return { source, line: localTax1 ? { ...line, localTax1 } : line };
  }

  private differenceDraft(price: Decimal, vatRate: string): Draft {
    return { source: null, line: documentLine("1", price, vatRate, true) };
  }

  private meets(draft: Draft, wanted: Amounts): boolean {
    const now = this.amounts(draft);
    return now.net.equals(wanted.net) && now.gross.equals(wanted.gross);
  }

  private amounts(draft: Draft): Amounts {
    const known = this.alone.get(draft);
    if (known) return known;
    const amounts = this.whole([draft]);
    this.alone.set(draft, amounts);
    return amounts;
  }

  sums(drafts: readonly Draft[]): Amounts {
    if (!this.additive) return this.whole(drafts);
    const parts = drafts.map((draft) => this.amounts(draft));
    return { net: Decimal.sum(parts.map((one) => one.net)), gross: Decimal.sum(parts.map((one) => one.gross)) };
  }

  /** Net and gross in the document's currency, by the target's own arithmetic. */
  whole(drafts: readonly Draft[]): Amounts {
    const totals = this.totalsOf(
      drafts.map((draft) => draft.line),
      this.options.currencyRate,
    );
    const shown = totals.currency && !this.rate.equals(Decimal.ONE) ? totals.currency : totals;
    return { net: decimal(shown.net), gross: decimal(shown.gross) };
  }

  render(drafts: readonly Draft[]): FittedLine[] {
    const totals = this.totalsOf(
      drafts.map((draft) => draft.line),
      this.options.currencyRate,
    );
    const shown = totals.currency && !this.rate.equals(Decimal.ONE) ? totals.currency.lines : totals.lines;
    return drafts.map((draft, index) => {
      const amounts = shown[index];
      if (!amounts) throw new RangeError("The arithmetic answered fewer lines than it was given");
      const { source } = draft;
      return {
        kind: source?.kind ?? "difference",
        key: source?.key ?? "difference",
        label: source?.label ?? "",
        reference: source?.reference ?? "",
        ...(source?.productKey === undefined ? {} : { productKey: source.productKey }),
        quantity: draft.line.quantity,
        unitNet: draft.line.unitNet,
        vatRate: draft.line.vatRate,
        ...(draft.line.localTax1 ? { localTax1: draft.line.localTax1 } : {}),
        taxes: source?.taxes ?? [],
        net: decimal(amounts.net).toFixed(2),
        vat: decimal(amounts.vat).toFixed(2),
        gross: decimal(amounts.gross).toFixed(2),
      };
    });
  }
}
