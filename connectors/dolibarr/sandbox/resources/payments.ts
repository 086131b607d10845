import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal, decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";
import { money, number, short } from "../core/amounts";
import { isObject } from "../core/fields";
import { integer, requireParams, text } from "../core/params";
import { type Call, RestError, type Route, success, TextAnswer } from "../core/rest";
import { nextRef, parseDate, spendId, sqlDate, type World } from "../core/world";
import { addBankLine } from "./bank";
import { findInvoice, renderInvoice } from "./invoices";

export const paymentRoutes: readonly Route[] = [
  { method: "GET", path: "invoices/{id}/payments", handle: payments, right: "facture.lire" },
  { method: "POST", path: "invoices/{id}/payments", handle: payRest, right: "facture.creer" },
  { method: "POST", path: "invoices/paymentsdistributed", handle: payDistributed, right: "facture.creer" },
  { method: "PUT", path: "invoices/payments/{id}", handle: renumber, right: "facture.creer" },
];

const CREDIT_NOTE = "2";

interface Paid {
  readonly payments: Decimal;
  readonly credits: Decimal;
  readonly deposits: Decimal;
}

function paid(world: World, invoice: Row): Paid {
  const id = String(invoice.id);
  const payments = Decimal.sum(
    world
      .table("paiement_facture")
      .by("fk_facture", id)
      .map((row) => number(row.amount)),
  );
  const used = world.table("societe_remise_except").by("fk_facture", id);
  const sum = (deposit: boolean) =>
    Decimal.sum(used.filter((row) => (row.description === "(DEPOSIT)") === deposit).map((row) => number(row.amount_ttc)));
  return { payments, credits: sum(false), deposits: sum(true) };
}

function remainder(world: World, invoice: Row): Decimal {
  const { payments, credits, deposits } = paid(world, invoice);
  return number(invoice.total_ttc).sub(payments).sub(credits).sub(deposits);
}

/** What an invoice shows of its payments when it is read. `remaintopay` is 0 once it is marked as paid. */
export function paidAmounts(world: World, invoice: Row): JsonObject {
  const { payments, credits, deposits } = paid(world, invoice);
  const optional = (value: Decimal) => (value.isZero() ? null : money(value));
  const isPaid = text(invoice.paye ?? "0") === "1";
  return {
    totalpaid: payments.toNumber(),
    sumpayed: optional(payments),
    sumcreditnote: optional(credits),
    totalcreditnotes: optional(credits),
    sumdeposit: optional(deposits),
    totaldeposits: optional(deposits),
    remaintopay: isPaid ? "0" : short(remainder(world, invoice).round(2)),
  };
}

function payments(call: Call): Json {
  const { world } = call;
  const invoice = findInvoice(world, call.path.id);
  const made = world
    .table("paiement_facture")
    .by("fk_facture", String(invoice.id))
    .flatMap((part) => {
      const payment = world.table("paiement").get(Number(part.fk_paiement));
      return payment ? [shownPayment(world, payment, text(part.amount))] : [];
    });
  const discounts = world
    .table("societe_remise_except")
    .by("fk_facture", String(invoice.id))
    .map((row) => ({
      amount: text(row.amount_ttc),
      type: text(row.description),
      typeline: "discount",
      date: sqlDate(Number(row.datec)),
      num: "",
      ref: text(row.ref_facture_source),
    }));
  return [...made, ...discounts];
}

function shownPayment(world: World, payment: Row, amount: string): JsonObject {
  const mode = world.table("dictionary:payment_types").get(Number(payment.fk_paiement_mode));
  return {
    amount,
    type: text(mode?.code),
    typeline: "payment",
    date: sqlDate(Number(payment.datep)),
    num: text(payment.num_payment),
    ref: text(payment.ref),
    ref_ext: text(payment.ref_ext),
    fk_bank_line: text(payment.fk_bank_line),
  };
}

function checkArguments(call: Call): void {
  const { body } = call;
  requireParams(body, ["datepaye", "paymentid", "closepaidinvoices", "accountid"]);
  const refuse = (name: string, reason: string) =>
    new RestError(400, `Invalid value specified for \`${name}\`. ${reason}`, [], "validate");
  if (!["yes", "no"].includes(text(body.closepaidinvoices))) throw refuse("closepaidinvoices", "Expected one of (yes,no).");
  if (integer(body.accountid) < 1) throw refuse("accountid", "Minimum required value is 1.");
}

/** Always the whole rest; with the multicurrency module on, the whole total again (a known fault of 22.0.4). */
function payRest(call: Call): Json {
  checkArguments(call);
  const { world } = call;
  const invoice = findInvoice(world, call.path.id);
  const multicurrency = world.hasModule("multicurrency");
  const amount = multicurrency ? number(invoice.total_ttc).abs() : remainder(world, invoice);
  return pay(call, [{ invoice, amount }]);
}

function payDistributed(call: Call): Json {
  const { body, world } = call;
  requireParams(body, ["arrayofamounts"]);
  checkArguments(call);
  const amounts = isObject(body.arrayofamounts) ? body.arrayofamounts : {};
  const parts = Object.entries(amounts).map(([id, value]) => {
    // A bare amount makes PHP itself fail: status 500, nothing in the body.
    if (!isObject(value)) throw new TextAnswer(500, "");
    const invoice = world.table("facture").get(Number(id));
    if (!invoice) throw new RestError(404, `Invoice ID ${id} not found`);
    return { invoice, amount: partAmount(call, invoice, value) };
  });
  return pay(call, parts);
}

function partAmount(call: Call, invoice: Row, value: JsonObject): Decimal {
  const [amount, foreign] = [text(value.amount), text(value.multicurrency_amount)];
  if (amount !== "" && foreign !== "") {
    throw new RestError(400, `Payment in both currency ${invoice.id} ( amount: ${amount}, multicurrency_amount: ${foreign})`);
  }
  const rest = remainder(call.world, invoice);
  // Negated whatever its sign: what is left of a credit note, which is negative, is paid the wrong way round.
  const signed = (paid: Decimal) => (text(invoice.type) === CREDIT_NOTE ? Decimal.ZERO.sub(paid) : paid);
  if (amount === "remain" || foreign === "remain") return signed(rest);
  const rate = decimal(text(invoice.multicurrency_tx) || "1");
  const sent = foreign === "" ? number(amount) : number(foreign).div(rate, 2);
  if (sent.compare(rest) > 0 && !["1", "true"].includes(text(call.body.accepthigherpayment))) {
    throw new RestError(
      400,
      `Payment amount on invoice ID ${invoice.id} (${short(sent)}) is higher than remain to pay (${short(rest.round(2))})`,
    );
  }
  return signed(sent);
}

interface Part {
  readonly invoice: Row;
  readonly amount: Decimal;
}

function pay(call: Call, parts: readonly Part[]): Json {
  const { body, world } = call;
  const total = Decimal.sum(parts.map(({ amount }) => amount));
  if (parts.every(({ amount }) => amount.isZero())) throw new RestError(400, "Payment error : TotalAmountEmpty");
  const table = world.table("paiement");
  const mode = world.table("dictionary:payment_types").get(integer(body.paymentid));
  if (mode?.code === "CHQ" && text(body.chqemetteur) === "") {
    spendId(table);
    throw new RestError(400, "Emetteur is mandatory when payment code is CHQ");
  }
  const refuseBank = (reason: string) => {
    spendId(table);
    return new RestError(400, `Add payment to bank error : ${reason}`);
  };
  const account = world.table("bank_account").get(integer(body.accountid));
  if (!account) throw refuseBank("ThisIdNotDefined");
  if (!mode) throw refuseBank("Payment method not defined");
  const date = parseDate(body.datepaye) ?? world.now();
  const bankLine = addBankLine(world, { account, date, type: text(mode.code), amount: total, number: text(body.num_payment) });
  const payment = table.insert({
    ref: nextRef(table, "PAY", date),
    ref_ext: text(body.ref_ext),
    datep: date,
    amount: money(total),
    fk_paiement_mode: mode.id,
    num_payment: text(body.num_payment),
    note: text(body.comment),
    fk_bank_line: String(bankLine),
  });
  for (const { invoice, amount } of parts) applyPart(world, payment, invoice, amount, text(body.closepaidinvoices) === "yes");
  world.emit("PAYMENT_CUSTOMER_CREATE", {
    id: payment.id,
    element: "payment",
    ref: text(payment.ref),
    ref_ext: text(payment.ref_ext),
    amount: total.toNumber(),
  });
  return payment.id;
}

/** A draft takes a payment too, and stays paid with its provisional reference for ever. */
function applyPart(world: World, payment: Row, invoice: Row, amount: Decimal, closes: boolean): void {
  world
    .table("paiement_facture")
    .insert({ fk_paiement: String(payment.id), fk_facture: String(invoice.id), amount: money(amount) });
  const path = `facture/${invoice.ref}/${invoice.ref}.pdf`;
  const settled = closes && remainder(world, invoice).round(2).isZero();
  const fields = {
    last_main_doc: path,
    date_modification: world.now(),
    ...(settled ? { statut: "2", status: "2", paye: "1" } : {}),
  };
  const row = world.table("facture").update(invoice.id, fields) ?? invoice;
  if (settled) world.emit("BILL_PAYED", renderInvoice(world, row));
}

function renumber(call: Call): Json {
  const { world, body } = call;
  const payment = world.table("paiement").get(Number(call.path.id));
  if (!payment) throw new RestError(404, "Payment not found");
  world.table("paiement").update(payment.id, { num_payment: text(body.num_payment) });
  return success("Payment updated");
}
