import type { WriteOutcome, WriteRecord } from "@/connectors/contract";
import { defaultAccount } from "@/connectors/dolibarr/accounts";
import { type Context, change, createdId, getIfThere } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { numericId } from "@/connectors/dolibarr/guards";
import { knownInvoiceStatus, rememberInvoice } from "@/connectors/dolibarr/invoice-states";
import { paymentNumber, storedReference } from "@/connectors/dolibarr/references";
import { textOf, writeDay, writeDecimal } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { AppError, toAppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/**
 * A payment of one invoice, by `paymentsdistributed`: the plain payment call always pays all that is left, and with
 * several currencies pays it again. A payment already there cannot change but for its number.
 */
export async function writePayment(ctx: Context, record: WriteRecord): Promise<WriteOutcome> {
  const { data, externalRef } = record;
  const reference = storedReference(externalRef);
  if (record.targetId !== undefined) return { outcome: "unchanged", id: record.targetId };
  for (const name of ["invoice", "paymentid", "date"]) {
    if (textOf(data[name]) === "") throw badData(`${name} is missing`);
  }
  const invoice = numericId(textOf(data.invoice));
  const amounts = amountsOf(data);
  if (amounts === null) return { outcome: "unchanged", id: `${invoice}:${reference}` };
  await requireValidated(ctx, invoice);
  const body: JsonObject = {
    arrayofamounts: { [invoice]: amounts },
    datepaye: writeDay("date", data.date ?? null),
    paymentid: Number(numericId(textOf(data.paymentid))),
    closepaidinvoices: data.closepaidinvoices === false ? "no" : "yes",
    accountid: Number(numericId(textOf(data.accountid) || (await defaultAccount(ctx)))),
    num_payment: textOf(data.num_payment) || paymentNumber(externalRef),
    comment: textOf(data.comment),
    // A cheque of nobody is refused; the customer of an old order may be gone.
    chqemetteur: textOf(data.chqemetteur) || NOBODY,
    chqbank: textOf(data.chqbank),
    ref_ext: reference,
  };
  const paymentId = await pay(ctx, body, data.acceptHigher === true);
  if (paymentId === null) return { outcome: "unchanged", id: `${invoice}:${reference}` };
  return { outcome: "created", id: `${invoice}:${reference}`, data: { id: `${invoice}:${reference}`, paymentId, invoice } };
}

/** null = there was nothing left to pay. `acceptHigher`: a customer who paid more than the invoice did so here too. */
async function pay(ctx: Context, body: JsonObject, acceptHigher: boolean): Promise<string | null> {
  const path = "/invoices/paymentsdistributed";
  const send = async (sent: JsonObject) =>
    createdId(await change(ctx, { method: "POST", path, body: sent, plain: true, repeatable: false }), path);
  try {
    return await send(body);
  } catch (thrown) {
    const { message } = toAppError(thrown);
    if (/TotalAmountEmpty/.test(message)) return null;
    if (!acceptHigher || !/higher than remain to pay/.test(message)) throw thrown;
    return send({ ...body, accepthigherpayment: true });
  }
}

const NOBODY = "-";
/** Dolibarr's word for all that is left to pay. */
const REMAIN = "remain";

/** null = an amount of zero, which Dolibarr refuses and nobody needs. Both currencies at once are refused. */
function amountsOf(data: JsonObject): JsonObject | null {
  const foreign = textOf(data.multicurrency_amount);
  if (foreign === REMAIN) return { amount: "", multicurrency_amount: REMAIN };
  if (foreign !== "") return { amount: "", multicurrency_amount: writeDecimal("multicurrency_amount", foreign) };
  const text = textOf(data.amount);
  if (text === "" || text === REMAIN) return { amount: REMAIN, multicurrency_amount: "" };
  const amount = writeDecimal("amount", text);
  return Decimal.of(amount).isZero() ? null : { amount, multicurrency_amount: "" };
}

/** Dolibarr takes a payment on a draft and leaves it paid under a provisional number for ever. */
async function requireValidated(ctx: Context, invoice: string): Promise<void> {
  const known = knownInvoiceStatus(ctx, invoice);
  if (known !== undefined && known !== "0") return;
  const row = await getIfThere(ctx, `/invoices/${invoice}`);
  const status = textOf(row?.status);
  if (row) rememberInvoice(ctx, invoice, status);
  if (row && status !== "0") return;
  throw new AppError({
    code: row ? "connector.rejected" : "connector.not_found",
    category: "data",
    message: row ? `Invoice ${invoice} is a draft and cannot be paid` : `Invoice ${invoice} does not exist`,
    details: { invoice },
    advice: {
      en: "Validate the invoice before its payment is recorded.",
      fr: "Validez la facture avant d’enregistrer son paiement.",
    },
  });
}
