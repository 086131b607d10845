import type { TemplateTable } from "@/templates/contract";

/** Groups and features of the shop. */
export const productTables: readonly TemplateTable[] = [
  {
    key: "groups",
    title: { en: "Customer groups", fr: "Groupes de clients" },
    help: {
      en: "Category given to the third parties of a group, and price level of Dolibarr that holds its prices.",
      fr: "Catégorie donnée aux tiers d’un groupe, et niveau de prix de Dolibarr qui tient ses prix.",
    },
    requirements: ["CO-02", "CO-23"],
    source: { role: "shop", lookup: "groups" },
    columns: [
      {
        key: "category",
        title: { en: "Customer category of Dolibarr", fr: "Catégorie de clients de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "customerCategories" },
        autoMatch: ["name"],
        default: null,
        required: false,
      },
      {
        key: "level",
        title: { en: "Price level (number)", fr: "Niveau de prix (numéro)" },
        control: { type: "text" },
        default: null,
        required: false,
      },
    ],
  },
  {
    key: "features",
    area: "products",
    title: { en: "Features", fr: "Caractéristiques" },
    help: {
      en: "Extrafield of the products of Dolibarr that takes each feature. Empty: not sent.",
      fr: "Attribut supplémentaire des produits de Dolibarr qui reçoit chaque caractéristique. Vide\u202f: non envoyée.",
    },
    requirements: ["CO-02"],
    source: { role: "shop", lookup: "features" },
    columns: [
      {
        key: "value",
        title: { en: "Extrafield of Dolibarr", fr: "Attribut supplémentaire de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "productExtrafields" },
        autoMatch: ["name"],
        default: null,
        required: false,
      },
    ],
  },
];
