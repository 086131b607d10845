import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateArea, TemplateFlow } from "@/templates/contract";
import prices from "./flows/prices.json";
import { pricesLabels } from "./labels";

export const pricesArea: TemplateArea = {
  key: "prices",
  title: { en: "Prices of groups", fr: "Prix des groupes" },
  description: {
    en: "Specific prices of the shop’s groups, in the price levels of Dolibarr. Reads every product, since a specific price is no change of its product.",
    fr: "Les prix spécifiques des groupes de la boutique, dans les niveaux de prix de Dolibarr. Lit tous les produits, car un prix spécifique n’est pas une modification de son produit.",
  },
  enabledByDefault: false,
};

export const pricesFlow: TemplateFlow = {
  key: "prices",
  area: "prices",
  title: { en: "Prices of groups to Dolibarr", fr: "Prix des groupes vers Dolibarr" },
  description: {
    en: "Brings the specific prices of groups to the price levels of Dolibarr, promotions that begin or end included.",
    fr: "Reporte les prix spécifiques des groupes dans les niveaux de prix de Dolibarr, y compris les promotions qui débutent ou finissent.",
  },
  document: FlowDocumentSchema.parse(prices),
  labels: pricesLabels,
  schedule: { every: 1, unit: "days" },
};
