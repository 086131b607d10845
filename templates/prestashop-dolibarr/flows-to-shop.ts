import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateFlow } from "@/templates/contract";
import categoriesToShop from "./flows/categories-to-shop.json";
import invoicesToShop from "./flows/invoices-to-shop.json";
import productsToShop from "./flows/products-to-shop.json";
import statesToShop from "./flows/states-to-shop.json";
import stocksToShop from "./flows/stocks-to-shop.json";
import trackingToShop from "./flows/tracking-to-shop.json";
import { imagesToShopFlow } from "./images";
import {
  categoriesToShopLabels,
  invoicesToShopLabels,
  productsToShopLabels,
  statesToShopLabels,
  stocksToShopLabels,
  trackingToShopLabels,
} from "./labels-to-shop";

/** What Dolibarr sends to the shop; off unless the merchant turns it on. */
export const toShopFlows: readonly TemplateFlow[] = [
  {
    key: "categoriesToShop",
    area: "productsToShop",
    title: { en: "Categories to the shop", fr: "Catégories vers la boutique" },
    description: {
      en: "Creates in the shop the product categories made in Dolibarr, each below its parent.",
      fr: "Crée dans la boutique les catégories de produits nées dans Dolibarr, chacune sous sa parente.",
    },
    document: FlowDocumentSchema.parse(categoriesToShop),
    labels: categoriesToShopLabels,
    schedule: { every: 1, unit: "days" },
  },
  {
    key: "productsToShop",
    area: "productsToShop",
    title: { en: "Products to the shop", fr: "Produits vers la boutique" },
    description: {
      en: "Creates in the shop the products made in Dolibarr, and keeps them in step.",
      fr: "Crée dans la boutique les produits nés dans Dolibarr, et les tient à jour.",
    },
    document: FlowDocumentSchema.parse(productsToShop),
    labels: productsToShopLabels,
    schedule: { every: 1, unit: "hours" },
  },
  imagesToShopFlow,
  {
    key: "stocksToShop",
    area: "stocksToShop",
    title: { en: "Stock to the shop", fr: "Stocks vers la boutique" },
    description: {
      en: "Sets the quantities of the shop to those of Dolibarr, where Dolibarr keeps the stock.",
      fr: "Aligne les quantités de la boutique sur celles de Dolibarr, si Dolibarr tient les stocks.",
    },
    document: FlowDocumentSchema.parse(stocksToShop),
    labels: stocksToShopLabels,
    schedule: { every: 5, unit: "minutes" },
  },
  {
    key: "statesToShop",
    area: "ordersToShop",
    title: { en: "Order states to the shop", fr: "États des commandes vers la boutique" },
    description: {
      en: "Moves an order of the shop on when it is shipped, delivered or cancelled in Dolibarr.",
      fr: "Fait avancer une commande de la boutique quand elle est expédiée, livrée ou annulée dans Dolibarr.",
    },
    document: FlowDocumentSchema.parse(statesToShop),
    labels: statesToShopLabels,
    schedule: { every: 15, unit: "minutes" },
  },
  {
    key: "trackingToShop",
    area: "ordersToShop",
    title: { en: "Tracking numbers to the shop", fr: "Numéros de suivi vers la boutique" },
    description: {
      en: "The tracking number of each shipment, on the order of the shop.",
      fr: "Le numéro de suivi de chaque expédition, sur la commande de la boutique.",
    },
    document: FlowDocumentSchema.parse(trackingToShop),
    labels: trackingToShopLabels,
    schedule: { every: 15, unit: "minutes" },
  },
  {
    key: "invoicesToShop",
    area: "ordersToShop",
    title: { en: "Invoice numbers to the shop", fr: "Numéros de facture vers la boutique" },
    description: {
      en: "The number of each invoice, in the note of the order of the shop.",
      fr: "Le numéro de chaque facture, dans la note de la commande de la boutique.",
    },
    document: FlowDocumentSchema.parse(invoicesToShop),
    labels: invoicesToShopLabels,
    schedule: { every: 1, unit: "hours" },
  },
];
