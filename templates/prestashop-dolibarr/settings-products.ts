import type { TemplateSetting } from "@/templates/contract";

const toggle = (
  key: string,
  requirement: string,
  text: { readonly label: TemplateSetting["label"]; readonly help?: TemplateSetting["label"] },
): TemplateSetting => ({
  key,
  area: "products",
  ...text,
  requirements: [requirement],
  control: { type: "switch", default: true },
});

/** Settings of the products, beyond their texts. */
export const productSettings: readonly TemplateSetting[] = [
  {
    key: "combinations",
    area: "products",
    label: { en: "Combinations", fr: "Déclinaisons" },
    help: {
      en: "Variants need the Variants module of Dolibarr. Products already brought over apart stay as they are.",
      fr: "Les variantes demandent le module Variantes de Dolibarr. Les produits déjà repris séparément restent tels quels.",
    },
    requirements: ["CO-17", "CO-18"],
    control: {
      type: "select",
      default: "separate",
      options: [
        { value: "separate", label: { en: "A product each", fr: "Un produit chacune" } },
        { value: "variants", label: { en: "Variants of one product", fr: "Des variantes d’un même produit" } },
      ],
    },
  },
  toggle("sizes", "CO-02", {
    label: { en: "Send sizes", fr: "Envoyer les dimensions" },
    help: { en: "In centimetres, as PrestaShop keeps them.", fr: "En centimètres, comme PrestaShop les tient." },
  }),
  toggle("costPrices", "CO-02", { label: { en: "Send cost prices", fr: "Envoyer les prix de revient" } }),
  toggle("ecotaxInPrice", "CO-02", {
    label: { en: "Ecotax in the price", fr: "Écotaxe comprise dans le prix" },
    help: {
      en: "As orders charge it. Dolibarr has no field of its own for it.",
      fr: "Comme les commandes la facturent. Dolibarr n’a pas de champ pour elle.",
    },
  }),
  {
    key: "priceLevels",
    area: "products",
    label: { en: "Price levels of Dolibarr", fr: "Niveaux de prix de Dolibarr" },
    help: {
      en: "How many follow the specific prices of the groups, as the table of groups says. 0: only one price. Prices of a single customer cannot be written in Dolibarr.",
      fr: "Combien suivent les prix spécifiques des groupes, selon la table des groupes. 0\u202f: un seul prix. Les prix d’un seul client ne peuvent pas être écrits dans Dolibarr.",
    },
    requirements: ["CO-23"],
    control: { type: "number", default: 0, min: 0, max: 10 },
  },
];
