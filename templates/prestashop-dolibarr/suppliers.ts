import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateArea, TemplateFlow } from "@/templates/contract";
import purchasePrices from "./flows/purchase-prices.json";
import suppliers from "./flows/suppliers.json";

export const suppliersArea: TemplateArea = {
  key: "suppliers",
  title: { en: "Suppliers", fr: "Fournisseurs" },
  description: {
    en: "Suppliers of the shop, and what their products cost. Needs the suppliers module of Dolibarr.",
    fr: "Les fournisseurs de la boutique, et ce que coûtent leurs produits. Demande le module fournisseurs de Dolibarr.",
  },
  enabledByDefault: false,
};

export const supplierFlows: readonly TemplateFlow[] = [
  {
    key: "suppliers",
    area: "suppliers",
    title: { en: "Suppliers to Dolibarr", fr: "Fournisseurs vers Dolibarr" },
    description: {
      en: "Creates the suppliers of PrestaShop as third parties, recognised by their name.",
      fr: "Crée les fournisseurs de PrestaShop comme tiers, reconnus à leur nom.",
    },
    document: FlowDocumentSchema.parse(suppliers),
    labels: {
      start: { en: "On demand", fr: "À la demande" },
      read: { en: "Suppliers", fr: "Fournisseurs" },
      active: { en: "Active suppliers", fr: "Fournisseurs actifs" },
      supplier: { en: "Supplier third party", fr: "Tiers fournisseur" },
    },
    schedule: { every: 1, unit: "days" },
  },
  {
    key: "purchasePrices",
    area: "suppliers",
    title: { en: "Purchase prices to Dolibarr", fr: "Prix d’achat vers Dolibarr" },
    description: {
      en: "Reference and price of each supplier, for products already brought over.",
      fr: "La référence et le prix de chaque fournisseur, pour les produits déjà repris.",
    },
    document: FlowDocumentSchema.parse(purchasePrices),
    labels: {
      start: { en: "On demand", fr: "À la demande" },
      read: { en: "Supplier references", fr: "Références fournisseurs" },
      priced: { en: "With a purchase price", fr: "Avec un prix d’achat" },
      known: { en: "What Dolibarr knows of it", fr: "Ce que Dolibarr en connaît" },
      sheet: { en: "Product sheet", fr: "Fiche du produit" },
      product: { en: "Product", fr: "Produit" },
      price: { en: "Purchase price", fr: "Prix d’achat" },
    },
    schedule: { every: 1, unit: "days" },
  },
];
