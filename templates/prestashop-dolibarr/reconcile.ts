import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateArea, TemplateFlow, TemplateSetting } from "@/templates/contract";
import reconcile from "./flows/reconcile.json";

export const reconcileArea: TemplateArea = {
  key: "reconcile",
  title: { en: "Comparison", fr: "Comparaison" },
  description: {
    en: "Every night, orders, invoices, payments, products, customers and stock of both systems are compared. You are told of what differs.",
    fr: "Chaque nuit, commandes, factures, règlements, produits, clients et stocks des deux systèmes sont comparés. Ce qui diffère vous est signalé.",
  },
  enabledByDefault: true,
};

export const reconcileSettings: readonly TemplateSetting[] = [
  {
    key: "reconcileDays",
    area: "reconcile",
    label: { en: "Days compared each night", fr: "Jours comparés chaque nuit" },
    requirements: ["GEN-01"],
    control: { type: "number", default: 30, min: 1, max: 400 },
  },
  {
    key: "reconcileStocks",
    area: "reconcile",
    label: { en: "Compare the stock too", fr: "Comparer aussi les stocks" },
    help: {
      en: "As the side that keeps the stock says, for products that both systems have.",
      fr: "D’après le côté qui tient les stocks, pour les produits présents des deux côtés.",
    },
    requirements: ["CO-21"],
    control: { type: "switch", default: true },
  },
  {
    key: "reconcileCatalogue",
    area: "reconcile",
    label: { en: "Compare products and customers too", fr: "Comparer aussi les produits et les clients" },
    help: {
      en: "Reference, name, price, VAT, barcode, weight, on sale; name, e-mail, VAT number, town: what the flows would write.",
      fr: "Référence, libellé, prix, TVA, code-barres, poids, en vente ; nom, e-mail, numéro de TVA, ville : ce que les flux écriraient.",
    },
    requirements: ["CO-02"],
    control: { type: "switch", default: true },
  },
  {
    key: "reconcileToShop",
    area: "reconcile",
    label: { en: "Compare the products made in Dolibarr too", fr: "Comparer aussi les produits nés dans Dolibarr" },
    help: {
      en: "For those who send them to the shop: its reference, price, weight and barcode.",
      fr: "Pour ceux qui les envoient vers la boutique : la référence, le prix, le poids et le code-barres qu’elle en a.",
    },
    requirements: ["MCO-02"],
    control: { type: "switch", default: false },
  },
];

export const reconcileFlow: TemplateFlow = {
  key: "reconcile",
  area: "reconcile",
  title: { en: "Comparison of both systems", fr: "Comparaison des deux systèmes" },
  description: {
    en: "Compares what the shop and Dolibarr say. Writes nothing.",
    fr: "Compare ce que disent la boutique et Dolibarr. N’écrit rien.",
  },
  document: FlowDocumentSchema.parse(reconcile),
  labels: {
    start: { en: "On demand", fr: "À la demande" },
    orders: { en: "Orders of the shop", fr: "Commandes de la boutique" },
    expected: { en: "Missing or different", fr: "Manquantes ou différentes" },
    "erp-orders": { en: "Orders of Dolibarr", fr: "Commandes de Dolibarr" },
    "extra-orders": { en: "Orders too many", fr: "Commandes en trop" },
    "erp-invoices": { en: "Invoices of Dolibarr", fr: "Factures de Dolibarr" },
    "extra-invoices": { en: "Invoices too many", fr: "Factures en trop" },
    slips: { en: "Credit slips of the shop", fr: "Avoirs de la boutique" },
    "slip-order": { en: "Order of the slip", fr: "Commande de l’avoir" },
    "late-slips": { en: "Slips of earlier orders", fr: "Avoirs de commandes antérieures" },
    credits: { en: "Credit notes missing or different", fr: "Avoirs manquants ou différents" },
    products: { en: "Products of the shop", fr: "Produits de la boutique" },
    sheets: { en: "Products of Dolibarr", fr: "Fiches de Dolibarr" },
    customers: { en: "Customers of the shop", fr: "Clients de la boutique" },
    parties: { en: "Third parties of Dolibarr", fr: "Tiers de Dolibarr" },
    "erp-products": { en: "Products made in Dolibarr", fr: "Produits nés dans Dolibarr" },
    "shop-sheets": { en: "Products in the shop", fr: "Fiches de la boutique" },
    stocks: { en: "Stock of the shop", fr: "Stocks de la boutique" },
    levels: { en: "Stock of Dolibarr", fr: "Stocks de Dolibarr" },
    "erp-stocks": { en: "Products of Dolibarr", fr: "Produits de Dolibarr" },
    quantities: { en: "Quantities of the shop", fr: "Quantités de la boutique" },
  },
  nightly: "03:00",
};
