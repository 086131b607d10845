import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateArea, TemplateFlow, TemplateSetting } from "@/templates/contract";
import reconcile from "./flows/reconcile.json";

export const reconcileArea: TemplateArea = {
  key: "reconcile",
  title: { en: "Comparison", fr: "Comparaison" },
  description: {
    en: "Every night, orders, invoices, payments and stock of both systems are compared. You are told of what differs.",
    fr: "Chaque nuit, commandes, factures, règlements et stocks des deux systèmes sont comparés. Ce qui diffère vous est signalé.",
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
    stocks: { en: "Stock of the shop", fr: "Stocks de la boutique" },
    levels: { en: "Stock of Dolibarr", fr: "Stocks de Dolibarr" },
    "erp-stocks": { en: "Products of Dolibarr", fr: "Produits de Dolibarr" },
    quantities: { en: "Quantities of the shop", fr: "Quantités de la boutique" },
  },
  nightly: "03:00",
};
