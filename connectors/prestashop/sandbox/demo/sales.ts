import type { Random } from "@/connectors/sandbox-kit/random";
import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import { newReference } from "../hooks/orders";
import { placeOrder } from "../orders/place";
import { changeState } from "../orders/state";
import { localTime, number, type Shop, table, text } from "../shop";
import { insert, texts } from "./insert";
import { addSlip } from "./slips";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Orders of the demo spread over three months that end today. */
const SPAN_DAYS = 90;

/** Payment ways with the first state and the states after it; the numbers are PrestaShop's. */
interface Course {
  readonly module: string;
  readonly payment: string;
  readonly states: readonly number[];
}

const CARD = { module: "ps_checkout", payment: "Carte bancaire" };
const WIRE = { module: "ps_wirepayment", payment: "Virement bancaire" };
const CHEQUE = { module: "ps_checkpayment", payment: "Chèque" };
const CASH = { module: "ps_cashondelivery", payment: "Paiement à la livraison" };

/** One course for every last state first, then as often as in a real shop. */
const EVERY_STATE: readonly Course[] = [
  { ...CARD, states: [2, 3, 4, 5] },
  { ...CARD, states: [2] },
  { ...WIRE, states: [10, 2, 3, 4] },
  { ...CHEQUE, states: [1] },
  { ...WIRE, states: [10] },
  { ...CARD, states: [2, 3] },
  { ...CARD, states: [2, 3, 4] },
  { ...CARD, states: [2, 6] },
  { ...CARD, states: [2, 3, 7] },
  { ...CARD, states: [8] },
  { ...CARD, states: [9] },
  { ...WIRE, states: [10, 12] },
  { ...CASH, states: [13] },
  { ...CARD, states: [11, 3] },
  { ...CARD, states: [11] },
];
const USUAL: readonly (readonly [Course, number])[] = [
  [{ ...CARD, states: [2, 3, 4, 5] }, 40],
  [{ ...CARD, states: [2, 3, 4] }, 14],
  [{ ...CARD, states: [2, 3] }, 8],
  [{ ...CARD, states: [2] }, 9],
  [{ ...WIRE, states: [10, 2, 3, 4, 5] }, 10],
  [{ ...WIRE, states: [10] }, 4],
  [{ ...CHEQUE, states: [1, 2, 4] }, 3],
  [{ ...CHEQUE, states: [1] }, 2],
  [{ ...CASH, states: [13, 4, 5] }, 3],
  [{ ...CARD, states: [2, 6] }, 2],
  [{ ...CARD, states: [8] }, 2],
  [{ ...CARD, states: [9] }, 2],
  [{ ...CARD, states: [2, 3, 4, 5, 7] }, 1],
];

export function seedCartRules(shop: Shop, moment: string): void {
  const open = {
    date_from: "2020-01-01 00:00:00",
    date_to: "2099-12-31 23:59:59",
    active: "1",
    quantity: "9999",
    quantity_per_user: "99",
    partial_use: "1",
  };
  const add = (code: string, fr: string, en: string, fields: Record<string, string>) =>
    insert(shop, "cart_rules", { code, name: texts(fr, en), ...open, ...fields, date_add: moment, date_upd: moment });
  add("BIENVENUE10", "Bienvenue : 10 %", "Welcome: 10%", { reduction_percent: "10" });
  add("CINQ", "5 € offerts", "€5 off", { reduction_amount: "5", reduction_tax: "1", reduction_currency: "1" });
  add("LIVRAISON", "Livraison offerte", "Free shipping", { free_shipping: "1" });
  add("PRO4", "Remise de 4 € HT", "€4 net off", { reduction_amount: "4", reduction_tax: "0", reduction_currency: "1" });
}

/** Adds orders whose dates end now: spread over `days`, the last one minutes ago. */
export function addOrders(shop: Shop, count: number, random: Random, days = SPAN_DAYS): void {
  if (count === 0 || table(shop, "customers").size === 0 || table(shop, "products").size === 0) return;
  const pool: Pool = {
    customers: [...table(shop, "customers").all()],
    products: [...table(shop, "products").all()].filter((row) => text(row, "active") === "1"),
    cartRules: [...table(shop, "cart_rules").all()],
    carriers: [...table(shop, "carriers").all()].filter((row) => text(row, "active") === "1" && text(row, "deleted") === "0"),
  };
  const end = shop.clock().getTime() - HOUR / 4;
  const start = end - days * DAY;
  for (let index = 0; index < count; index += 1) {
    const age = count === 1 ? 0 : (1 - index / (count - 1)) * days * DAY;
    const placed = Math.max(start, end - age);
    const position = table(shop, "orders").sequence;
    const course = EVERY_STATE[position] ?? random.weighted(USUAL);
    addOrder(shop, pool, placed, course, random, end);
  }
}

interface Pool {
  readonly customers: readonly Row[];
  readonly products: readonly Row[];
  readonly cartRules: readonly Row[];
  readonly carriers: readonly Row[];
}

function addOrder(shop: Shop, pool: Pool, placed: number, course: Course, random: Random, end: number): void {
  const customer = random.pick(pool.customers);
  const addresses = table(shop, "addresses").by("id_customer", customer.id);
  const [first] = addresses;
  if (!first) return;
  const moment = localTime(new Date(placed), shop.settings.timeZone);
  const currency = number(first, "id_country") === 21 || random.chance(0.04) ? "2" : "1";
  const delivery = random.chance(0.2) ? random.pick(addresses) : first;
  const cart = addCart(shop, pool, customer, { delivery, invoice: first, currency, moment }, random);
  const isVirtual = cart.virtual;
  const isPaidAtOnce = course.states[0] === 2 || course.states[0] === 9 || course.states[0] === 11;
  const order = placeOrder(shop, {
    cart: cart.row,
    customer,
    carrier: isVirtual ? undefined : random.weighted(weighCarriers(pool.carriers)),
    cartRules: random.chance(0.24) ? chooseRules(pool.cartRules, random) : [],
    module: course.module,
    payment: course.payment,
    state: course.states[0] ?? 2,
    received: undefined,
    moment,
    reference: newReference(shop),
    exempt: isExempt(shop, first),
    ...(random.chance(0.1) && !isVirtual
      ? { wrapping: { net: "2.9167", taxGroup: 1 }, giftMessage: "Joyeux anniversaire !" }
      : {}),
    settle: (due) => ({
      state: course.states[0] ?? 2,
      received: isPaidAtOnce ? due : course.states[0] === 8 ? due.sub(Decimal.of("1.23")) : undefined,
    }),
  });
  runCourse(shop, order, course, placed, end, random);
}

/** The later states follow hours or days apart; those still to come are left out. */
function runCourse(shop: Shop, order: Row, course: Course, placed: number, end: number, random: Random): void {
  let at = placed;
  for (const state of course.states.slice(1)) {
    at += random.integer(2, 40) * HOUR;
    if (at > end) return;
    changeState(shop, order.id, state, localTime(new Date(at), shop.settings.timeZone), { employee: 1 });
    if (state === 4) setTracking(shop, order, random);
  }
  const isSettled = course.states.includes(5) || course.states.includes(7);
  if (isSettled && random.chance(0.14)) {
    addSlip(shop, order.id, localTime(new Date(Math.min(end, at + 3 * DAY)), shop.settings.timeZone), random);
  }
}

function setTracking(shop: Shop, order: Row, random: Random): void {
  for (const carrier of table(shop, "order_carriers").by("id_order", order.id)) {
    table(shop, "order_carriers").update(carrier.id, { tracking_number: `6A${random.integer(10_000_000, 99_999_999)}` });
  }
}

/** Companies of another country of the Union with a VAT number buy without tax. */
function isExempt(shop: Shop, address: Row): boolean {
  const country = number(address, "id_country");
  return text(address, "vat_number") !== "" && country !== shop.settings.defaultCountry;
}

function weighCarriers(carriers: readonly Row[]): (readonly [Row, number])[] {
  return carriers.map((carrier, index) => [carrier, index === 1 ? 6 : 2]);
}

function chooseRules(rules: readonly Row[], random: Random): Row[] {
  if (rules.length === 0) return [];
  const one = random.pick(rules);
  const other = random.pick(rules);
  return random.chance(0.2) && other.id !== one.id ? [one, other] : [one];
}

interface CartPlan {
  readonly delivery: Row;
  readonly invoice: Row;
  readonly currency: string;
  readonly moment: string;
}

function addCart(shop: Shop, pool: Pool, customer: Row, plan: CartPlan, random: Random): { row: Row; virtual: boolean } {
  const lines = random.weighted([
    [1, 40],
    [2, 28],
    [3, 16],
    [5, 12],
    [9, 4],
  ]);
  const chosen = new Set<Row>();
  while (chosen.size < Math.min(lines, pool.products.length)) chosen.add(random.pick(pool.products));
  const rows = [...chosen].map((product) => {
    const combinations = table(shop, "combinations").by("id_product", product.id);
    return {
      id_product: String(product.id),
      id_product_attribute: combinations.length > 0 ? String(random.pick(combinations).id) : "0",
      id_address_delivery: String(plan.delivery.id),
      id_customization: "0",
      quantity: String(
        random.weighted([
          [1, 60],
          [2, 22],
          [3, 8],
          [6, 6],
          [12, 3],
          [100, 1],
        ]),
      ),
    };
  });
  const row = insert(shop, "carts", {
    id_address_delivery: String(plan.delivery.id),
    id_address_invoice: String(plan.invoice.id),
    id_currency: plan.currency,
    id_customer: String(customer.id),
    id_lang: text(customer, "id_lang"),
    id_shop_group: "1",
    id_shop: "1",
    secure_key: text(customer, "secure_key"),
    date_add: plan.moment,
    date_upd: plan.moment,
    "@cart_rows": rows,
  });
  return { row, virtual: [...chosen].every((product) => text(product, "is_virtual") === "1") };
}
