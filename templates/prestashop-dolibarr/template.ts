import { FlowDocumentSchema } from "@/engine/document/schema";
import { defineTemplate } from "@/templates/contract";
import { deletedProductsArea, deletedProductsFlow } from "./deleted-products";
import categories from "./flows/categories.json";
import credits from "./flows/credits.json";
import customers from "./flows/customers.json";
import orders from "./flows/orders.json";
import products from "./flows/products.json";
import stocks from "./flows/stocks.json";
import { toShopFlows } from "./flows-to-shop";
import { imageSettings, imagesArea, imagesFlow } from "./images";
import { categoriesLabels, creditsLabels, customersLabels, ordersLabels, productsLabels, stocksLabels } from "./labels";
import { pricesArea, pricesFlow } from "./prices";
import { reconcileArea, reconcileFlow, reconcileSettings } from "./reconcile";
import { settings } from "./settings";
import { supplierFlows, suppliersArea } from "./suppliers";
import { tables } from "./tables";

/** PrestaShop's customers, products and orders become Dolibarr's third parties, products, orders, invoices and payments. */
export const prestashopDolibarr = defineTemplate({
  id: "prestashop-dolibarr",
  version: 1,
  title: { en: "PrestaShop to Dolibarr", fr: "PrestaShop vers Dolibarr" },
  summary: {
    en: "Orders become third parties, orders, invoices and payments in Dolibarr, to the cent. Customers and products follow.",
    fr: "Les commandes deviennent des tiers, commandes, factures et règlements dans Dolibarr, au centime. Les clients et les produits suivent.",
  },
  roles: [
    { role: "shop", title: { en: "Shop", fr: "Boutique" }, connectors: ["prestashop"] },
    { role: "erp", title: { en: "Back office", fr: "Gestion" }, connectors: ["dolibarr"] },
  ],
  areas: [
    {
      key: "customers",
      title: { en: "Customers", fr: "Clients" },
      description: {
        en: "Third parties, and contacts for companies, kept in step.",
        fr: "Les tiers, et les contacts des sociétés, tenus à jour.",
      },
      enabledByDefault: true,
    },
    {
      key: "categories",
      title: { en: "Categories", fr: "Catégories" },
      description: {
        en: "The tree of categories, and the products in it. Needs the categories module of Dolibarr.",
        fr: "L’arbre des catégories, et les produits dedans. Demande le module catégories de Dolibarr.",
      },
      enabledByDefault: false,
    },
    {
      key: "products",
      title: { en: "Products", fr: "Produits" },
      description: {
        en: "Products and combinations with price, VAT and weight.",
        fr: "Les produits et déclinaisons avec prix, TVA et poids.",
      },
      enabledByDefault: true,
    },
    deletedProductsArea,
    pricesArea,
    imagesArea,
    suppliersArea,
    {
      key: "stocks",
      title: { en: "Stock", fr: "Stocks" },
      description: {
        en: "The shop’s quantities, brought to one warehouse of Dolibarr. Choose the warehouse in the settings.",
        fr: "Les quantités de la boutique, reportées dans un dépôt de Dolibarr. Choisissez le dépôt dans les réglages.",
      },
      enabledByDefault: false,
    },
    {
      key: "orders",
      title: { en: "Orders and invoices", fr: "Commandes et factures" },
      description: {
        en: "Orders, invoices and payments, as the state of each order says.",
        fr: "Les commandes, factures et règlements, selon l’état de chaque commande.",
      },
      enabledByDefault: true,
    },
    {
      key: "productsToShop",
      title: { en: "Products to the shop", fr: "Produits vers la boutique" },
      description: {
        en: "Products made in Dolibarr are sold in the shop. Those of the shop stay its own.",
        fr: "Les produits nés dans Dolibarr sont vendus dans la boutique. Ceux de la boutique restent les siens.",
      },
      enabledByDefault: false,
    },
    {
      key: "stocksToShop",
      title: { en: "Stock to the shop", fr: "Stocks vers la boutique" },
      description: {
        en: "The shop shows the quantities of Dolibarr. Choose in the settings that Dolibarr keeps the stock.",
        fr: "La boutique affiche les quantités de Dolibarr. Choisissez dans les réglages que Dolibarr tient les stocks.",
      },
      enabledByDefault: false,
    },
    {
      key: "ordersToShop",
      title: { en: "Order follow-up to the shop", fr: "Suivi des commandes vers la boutique" },
      description: {
        en: "Delivered orders, tracking numbers and invoice numbers, in the orders of the shop.",
        fr: "Les commandes livrées, les numéros de suivi et de facture, dans les commandes de la boutique.",
      },
      enabledByDefault: false,
    },
    reconcileArea,
  ],
  settings: [...settings, ...imageSettings, ...reconcileSettings],
  tables,
  flows: [
    {
      key: "customers",
      area: "customers",
      title: { en: "Customers to Dolibarr", fr: "Clients vers Dolibarr" },
      description: {
        en: "Creates and updates third parties from the customers of PrestaShop.",
        fr: "Crée et met à jour les tiers à partir des clients de PrestaShop.",
      },
      document: FlowDocumentSchema.parse(customers),
      labels: customersLabels,
      schedule: { every: 1, unit: "hours" },
    },
    {
      key: "categories",
      area: "categories",
      title: { en: "Categories to Dolibarr", fr: "Catégories vers Dolibarr" },
      description: {
        en: "Creates and updates the product categories of Dolibarr, parents first.",
        fr: "Crée et met à jour les catégories de produits de Dolibarr, les parents d’abord.",
      },
      document: FlowDocumentSchema.parse(categories),
      labels: categoriesLabels,
      schedule: { every: 1, unit: "days" },
    },
    {
      key: "products",
      area: "products",
      title: { en: "Products to Dolibarr", fr: "Produits vers Dolibarr" },
      description: {
        en: "Creates and updates products from those of PrestaShop, one for each combination.",
        fr: "Crée et met à jour les produits à partir de ceux de PrestaShop, un par déclinaison.",
      },
      document: FlowDocumentSchema.parse(products),
      labels: productsLabels,
      schedule: { every: 1, unit: "days" },
    },
    deletedProductsFlow,
    pricesFlow,
    imagesFlow,
    ...supplierFlows,
    {
      key: "stocks",
      area: "stocks",
      title: { en: "Stock to Dolibarr", fr: "Stocks vers Dolibarr" },
      description: {
        en: "Sets the stock of the chosen warehouse to what the shop has, for products already brought over.",
        fr: "Aligne le stock du dépôt choisi sur celui de la boutique, pour les produits déjà repris.",
      },
      document: FlowDocumentSchema.parse(stocks),
      labels: stocksLabels,
      schedule: { every: 10, unit: "minutes" },
    },
    {
      key: "orders",
      area: "orders",
      title: { en: "Orders to Dolibarr", fr: "Commandes vers Dolibarr" },
      description: {
        en: "Books the orders of PrestaShop: third party, order, invoice and payments.",
        fr: "Enregistre les commandes de PrestaShop : tiers, commande, facture et règlements.",
      },
      document: FlowDocumentSchema.parse(orders),
      labels: ordersLabels,
      schedule: { every: 15, unit: "minutes" },
    },
    {
      key: "credits",
      area: "orders",
      title: { en: "Credit slips to Dolibarr", fr: "Avoirs vers Dolibarr" },
      description: {
        en: "Credit slips made after their order was booked: credit notes linked to the invoice.",
        fr: "Les avoirs faits après la reprise de leur commande : des avoirs liés à la facture.",
      },
      document: FlowDocumentSchema.parse(credits),
      labels: creditsLabels,
      schedule: { every: 1, unit: "hours" },
    },
    ...toShopFlows,
    reconcileFlow,
  ],
  requirements: [
    ...[
      "CO-01",
      "CO-02",
      "CO-03",
      "CO-04",
      "CO-07",
      "CO-09",
      "CO-10",
      "CO-11",
      "CO-12",
      "CO-13",
      "CO-15",
      "CO-16",
      "CO-17",
      "CO-18",
      "CO-20",
      "CO-21",
      "CO-23",
      "CO-24",
      "CO-25",
      "CO-26",
      "CO-27",
    ],
    ...["CO-29", "CO-30", "CO-31", "CO-32", "CO-33", "CO-34", "CO-35", "CO-36", "CO-37", "CO-38", "CO-39", "CO-40"],
    ...["MCO-01", "MCO-02", "MCO-03", "MCO-04", "MCO-05"],
    ...["GEN-01", "GEN-02", "GEN-03", "GEN-04", "GEN-05", "GEN-06", "GEN-07", "GEN-08", "GEN-09", "GEN-10"],
  ],
});
