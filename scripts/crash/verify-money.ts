import { z } from "zod";
import { type Decimal, decimal } from "@/lib/core/decimal";
import type { Place } from "./installation";
import { ask, type Document, readAll } from "./verify";

export interface MoneyVerdict {
  /** Orders of the shop that the ERP has. */
  readonly orders: number;
  /** Sums of their totals at both ends, each in its order's own currency. */
  readonly shop: string;
  readonly erp: string;
  /** Orders or invoices whose total is not what the customer was asked to pay. */
  readonly wrong: number;
  /** Invoices with more money than the shop has payments for them. */
  readonly overpaid: number;
}

const OrderSchema = z.object({ id: z.coerce.string(), total_paid: z.coerce.string(), reference: z.string() });
const PaymentSchema = z.object({ order_reference: z.string(), amount: z.coerce.string() });
const HALF_CENT = decimal("0.005");

/** Compares what the ERP booked with the shop's own figures, to the cent. */
export async function verifyMoney(place: Place): Promise<MoneyVerdict> {
  const { orders: shopOrders } = z
    .object({ orders: z.array(OrderSchema) })
    .parse(await askShop(place, "orders?display=[id,total_paid,reference]"));
  const { order_payments: payments } = z
    .object({ order_payments: z.array(PaymentSchema) })
    .parse(await askShop(place, "order_payments?display=[order_reference,amount]"));
  const byId = new Map(shopOrders.map((order) => [order.id, order]));
  const booked = (await readAll(place, "orders")).flatMap((document) => pairOf(document, byId));
  const invoiced = (await readAll(place, "invoices")).flatMap((document) => pairOf(document, byId));
  const differs = [...booked, ...invoiced].filter(({ document, order }) => !isEqual(totalOf(document), order.total_paid));
  let overpaid = 0;
  for (const { document, order } of invoiced) {
    if (isForeign(document)) continue;
    const expected = sum(payments.filter((each) => each.order_reference === order.reference).map(({ amount }) => amount));
    if ((await paidOf(place, document)).sub(expected).compare(HALF_CENT) > 0) overpaid += 1;
  }
  return {
    orders: booked.length,
    shop: sum(booked.map(({ order }) => order.total_paid)).toFixed(2),
    erp: sum(booked.map(({ document }) => totalOf(document))).toFixed(2),
    wrong: differs.length,
    overpaid,
  };
}

/** `<owner>:shop:orders:<id>`, as the engine names what it writes. */
function pairOf<Order>(document: Document, byId: ReadonlyMap<string, Order>): { document: Document; order: Order }[] {
  const [, id = ""] = /:orders:(\d+)$/.exec(document.ref_ext ?? "") ?? [];
  const order = byId.get(id);
  return order === undefined ? [] : [{ document, order }];
}

/** Kept in another currency than the company's: its payments are not comparable to the shop's without a rate. */
function isForeign({ multicurrency_code: code, multicurrency_total_ttc: own, total_ttc: total }: Document): boolean {
  return (code ?? "") !== "" && own !== undefined && own !== null && !isEqual(own, total ?? "0");
}

/** In the document's own currency. */
function totalOf(document: Document): string {
  return (isForeign(document) ? document.multicurrency_total_ttc : document.total_ttc) ?? "0";
}

function isEqual(a: string, b: string): boolean {
  return decimal(a).sub(decimal(b)).abs().compare(HALF_CENT) < 0;
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((total, amount) => total.add(decimal(amount)), decimal("0"));
}

async function paidOf(place: Place, { id }: Document): Promise<Decimal> {
  const payments = z.array(z.looseObject({ amount: z.coerce.string() })).parse(await ask(place, `/invoices/${id}/payments`));
  return sum(payments.map(({ amount }) => amount));
}

async function askShop({ sandboxes: { prestashop } }: Place, path: string): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${prestashop.secrets.webserviceKey ?? ""}:`).toString("base64")}`;
  const response = await fetch(`${prestashop.url}/api/${path}&output_format=JSON`, { headers: { authorization } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
