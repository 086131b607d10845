import { createHash } from "node:crypto";
import { Decimal } from "@/lib/core/decimal";
import { PhpCrash } from "../failure";
import { type CartRow, cartRows, placeOrder } from "../orders/place";
import { changeState } from "../orders/state";
import type { Entity } from "../resources/definition";
import { now, number, type Shop, table, text } from "../shop";
import { save, toRow } from "../write";
import type { Change, Hooks } from "./contract";

/** State given to an order that comes in over the Webservice with the right amount, and with another one. */
const REMOTE_PAYMENT = 11;
const PAYMENT_ERROR = 8;

export const orderHooks: Hooks = {
  beforeSave: ({ shop, object, before }) => {
    const state = number(object, "current_state");
    if (before && state !== number(before, "current_state") && !table(shop, "order_states").get(state)) throw new PhpCrash();
  },
  save: (change) => {
    if (change.before) updateOrder(change, change.before);
    else createOrder(change);
  },
};

/** A POST turns the cart into the order; totals, carrier and state sent are not taken. */
function createOrder({ shop, object }: Change): void {
  const cart = table(shop, "carts").get(number(object, "id_cart"));
  if (!shop.settings.modules[text(object, "module")]) throw new PhpCrash();
  const isUsed = cart && table(shop, "orders").by("id_cart", cart.id).length > 0;
  if (!cart || isUsed) throw new PhpCrash(cartMessage(shop, cart));
  const customer = table(shop, "customers").get(number(object, "id_customer"));
  const rows = cartRows(cart);
  if (!customer || rows.length === 0) throw new PhpCrash();
  const moment = now(shop);
  const received = Decimal.parse(text(object, "total_paid")) ?? Decimal.ZERO;
  const order = placeOrder(shop, {
    cart: { ...cart, id_lang: text(object, "id_lang") || text(cart, "id_lang") },
    customer,
    carrier: chooseCarrier(shop, cart, rows),
    cartRules: [],
    module: text(object, "module"),
    payment: text(object, "payment"),
    state: REMOTE_PAYMENT,
    received: undefined,
    moment,
    reference: newReference(shop),
    settle: (due) => ({ state: due.equals(received.round(2)) ? REMOTE_PAYMENT : PAYMENT_ERROR, received }),
  });
  object.id = order.id;
  object.current_state = null;
}

function cartMessage(shop: Shop, cart: Entity | undefined): string {
  const language = table(shop, "languages").get(number(cart, "id_lang"));
  return text(language, "iso_code") === "fr"
    ? "Le panier ne peut être chargé ou une commande a déjà été réalisée avec ce panier"
    : "Cart cannot be loaded or an order has already been placed using this cart";
}

/** The carrier of the cart's delivery option; otherwise the cheapest active one. A cart of virtual goods has none. */
function chooseCarrier(shop: Shop, cart: Entity, rows: readonly CartRow[]): Entity | undefined {
  if (rows.every((row) => text(table(shop, "products").get(row.product), "is_virtual") === "1")) return undefined;
  const option = /"(\d+),"/.exec(text(cart, "delivery_option"))?.[1];
  const chosen = option ? table(shop, "carriers").get(Number(option)) : undefined;
  if (chosen) return chosen;
  const active = [...table(shop, "carriers").all()].filter(
    (each) => text(each, "active") === "1" && text(each, "deleted") === "0",
  );
  return active.find((each) => text(each, "is_free") === "1") ?? active[0];
}

/** Nine capitals, as the shop draws them; repeatable for the same order number. */
export function newReference(shop: Shop): string {
  const digest = createHash("sha256")
    .update(`order ${table(shop, "orders").nextId()}`)
    .digest();
  return Array.from(digest.subarray(0, 9), (byte) => String.fromCharCode(65 + (byte % 26))).join("");
}

/** A changed `current_state` goes through the state's own rules; the same state is nothing. */
function updateOrder({ shop, resource, object, method, query }: Change, before: Entity): void {
  const state = number(object, "current_state");
  const tracking = text(object, "shipping_number");
  if (method === "PUT" && text(object, "reference") === "") object.reference = text(before, "reference");
  object.date_upd = now(shop);
  const row = toRow(shop, resource, object, before);
  table(shop, "orders").put({ ...row, current_state: text(before, "current_state"), valid: text(before, "valid") });
  if (tracking !== "") {
    for (const carrier of table(shop, "order_carriers").by("id_order", object.id)) {
      table(shop, "order_carriers").update(carrier.id, { tracking_number: tracking });
    }
  }
  if (state !== 0 && state !== number(before, "current_state")) {
    changeState(shop, object.id, state, now(shop));
    const stored = table(shop, "orders").get(object.id);
    for (const field of STATE_FIELDS) object[field] = stored?.[field] ?? null;
    if (query.sendemail !== undefined)
      table(shop, "mails").insert({ id_order: String(object.id), id_order_state: String(state) });
  }
}

const STATE_FIELDS = [
  "current_state",
  "valid",
  "invoice_number",
  "invoice_date",
  "delivery_number",
  "delivery_date",
  "total_paid_real",
];

export const orderHistoryHooks: Hooks = {
  beforeSave: ({ shop, object }) => {
    const isKnown =
      table(shop, "orders").get(number(object, "id_order")) && table(shop, "order_states").get(number(object, "id_order_state"));
    if (!isKnown) throw new PhpCrash();
  },
  save: ({ shop, resource, object, before, query }) => {
    save(shop, resource, object, before);
    if (before) return;
    const [order, state] = [number(object, "id_order"), number(object, "id_order_state")];
    changeState(shop, order, state, text(object, "date_add"), { withoutHistory: true });
    if (query.sendemail !== undefined) table(shop, "mails").insert({ id_order: String(order), id_order_state: String(state) });
  },
};

export const orderCarrierHooks: Hooks = {
  afterSave: ({ shop, object, query }) => {
    if (query.sendemail !== undefined) table(shop, "mails").insert({ id_order: text(object, "id_order"), kind: "in_transit" });
  },
};

/** A credit slip with details counts as refunded on the order's lines. */
export const orderSlipHooks: Hooks = {
  afterSave: ({ shop, object, before }) => {
    const details = object["@order_slip_details"];
    if (before || !Array.isArray(details)) return;
    for (const detail of details) {
      if (typeof detail !== "object" || detail === null || Array.isArray(detail)) continue;
      const row = table(shop, "order_details").get(Number(detail.id_order_detail));
      if (!row) continue;
      const refunded = number(row, "product_quantity_refunded") + Number(detail.product_quantity ?? 0);
      table(shop, "order_details").update(row.id, { product_quantity_refunded: String(refunded) });
    }
  },
};

/** A cart belongs to the shop it is made in. */
export const cartHooks: Hooks = {
  prepare: ({ object, before }) => {
    if (before) return;
    for (const field of ["id_shop", "id_shop_group"]) if (text(object, field) === "") object[field] = "1";
  },
};

export const cartRuleHooks: Hooks = {
  prepare: ({ object }) => {
    if (text(object, "reduction_currency") === "") object.reduction_currency = "1";
  },
};

export const orderDetailHooks: Hooks = {
  prepare: ({ shop, object, before }) => {
    const product = table(shop, "products").get(number(object, "product_id"));
    if (!before && product) object.original_wholesale_price = text(product, "wholesale_price");
  },
};
