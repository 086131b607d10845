import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateFlow, TemplateSetting } from "@/templates/contract";
import deletedProducts from "./flows/deleted-products.json";

export const deletedProductsSetting: TemplateSetting = {
  key: "deletedProducts",
  area: "products",
  label: { en: "Products deleted in the shop", fr: "Produits supprimés de la boutique" },
  help: {
    en: "Nothing is ever deleted in Dolibarr. The webservice does not tell deletions: every product is looked for.",
    fr: "Rien n’est jamais supprimé dans Dolibarr. Le webservice ne signale pas les suppressions\u202f: chaque produit est recherché.",
  },
  requirements: ["CO-01", "GEN-06"],
  control: {
    type: "select",
    default: "leave",
    options: [
      { value: "leave", label: { en: "Leave them as they are", fr: "Les laisser tels quels" } },
      { value: "offSale", label: { en: "Take them off sale", fr: "Les mettre hors vente" } },
    ],
  },
};

export const deletedProductsFlow: TemplateFlow = {
  key: "deletedProducts",
  area: "products",
  title: { en: "Products deleted in the shop", fr: "Produits supprimés de la boutique" },
  description: {
    en: "Takes off sale in Dolibarr what the shop no longer has, if the settings say so.",
    fr: "Met hors vente dans Dolibarr ce que la boutique n’a plus, si les réglages le disent.",
  },
  document: FlowDocumentSchema.parse(deletedProducts),
  labels: {
    start: { en: "On demand", fr: "À la demande" },
    read: { en: "Products of Dolibarr", fr: "Produits de Dolibarr" },
    sold: { en: "Products on sale", fr: "Produits en vente" },
    origin: { en: "Products of the shop", fr: "Produits de la boutique" },
    still: { en: "Still in the shop?", fr: "Encore dans la boutique ?" },
    gone: { en: "Deleted in the shop", fr: "Supprimés de la boutique" },
    target: { en: "Product", fr: "Produit" },
    off: { en: "Take off sale", fr: "Mettre hors vente" },
  },
  schedule: { every: 1, unit: "days" },
};
