import type {
  BookedTotals,
  ConnectorLedger,
  DocumentFigures,
  DocumentLine,
  DocumentState,
  DocumentTotals,
  DocumentView,
  ExpectedDocument,
  PlannedDocument,
} from "@/connectors/contract";
import type { DolibarrConfig } from "@/connectors/dolibarr/spec";
import { textOf } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

const CREDIT_NOTE = "2";

/** Dolibarr's orders and invoices in neutral words, and what they must be once a flow has done its work. */
export const ledger: ConnectorLedger<DolibarrConfig> = {
  documents: ["orders", "invoices"],
  view,
  expected,
  billedBy,
  withdraw: { orders: "cancelOrder" },
  keyOf: (stream, record) => {
    const parts = [textOf(record.product_id), textOf(record.warehouse_id)];
    return stream === "stock_levels" && !parts.includes("") ? parts.join(":") : undefined;
  },
  page: ({ url }, stream, id) => {
    if (stream === "orders") return `${url}/commande/card.php?id=${id}`;
    if (stream === "invoices") return `${url}/compta/facture/card.php?facid=${id}`;
    if (stream === "products") return `${url}/product/card.php?id=${id}`;
    if (stream === "thirdparties") return `${url}/societe/card.php?socid=${id}`;
    if (stream === "stock_levels") return `${url}/product/stock/product.php?id=${id.split(":")[0]}`;
    return undefined;
  },
};

function view(stream: string, record: JsonObject): DocumentView {
  const order = textOf(record.order);
  const isCredit = textOf(record.type) === CREDIT_NOTE;
  return {
    id: textOf(record.id),
    ref: textOf(record.ref),
    day: dayOf(record.date),
    state: stream === "orders" ? orderState(record) : invoiceState(record),
    ...storedFigures(record),
    paid: stream === "invoices" && !isCredit ? amount(record.totalpaid).toFixed(2) : null,
    party: textOf(record.socid) || null,
    currency: currencyOf(record),
    due: amount(currencyOf(record) === null ? record.total_ttc : record.multicurrency_total_ttc).toFixed(2),
    reference: textOf(record.ref_client) || null,
    externalRef: textOf(record.ref_ext) || null,
    origin: stream === "invoices" && order !== "" ? { stream: "orders", id: order } : null,
  };
}

function billedBy(stream: string, { linked }: JsonObject): ReturnType<NonNullable<ConnectorLedger["billedBy"]>> {
  const bills = stream === "orders" && isJsonObject(linked) ? linked.facture : undefined;
  return Array.isArray(bills) ? { stream: "invoices", ids: bills.map((id) => textOf(id)) } : undefined;
}

const ORDER_STATES: Readonly<Record<string, DocumentState>> = {
  "-1": "cancelled",
  "0": "draft",
  "1": "validated",
  "2": "sent",
  "3": "delivered",
};

function orderState(record: JsonObject): DocumentState {
  return ORDER_STATES[textOf(record.status)] ?? "draft";
}

function invoiceState(record: JsonObject): DocumentState {
  const status = textOf(record.status);
  if (status === "3" || textOf(record.close_code) === "abandon") return "abandoned";
  if (status === "2") return "paid";
  return status === "1" ? "validated" : "draft";
}

/**
 * Documents have a day, which Dolibarr answers as the instant it begins on the server's clock. Where that clock is not
 * known the instant comes in UTC: evening there is the next day in Europe.
 */
function dayOf(value: Json | undefined): string | null {
  const text = textOf(value);
  if (text === "") return null;
  const day = text.slice(0, 10);
  if (!text.endsWith("Z") || text.slice(11, 13) <= "12") return day;
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function storedFigures(record: JsonObject): DocumentFigures {
  const lines = (Array.isArray(record.lines) ? record.lines : []).filter(isJsonObject);
  return {
    net: amount(record.total_ht).toFixed(2),
    vat: amount(record.total_tva).toFixed(2),
    gross: amount(record.total_ttc).toFixed(2),
    vatRates: perRate(lines.map((line) => [textOf(line.tva_tx), amount(line.total_ht), amount(line.total_tva)])),
  };
}

function perRate(lines: readonly (readonly [rate: string, net: Decimal, vat: Decimal])[]): DocumentFigures["vatRates"] {
  const sums = new Map<string, { net: Decimal; vat: Decimal }>();
  for (const [text, net, vat] of lines) {
    const rate = plain(Decimal.parse(text) ?? Decimal.ZERO);
    const sum = sums.get(rate) ?? { net: Decimal.ZERO, vat: Decimal.ZERO };
    sums.set(rate, { net: sum.net.add(net), vat: sum.vat.add(vat) });
  }
  return [...sums]
    .filter(([, { net, vat }]) => !net.isZero() || !vat.isZero())
    .sort(([a], [b]) => Decimal.of(b).compare(Decimal.of(a)))
    .map(([rate, { net, vat }]) => ({ rate, net: net.toFixed(2), vat: vat.toFixed(2) }));
}

/** `20.0000` → `20` */
function plain(value: Decimal): string {
  const text = value.toString();
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function amount(value: Json | undefined): Decimal {
  return Decimal.parse(textOf(value)) ?? Decimal.ZERO;
}

/** Draft ones may have been validated by a person; what is further on than expected is no difference. */
const AFTER: Readonly<Record<string, readonly DocumentState[]>> = {
  orders: ["draft", "validated", "sent", "delivered"],
  invoices: ["draft", "validated", "paid"],
};

function expected(stream: string, planned: PlannedDocument, totals: BookedTotals): ExpectedDocument {
  const states = statesAfter(stream, planned.actions);
  const { record } = planned;
  if (record === null) return { states };
  const lines = linesOf(record);
  const rate = textOf(record.multicurrency_tx);
  const booked = lines.length === 0 ? undefined : totals(lines, rate === "" ? undefined : rate);
  const figures = booked && bookedFigures(lines, booked);
  const day = textOf(record.date).slice(0, 10);
  const paid = stream === "invoices" ? paidBy(planned.payments, figures, rate) : undefined;
  return {
    states,
    ...(booked && figures ? { figures, due: Decimal.of(booked.currency?.gross ?? booked.gross).toFixed(2) } : {}),
    ...(day === "" ? {} : { day }),
    ...(paid === undefined ? {} : { paid }),
    ...(/^\d+$/.test(textOf(record.socid)) ? { party: textOf(record.socid) } : {}),
    ...(lines.length === 0 ? {} : { currency: currencyOf(record) }),
    ...(textOf(record.ref_client) === "" ? {} : { reference: textOf(record.ref_client) }),
  };
}

/** Dolibarr writes its own currency beside every document; only one with a rate is in another. */
function currencyOf({ multicurrency_code, multicurrency_tx }: JsonObject): string | null {
  const rate = Decimal.parse(textOf(multicurrency_tx)) ?? Decimal.ONE;
  return rate.equals(Decimal.ONE) || rate.isZero() ? null : textOf(multicurrency_code) || null;
}

function statesAfter(stream: string, actions: readonly string[]): readonly DocumentState[] {
  if (actions.includes("cancelOrder")) return ["cancelled"];
  if (actions.includes("closeOrder")) return ["delivered"];
  const all = AFTER[stream] ?? [];
  const validates = actions.includes("validateOrder") || actions.includes("validateInvoice");
  return validates ? all.slice(1) : all;
}

function linesOf(record: JsonObject): DocumentLine[] {
  return (Array.isArray(record.lines) ? record.lines : []).filter(isJsonObject).map((line) => ({
    quantity: textOf(line.qty),
    unitNet: textOf(line.subprice),
    discountPercent: textOf(line.remise_percent) || "0",
    vatRate: textOf(line.tva_tx),
    isService: textOf(line.product_type) === "1",
    ...(textOf(line.localtax1_tx) === ""
      ? {}
      : { localTax1: { rate: textOf(line.localtax1_tx), type: textOf(line.localtax1_type) } }),
  }));
}

function bookedFigures(lines: readonly DocumentLine[], booked: DocumentTotals): DocumentFigures {
  return {
    net: Decimal.of(booked.net).toFixed(2),
    vat: Decimal.of(booked.vat).toFixed(2),
    gross: Decimal.of(booked.gross).toFixed(2),
    vatRates: perRate(booked.lines.map(({ net, vat }, index) => [lines[index]?.vatRate ?? "", Decimal.of(net), Decimal.of(vat)])),
  };
}

/** One that takes all that is left pays the whole; nothing planned = a person may have noted a payment, or not. */
function paidBy(payments: readonly JsonObject[], figures: DocumentFigures | undefined, rate: string): string | undefined {
  if (payments.length === 0) return undefined;
  const amounts = payments.map((payment) => textOf(payment.amount) || textOf(payment.multicurrency_amount));
  if (amounts.some((each) => each === "" || each === "remain")) return figures?.gross;
  const sum = Decimal.sum(amounts.map((each) => Decimal.of(each)));
  return (rate === "" ? sum : sum.div(Decimal.of(rate), 2)).toFixed(2);
}
