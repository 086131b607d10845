import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { moveStock } from "../hooks/products";
import { shippingOf } from "../pricing/shipping";
import { taxation, taxFactor, totalRate, UNTAXED } from "../pricing/taxes";
import { currencyRate, unitPrice } from "../pricing/unit-price";
import { number, type Shop, type ShopSettings, table, text, translation } from "../shop";
import { type Amount, computeOrder, type OrderLine, weightOf, ZERO } from "./compute";
import { detailFields } from "./detail";
import { changeState, isStockHeld } from "./state";

/** What a tax-manager module leaves of the taxes: a tax without id. */
const EXEMPT = { taxes: [{ id: 0, rate: Decimal.ZERO }], compound: false };

/** What becomes an order. */
export interface OrderPlan {
  readonly cart: Row;
  readonly customer: Row;
  readonly carrier: Row | undefined;
  readonly cartRules: readonly Row[];
  readonly module: string;
  readonly payment: string;
  /** First state of the order. */
  readonly state: number;
  /** Amount received with the order; undefined = nothing yet. */
  readonly received: Decimal | undefined;
  /** Shop-local time of the order. */
  readonly moment: string;
  readonly reference: string;
  /** Company outside the country that a tax manager exempts. */
  readonly exempt?: boolean;
  /** Net fee of gift wrapping in the base currency, with the group it is taxed by. */
  readonly wrapping?: { readonly net: string; readonly taxGroup: number };
  readonly roundType?: ShopSettings["roundType"];
  readonly roundMode?: ShopSettings["roundMode"];
  readonly giftMessage?: string;
  /** Decides on state and payment once the total is known; absent = `state` and `received` as given. */
  readonly settle?: (due: Decimal) => { state: number; received: Decimal | undefined };
}

export interface CartRow {
  readonly product: number;
  readonly combination: number;
  readonly quantity: number;
}

export function cartRows(cart: Row): CartRow[] {
  const rows = cart["@cart_rows"];
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row) => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return [];
    return [{ product: Number(row.id_product), combination: Number(row.id_product_attribute), quantity: Number(row.quantity) }];
  });
}

/** Turns a cart into an order with its lines, carrier, cart rules, first state, invoice and payment. */
export function placeOrder(shop: Shop, plan: OrderPlan): Row {
  const { cart } = plan;
  const currency = number(cart, "id_currency");
  const rate = currencyRate(shop, currency);
  const address = table(shop, "addresses").get(number(cart, "id_address_delivery"));
  const country = number(address, "id_country") || shop.settings.defaultCountry;
  const state = number(address, "id_state");
  const lines = cartLines(shop, plan, currency, country, state);
  const roundType = plan.roundType ?? shop.settings.roundType;
  const roundMode = plan.roundMode ?? shop.settings.roundMode;
  const base = { lines, cartRules: [], wrapping: ZERO, shipping: ZERO, currencyRate: rate, roundType, roundMode } as const;
  const productsGross = computeOrder(base).products.gross;
  const exempt = plan.exempt === true;
  const shipping = shippingOf(shop, { carrier: plan.carrier, lines, country, state, currencyRate: rate, productsGross, exempt });
  const wrapping = wrappingOf(shop, plan, country, state, rate);
  const totals = computeOrder({ ...base, shipping, wrapping, cartRules: plan.cartRules });
  const rateOfCarrier = plan.carrier ? totalRate(shipping.taxation).toFixed(3) : "0.000";
  const order = table(shop, "orders").insert({
    ...orderHead(plan, rate),
    ...orderTotals(totals),
    carrier_tax_rate: rateOfCarrier,
    round_mode: String(roundMode),
    round_type: String(roundType),
  });
  const details = lines.map((line, index) => {
    const total = totals.lines[index]?.total ?? ZERO;
    const unit = totals.lines[index]?.unit ?? ZERO;
    return table(shop, "order_details").insert(detailFields(shop, order, line, unit, total));
  });
  addCarrier(shop, plan, order, lines, totals.shipping);
  for (const { rule, value, freeShipping } of totals.cartRules) {
    table(shop, "order_cart_rules").insert({
      id_order: String(order.id),
      id_cart_rule: String(rule.id),
      id_order_invoice: "0",
      name: translation(rule, "name", text(cart, "id_lang")),
      value: value.gross.toFixed(6),
      value_tax_excl: value.net.toFixed(6),
      free_shipping: freeShipping ? "1" : "0",
      deleted: "0",
    });
  }
  const start = plan.settle?.(totals.paid.gross) ?? { state: plan.state, received: plan.received };
  if (isStockHeld(shop, start.state)) for (const detail of details) takeStock(shop, detail);
  changeState(shop, order.id, start.state, plan.moment, { received: start.received });
  return table(shop, "orders").get(order.id) ?? order;
}

function cartLines(shop: Shop, plan: OrderPlan, currency: number, country: number, state: number): OrderLine[] {
  return cartRows(plan.cart).flatMap((row) => {
    const product = table(shop, "products").get(row.product);
    if (!product) return [];
    const combination = table(shop, "combinations").get(row.combination);
    const group = number(plan.customer, "id_default_group");
    const request = { product, combination, quantity: row.quantity, reduction: true, country, state, currency, group };
    const unit = unitPrice(shop, { ...request, customer: plan.customer.id });
    const taxed = plan.exempt ? { ...unit, gross: unit.net, taxation: EXEMPT } : unit;
    return [{ product, combination, quantity: row.quantity, unit: taxed }];
  });
}

function wrappingOf(shop: Shop, plan: OrderPlan, country: number, state: number, rate: Decimal): Amount {
  if (!plan.wrapping) return ZERO;
  const net = Decimal.of(plan.wrapping.net).mul(rate);
  const taxes = plan.exempt ? UNTAXED : taxation(shop, plan.wrapping.taxGroup, country, state);
  return { net, gross: net.mul(taxFactor(taxes)) };
}

function orderHead(plan: OrderPlan, rate: Decimal) {
  const { cart, customer } = plan;
  return {
    id_address_delivery: text(cart, "id_address_delivery"),
    id_address_invoice: text(cart, "id_address_invoice"),
    id_cart: String(cart.id),
    id_currency: text(cart, "id_currency"),
    id_lang: text(cart, "id_lang"),
    id_customer: String(customer.id),
    id_carrier: String(plan.carrier?.id ?? 0),
    current_state: "0",
    module: plan.module,
    invoice_number: "0",
    invoice_date: "0000-00-00 00:00:00",
    delivery_number: "0",
    delivery_date: "0000-00-00 00:00:00",
    valid: "0",
    date_add: plan.moment,
    date_upd: plan.moment,
    shipping_number: "",
    note: "",
    id_shop_group: "1",
    id_shop: "1",
    secure_key: text(cart, "secure_key") || text(customer, "secure_key"),
    payment: plan.payment,
    recyclable: "0",
    gift: plan.wrapping ? "1" : "0",
    gift_message: plan.giftMessage ?? "",
    mobile_theme: "0",
    total_paid_real: "0.000000",
    conversion_rate: rate.toFixed(6),
    reference: plan.reference,
  };
}

function orderTotals({ products, shipping, wrapping, discounts, paid }: ReturnType<typeof computeOrder>) {
  const sides = (name: string, amount: Amount) => ({
    [`total_${name}`]: amount.gross.toFixed(6),
    [`total_${name}_tax_incl`]: amount.gross.toFixed(6),
    [`total_${name}_tax_excl`]: amount.net.toFixed(6),
  });
  return {
    ...sides("discounts", discounts),
    ...sides("paid", paid),
    total_products: products.net.toFixed(6),
    total_products_wt: products.gross.toFixed(6),
    ...sides("shipping", shipping),
    ...sides("wrapping", wrapping),
  };
}

/** A virtual order has no carrier. */
function addCarrier(shop: Shop, plan: OrderPlan, order: Row, lines: readonly OrderLine[], shipping: Amount): void {
  if (!plan.carrier) return;
  table(shop, "order_carriers").insert({
    id_order: String(order.id),
    id_carrier: String(plan.carrier.id),
    id_order_invoice: "0",
    weight: Decimal.of(lines.reduce((total, line) => total + weightOf(line), 0)).toFixed(6),
    shipping_cost_tax_excl: shipping.net.toFixed(6),
    shipping_cost_tax_incl: shipping.gross.toFixed(6),
    tracking_number: "",
    date_add: plan.moment,
  });
}

function takeStock(shop: Shop, detail: Row): void {
  moveStock(shop, text(detail, "product_id"), text(detail, "product_attribute_id"), -number(detail, "product_quantity"));
}
