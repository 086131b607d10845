import { slug } from "../getters";
import { addStockRow, sumStock } from "../hooks/products";
import { type Shop, table } from "../shop";
import { insert, texts } from "./insert";

/**
 * A shop as its installer leaves it, in our own words: one currency, a default language that is not the first, and the
 * sample data with all its oddities. Combinations share their product's reference, another product has it too, one has
 * none; a customer is called anonymous; the orders were never placed: no tax, no payment, totals that do not add up.
 */
export function seedFresh(shop: Shop, moment: string): void {
  table(shop, "currencies").delete(2);
  for (const row of [...table(shop, "configurations").all()]) {
    if (row.name === "PS_LANG_DEFAULT") table(shop, "configurations").update(row.id, { value: "2" });
  }
  for (const product of PRODUCTS) addProduct(shop, product, moment);
  const buyer = addCustomer(shop, "Jean", "TÉMOIN", "jean.temoin@exemple.example", moment);
  addCustomer(shop, "Anonymous", "Anonymous", "anonymous@psgdpr.example", moment);
  const address = addAddress(shop, buyer, moment);
  for (const order of ORDERS) addOrder(shop, { ...order, buyer, address }, moment);
}

interface SampleProduct {
  readonly reference: string;
  readonly name: readonly [string, string];
  readonly price: string;
  readonly combinations?: readonly string[];
  readonly type?: "virtual" | "pack";
}

/** The option values of the demo's frame: sizes are 1 to 3. */
const PRODUCTS: readonly SampleProduct[] = [
  { reference: "sample_1", name: ["T-shirt imprimé", "Printed T-shirt"], price: "23.900000", combinations: ["1", "2", "3"] },
  { reference: "sample_3", name: ["Pull imprimé", "Printed sweater"], price: "35.900000", combinations: ["1", "2"] },
  { reference: "sample_1", name: ["Affiche encadrée", "Framed poster"], price: "29.000000" },
  { reference: "", name: ["Mug à personnaliser", "Customizable mug"], price: "13.900000" },
  { reference: "sample_18", name: ["Illustration vectorielle", "Vector graphics"], price: "9.000000", type: "virtual" },
  { reference: "sample_21", name: ["Pack tasse et coussin", "Mug and cushion pack"], price: "35.000000", type: "pack" },
];

interface SampleOrder {
  readonly reference: string;
  readonly state: string;
  readonly rows: readonly { readonly product: number; readonly combination: number; readonly quantity: number }[];
  readonly shipping: { readonly net: string; readonly gross: string };
  readonly paid: { readonly asked: string; readonly net: string; readonly gross: string };
}

const ORDERS: readonly SampleOrder[] = [
  {
    reference: "PREMIERUN",
    state: "6",
    rows: [
      { product: 1, combination: 1, quantity: 1 },
      { product: 2, combination: 4, quantity: 1 },
    ],
    shipping: { net: "7.000000", gross: "8.400000" },
    paid: { asked: "61.800000", net: "66.800000", gross: "68.200000" },
  },
  {
    reference: "DEUXIEMEE",
    state: "1",
    rows: [
      { product: 3, combination: 0, quantity: 2 },
      { product: 4, combination: 0, quantity: 1 },
    ],
    shipping: { net: "0.000000", gross: "0.000000" },
    paid: { asked: "71.900000", net: "71.900000", gross: "71.900000" },
  },
  {
    reference: "TROISIEME",
    state: "8",
    rows: [{ product: 4, combination: 0, quantity: 1 }],
    shipping: { net: "7.000000", gross: "8.400000" },
    paid: { asked: "14.900000", net: "20.900000", gross: "22.300000" },
  },
  {
    reference: "QUATRIEME",
    state: "1",
    rows: [{ product: 1, combination: 3, quantity: 1 }],
    shipping: { net: "7.000000", gross: "8.400000" },
    paid: { asked: "30.900000", net: "30.900000", gross: "32.300000" },
  },
  {
    reference: "CINQUIEME",
    state: "10",
    rows: [{ product: 2, combination: 5, quantity: 1 }],
    shipping: { net: "7.000000", gross: "8.400000" },
    paid: { asked: "42.900000", net: "42.900000", gross: "44.300000" },
  },
];

function addProduct(shop: Shop, { reference, name, price, combinations = [], type }: SampleProduct, moment: string): void {
  const product = insert(shop, "products", {
    id_category_default: "3",
    id_tax_rules_group: "1",
    id_shop_default: "1",
    reference,
    is_virtual: type === "virtual" ? "1" : "0",
    cache_is_pack: type === "pack" ? "1" : "0",
    product_type: type ?? (combinations.length > 0 ? "combinations" : "standard"),
    customizable: reference === "" ? "1" : "0",
    weight: "0.300000",
    state: "1",
    minimal_quantity: "1",
    price,
    active: "1",
    available_for_order: "1",
    show_price: "1",
    visibility: "both",
    name: texts(name[0], name[1]),
    link_rewrite: texts(slug(name[0]), slug(name[1])),
    description_short: texts(`<p>${name[0]}</p>`, `<p>${name[1]}</p>`),
    date_add: moment,
    date_upd: moment,
  });
  addStockRow(shop, product.id, 0, 300);
  for (const value of combinations) {
    const combination = insert(shop, "combinations", {
      id_product: String(product.id),
      reference,
      price: "0.000000",
      minimal_quantity: "1",
      default_on: value === "1" ? "1" : "",
      "@product_option_values": [{ id: value }],
    });
    addStockRow(shop, product.id, combination.id, 100);
  }
  if (combinations.length > 0) sumStock(shop, String(product.id));
}

function addCustomer(shop: Shop, firstname: string, lastname: string, email: string, moment: string): number {
  return insert(shop, "customers", {
    id_default_group: "3",
    id_lang: "2",
    firstname,
    lastname,
    email,
    passwd: "",
    secure_key: "",
    active: "1",
    is_guest: "0",
    id_shop: "1",
    id_shop_group: "1",
    date_add: moment,
    date_upd: moment,
    "@groups": [{ id: "3" }],
  }).id;
}

function addAddress(shop: Shop, customer: number, moment: string): number {
  return insert(shop, "addresses", {
    id_customer: String(customer),
    id_country: "8",
    alias: "Mon adresse",
    company: "Ma société",
    lastname: "TÉMOIN",
    firstname: "Jean",
    address1: "16, rue de l’Exemple",
    address2: "2e étage",
    postcode: "75002",
    city: "Paris",
    phone: "0102030405",
    deleted: "0",
    date_add: moment,
    date_upd: moment,
  }).id;
}

function addOrder(shop: Shop, order: SampleOrder & { readonly buyer: number; readonly address: number }, moment: string): void {
  const { shipping, paid } = order;
  const products = order.rows.reduce((sum, row) => sum + row.quantity * priceOf(shop, row.product), 0).toFixed(6);
  const row = insert(shop, "orders", {
    id_address_delivery: String(order.address),
    id_address_invoice: String(order.address),
    id_currency: "1",
    id_lang: "2",
    id_customer: String(order.buyer),
    id_carrier: "2",
    id_shop: "1",
    id_shop_group: "1",
    current_state: order.state,
    module: "ps_checkpayment",
    payment: "Payment by check",
    reference: order.reference,
    valid: "0",
    invoice_date: "0000-00-00 00:00:00",
    delivery_date: "0000-00-00 00:00:00",
    total_paid: paid.asked,
    total_paid_tax_incl: paid.gross,
    total_paid_tax_excl: paid.net,
    total_paid_real: "0.000000",
    total_products: products,
    total_products_wt: products,
    total_shipping: shipping.net,
    total_shipping_tax_incl: shipping.gross,
    total_shipping_tax_excl: shipping.net,
    carrier_tax_rate: "0.000",
    round_mode: "0",
    round_type: "0",
    conversion_rate: "1.000000",
    date_add: moment,
    date_upd: moment,
  });
  for (const line of order.rows) addDetail(shop, row.id, line);
  insert(shop, "order_histories", { id_employee: "0", id_order: String(row.id), id_order_state: order.state, date_add: moment });
}

function priceOf(shop: Shop, product: number): number {
  return Number(table(shop, "products").get(product)?.price ?? 0);
}

/** The sample rows name no tax rule, although their products have one. */
function addDetail(shop: Shop, order: number, line: SampleOrder["rows"][number]): void {
  const product = table(shop, "products").get(line.product);
  const unit = priceOf(shop, line.product);
  insert(shop, "order_details", {
    id_order: String(order),
    product_id: String(line.product),
    product_attribute_id: String(line.combination),
    id_shop: "1",
    product_name: PRODUCTS[line.product - 1]?.name[1] ?? "",
    product_reference: String(product?.reference ?? ""),
    product_quantity: String(line.quantity),
    product_price: unit.toFixed(6),
    unit_price_tax_excl: unit.toFixed(6),
    unit_price_tax_incl: unit.toFixed(6),
    total_price_tax_excl: (unit * line.quantity).toFixed(6),
    total_price_tax_incl: (unit * line.quantity).toFixed(6),
    original_product_price: unit.toFixed(6),
    id_tax_rules_group: "0",
    tax_computation_method: "0",
  });
}
