import { type Shop, table } from "../shop";
import { insert, texts } from "./insert";

/** [name, fee per zone 1, 2, 7 (net), free, delay] */
const CARRIERS = [
  ["Retrait en boutique", undefined, "Prêt sous 24 h", "Ready within 24 h"],
  ["Colissimo Domicile", ["5.75", "21.6", "12.5"], "Livraison en 2 à 3 jours", "Delivery in 2 to 3 days"],
  ["Mondial Relay", ["3.325", "18.9", "11"], "Livraison en 3 à 5 jours", "Delivery in 3 to 5 days"],
  ["Chronopost", ["12.9", "38.25", "24.9"], "Livraison le lendemain", "Next day delivery"],
] as const;

/** Carriers with what they ask per zone. */
export function insertCarriers(shop: Shop): void {
  CARRIERS.forEach(([name, fees, fr, en], index) => {
    const carrier = insert(shop, "carriers", {
      id_reference: String(index + 1),
      name,
      active: "1",
      is_free: fees ? "0" : "1",
      url: fees ? "https://suivi.example/@" : "",
      shipping_handling: "0",
      shipping_method: "2",
      position: String(index),
      delay: texts(fr, en),
    });
    table(shop, "carriers").update(carrier.id, { id_tax_rules_group: "1" });
    if (!fees) return;
    const range = insert(shop, "price_ranges", { id_carrier: String(carrier.id), delimiter1: "0", delimiter2: "100000" });
    for (const [zone, price] of [
      ["1", fees[0]],
      ["2", fees[1]],
      ["7", fees[2]],
    ] as const) {
      insert(shop, "deliveries", { id_carrier: String(carrier.id), id_range_price: String(range.id), id_zone: zone, price });
    }
  });
}

type StateRow = readonly [fr: string, en: string, color: string, flags: string];
/** Flags: l logable (valid), d delivery, s shipped, p paid, i invoice, e e-mail. In id order, 1 to 13. */
const STATES: readonly StateRow[] = [
  ["En attente du paiement par chèque", "Awaiting check payment", "#34209E", "e"],
  ["Paiement accepté", "Payment accepted", "#3498D8", "lpie"],
  ["En cours de préparation", "Processing in progress", "#3498D8", "ldpie"],
  ["Expédié", "Shipped", "#01b887", "ldspie"],
  ["Livré", "Delivered", "#01b887", "ldspi"],
  ["Annulé", "Canceled", "#2C3E50", "e"],
  ["Remboursé", "Refunded", "#01b887", "ie"],
  ["Erreur de paiement", "Payment error", "#E74C3C", "e"],
  ["En attente de réapprovisionnement (payé)", "On backorder (paid)", "#3498D8", "pie"],
  ["En attente de virement bancaire", "Awaiting bank wire payment", "#34209E", "e"],
  ["Paiement à distance accepté", "Remote payment accepted", "#3498D8", "lpie"],
  ["En attente de réapprovisionnement (non payé)", "On backorder (not paid)", "#34209E", "e"],
  ["En attente de paiement à la livraison", "Awaiting Cash On Delivery validation", "#34209E", ""],
];

/** The order states a new shop has. */
export function insertStates(shop: Shop): void {
  for (const state of STATES) insertState(shop, state);
}

function insertState(shop: Shop, [fr, en, color, flags]: StateRow): void {
  const has = (flag: string) => (flags.includes(flag) ? "1" : "0");
  insert(shop, "order_states", {
    unremovable: "1",
    delivery: has("d"),
    hidden: "0",
    send_email: has("e"),
    invoice: has("i"),
    color,
    logable: has("l"),
    shipped: has("s"),
    paid: has("p"),
    pdf_delivery: "0",
    pdf_invoice: has("i"),
    deleted: "0",
    name: texts(fr, en),
    template: texts(""),
  });
}
