import type { Locale, LocalizedText } from "@/lib/core/text";

/** Streams that several systems have, in people's words; any other shows its own name. */
const STREAMS: Readonly<Record<string, LocalizedText>> = {
  addresses: { en: "addresses", fr: "adresses" },
  carriers: { en: "carriers", fr: "transporteurs" },
  categories: { en: "categories", fr: "catégories" },
  combinations: { en: "combinations", fr: "déclinaisons" },
  contacts: { en: "contacts", fr: "contacts" },
  customers: { en: "customers", fr: "clients" },
  invoices: { en: "invoices", fr: "factures" },
  orders: { en: "orders", fr: "commandes" },
  payments: { en: "payments", fr: "règlements" },
  products: { en: "products", fr: "produits" },
  stock: { en: "stock", fr: "stock" },
  thirdparties: { en: "third parties", fr: "tiers" },
};

export function streamWords(stream: string, locale: Locale): string {
  return STREAMS[stream]?.[locale] ?? stream;
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** A text for a card: cut at 32 characters with an ellipsis. */
export function short(text: string, max = 32): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`;
}

/** What a card says until its node is configured. */
export function toConfigure(locale: Locale): string {
  return locale === "fr" ? "À configurer" : "To be set up";
}
