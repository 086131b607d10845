import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateArea, TemplateFlow } from "@/templates/contract";
import deletedProducts from "./flows/deleted-products.json";

/** CO-01 GEN-06: an area of its own, since it looks for every product. */
export const deletedProductsArea: TemplateArea = {
  key: "deletedProducts",
  title: { en: "Products deleted in the shop", fr: "Produits supprimés de la boutique" },
  description: {
    en: "Takes them off sale in Dolibarr, where nothing is ever deleted. The webservice does not tell deletions: every product is looked for.",
    fr: "Les met hors vente dans Dolibarr, où rien n’est jamais supprimé. Le webservice ne signale pas les suppressions\u202f: chaque produit est recherché.",
  },
  enabledByDefault: false,
};

export const deletedProductsFlow: TemplateFlow = {
  key: "deletedProducts",
  area: "deletedProducts",
  title: { en: "Products deleted in the shop", fr: "Produits supprimés de la boutique" },
  description: {
    en: "Takes off sale in Dolibarr what the shop no longer has.",
    fr: "Met hors vente dans Dolibarr ce que la boutique n’a plus.",
  },
  document: FlowDocumentSchema.parse(deletedProducts),
  labels: {
    start: { en: "On demand", fr: "À la demande" },
    read: { en: "Products of Dolibarr", fr: "Produits de Dolibarr" },
    sold: { en: "Products on sale", fr: "Produits en vente" },
    origin: { en: "Products of the shop", fr: "Produits de la boutique" },
    still: { en: "Still in the shop?", fr: "Encore dans la boutique ?" },
    gone: { en: "Deleted in the shop", fr: "Supprimés de la boutique" },
    target: { en: "Product", fr: "Produit" },
    off: { en: "Take off sale", fr: "Mettre hors vente" },
  },
  schedule: { every: 1, unit: "days" },
};
