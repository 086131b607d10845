import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { moveStock } from "../hooks/products";
import { number, type Shop, table, text } from "../shop";

/** States in which the goods are not held for the customer: cancelled and payment error. */
const RELEASED = [6, 8];

export function isStockHeld(_shop: Shop, state: number): boolean {
  return !RELEASED.includes(state);
}

export interface StateOptions {
  /** Payment registered together with the state, before it decides on an invoice. */
  readonly received?: Decimal | undefined;
  readonly employee?: number;
  /** A history row is already there. */
  readonly withoutHistory?: boolean;
}

/** Puts an order into a state: history, validity, stock, invoice, delivery slip and payment by the state's flags. */
export function changeState(shop: Shop, orderId: number, state: number, moment: string, options: StateOptions = {}): void {
  const orders = table(shop, "orders");
  const order = orders.get(orderId);
  const flags = table(shop, "order_states").get(state);
  if (!order || !flags) throw new RangeError(`No order ${orderId} or state ${state}`);
  moveStockByState(shop, order, state);
  const valid = text(flags, "logable") === "1" ? "1" : "0";
  orders.update(orderId, { current_state: String(state), valid, date_upd: moment });
  if (options.received) addPayment(shop, orderId, options.received, moment);
  if (text(flags, "invoice") === "1") makeInvoice(shop, orderId, moment, options.received);
  if (text(flags, "delivery") === "1") makeDelivery(shop, orderId, moment);
  if (text(flags, "paid") === "1") payRest(shop, orderId, moment);
  if (options.withoutHistory) return;
  table(shop, "order_histories").insert({
    id_employee: String(options.employee ?? 0),
    id_order_state: String(state),
    id_order: String(orderId),
    date_add: moment,
  });
}

function moveStockByState(shop: Shop, order: Row, state: number): void {
  const former = number(order, "current_state");
  if (former === 0 || isStockHeld(shop, former) === isStockHeld(shop, state)) return;
  const sign = isStockHeld(shop, state) ? -1 : 1;
  for (const detail of table(shop, "order_details").by("id_order", order.id)) {
    const product = text(detail, "product_id");
    moveStock(shop, product, text(detail, "product_attribute_id"), sign * number(detail, "product_quantity"));
  }
}

/** Records a payment by the order's reference: payments know no order id. */
export function addPayment(shop: Shop, orderId: number, amount: Decimal, moment: string): void {
  const order = table(shop, "orders").get(orderId);
  if (!order || amount.isZero()) return;
  table(shop, "order_payments").insert({
    order_reference: text(order, "reference"),
    id_currency: text(order, "id_currency"),
    amount: amount.toFixed(6),
    payment_method: text(order, "payment"),
    conversion_rate: text(order, "conversion_rate"),
    transaction_id: "",
    card_number: "",
    card_brand: "",
    card_expiration: "",
    card_holder: "",
    date_add: moment,
    id_employee: null,
  });
  const paid = Decimal.of(text(order, "total_paid_real")).add(amount);
  table(shop, "orders").update(orderId, { total_paid_real: paid.toFixed(6) });
}

/** A paid state pays what the invoice still lacks; payments that came before the invoice do not count for it. */
function payRest(shop: Shop, orderId: number, moment: string): void {
  for (const invoice of table(shop, "order_invoices").by("id_order", orderId)) {
    const linked = table(shop, "invoice_payments").by("id_order_invoice", invoice.id);
    const paid = Decimal.sum(linked.map((row) => Decimal.of(text(row, "amount"))));
    const rest = Decimal.of(text(invoice, "total_paid_tax_incl")).sub(paid);
    if (rest.compare(Decimal.ZERO) <= 0) continue;
    addPayment(shop, orderId, rest, moment);
    linkPayment(shop, invoice.id, rest);
  }
}

function linkPayment(shop: Shop, invoiceId: number, amount: Decimal): void {
  table(shop, "invoice_payments").insert({ id_order_invoice: String(invoiceId), amount: amount.toFixed(6) });
}

function makeInvoice(shop: Shop, orderId: number, moment: string, received: Decimal | undefined): void {
  const order = table(shop, "orders").get(orderId);
  if (!order || text(order, "invoice_number") !== "0") return;
  const invoices = table(shop, "order_invoices");
  const address = text([...table(shop, "configurations").by("name", "PS_SHOP_NAME")][0], "value") || shop.settings.shopName;
  const invoice = invoices.insert({
    id_order: String(orderId),
    number: String(invoices.nextId()),
    delivery_number: text(order, "delivery_number"),
    delivery_date: text(order, "delivery_date"),
    total_discount_tax_excl: text(order, "total_discounts_tax_excl"),
    total_discount_tax_incl: text(order, "total_discounts_tax_incl"),
    total_paid_tax_excl: text(order, "total_paid_tax_excl"),
    total_paid_tax_incl: text(order, "total_paid_tax_incl"),
    total_products: text(order, "total_products"),
    total_products_wt: text(order, "total_products_wt"),
    total_shipping_tax_excl: text(order, "total_shipping_tax_excl"),
    total_shipping_tax_incl: text(order, "total_shipping_tax_incl"),
    shipping_tax_computation_method: "0",
    total_wrapping_tax_excl: text(order, "total_wrapping_tax_excl"),
    total_wrapping_tax_incl: text(order, "total_wrapping_tax_incl"),
    shop_address: address,
    note: "",
    date_add: moment,
  });
  if (received) linkPayment(shop, invoice.id, received);
  table(shop, "orders").update(orderId, { invoice_number: text(invoice, "number"), invoice_date: moment });
  for (const name of ["order_details", "order_carriers", "order_cart_rules"]) {
    for (const row of table(shop, name).by("id_order", orderId))
      table(shop, name).update(row.id, { id_order_invoice: String(invoice.id) });
  }
}

function makeDelivery(shop: Shop, orderId: number, moment: string): void {
  const order = table(shop, "orders").get(orderId);
  if (!order || text(order, "delivery_number") !== "0") return;
  const slips = table(shop, "delivery_numbers").insert({ id_order: String(orderId) });
  const fields = { delivery_number: String(slips.id), delivery_date: moment };
  table(shop, "orders").update(orderId, fields);
  for (const invoice of table(shop, "order_invoices").by("id_order", orderId))
    table(shop, "order_invoices").update(invoice.id, fields);
}
