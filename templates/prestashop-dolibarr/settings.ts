import type { TemplateSetting } from "@/templates/contract";

const service = (key: string, reference: string, label: string, name: { en: string; fr: string }): TemplateSetting[] => [
  {
    key: `${key}Reference`,
    area: "orders",
    label: { en: `${name.en}: reference of the service`, fr: `${name.fr} : référence du service` },
    help: { en: "Created in Dolibarr when it is first needed.", fr: "Créé dans Dolibarr à son premier usage." },
    requirements: ["CO-30"],
    control: { type: "text", default: reference, maxLength: 128 },
  },
  {
    key: `${key}Label`,
    area: "orders",
    label: { en: `${name.en}: label on documents`, fr: `${name.fr} : libellé sur les documents` },
    requirements: ["CO-30"],
    control: { type: "text", default: label, maxLength: 255 },
  },
];

export const settings: readonly TemplateSetting[] = [
  {
    key: "customersFrom",
    area: "customers",
    label: { en: "Customers changed since", fr: "Clients modifiés depuis" },
    help: {
      en: "For the first run. Customers are usually older than their orders.",
      fr: "Pour la première exécution. Les clients sont souvent plus anciens que leurs commandes.",
    },
    requirements: ["CO-11"],
    control: { type: "date", default: null },
  },
  {
    key: "guests",
    area: "customers",
    label: { en: "Include guests", fr: "Reprendre les invités" },
    requirements: ["CO-02"],
    control: { type: "switch", default: true },
  },
  {
    key: "customerLanguage",
    area: "customers",
    label: { en: "Keep the customer’s language", fr: "Reprendre la langue du client" },
    help: { en: "Dolibarr prints the PDF in that language.", fr: "Dolibarr édite les PDF dans cette langue." },
    requirements: ["CO-24"],
    control: { type: "switch", default: true },
  },
  {
    key: "upperCaseNames",
    area: "customers",
    label: { en: "Write names in upper case", fr: "Mettre les noms en majuscules" },
    requirements: ["CO-25"],
    control: { type: "switch", default: false },
  },
  {
    key: "productLanguage",
    area: "products",
    label: { en: "Language of product texts", fr: "Langue des textes des produits" },
    help: { en: "Two letters: fr, en…", fr: "Deux lettres : fr, en…" },
    requirements: ["CO-02"],
    control: { type: "text", default: "fr", maxLength: 2 },
  },
  {
    key: "descriptions",
    area: "products",
    label: { en: "Send descriptions", fr: "Envoyer les descriptions" },
    requirements: ["CO-20"],
    control: { type: "switch", default: true },
  },
  {
    key: "barcodes",
    area: "products",
    label: { en: "Send barcodes", fr: "Envoyer les codes-barres" },
    help: {
      en: "Switch on only if the barcode module of Dolibarr is on and every barcode is unique.",
      fr: "À activer seulement si le module code-barres de Dolibarr est actif et si chaque code est unique.",
    },
    requirements: ["CO-06"],
    control: { type: "switch", default: false },
  },
  {
    key: "ordersFrom",
    area: "orders",
    label: { en: "Orders changed since", fr: "Commandes modifiées depuis" },
    help: { en: "For the first run.", fr: "Pour la première exécution." },
    requirements: ["CO-12", "GEN-10"],
    control: { type: "date", default: null },
  },
  {
    key: "shops",
    area: "orders",
    label: { en: "Shops", fr: "Boutiques" },
    help: { en: "None chosen: all of them.", fr: "Aucune choisie : toutes." },
    requirements: ["GEN-10"],
    control: { type: "lookup", role: "shop", lookup: "shops", multiple: true, default: null },
  },
  {
    key: "unknownCustomer",
    area: "orders",
    label: { en: "Customer unknown in Dolibarr", fr: "Client inconnu dans Dolibarr" },
    requirements: ["CO-12", "GEN-05"],
    control: {
      type: "select",
      default: "create",
      options: [
        { value: "create", label: { en: "Create the third party", fr: "Créer le tiers" } },
        { value: "skip", label: { en: "Skip the order, with the reason", fr: "Passer la commande, avec le motif" } },
      ],
    },
  },
  {
    key: "customerReference",
    area: "orders",
    label: { en: "Shop reference as customer reference", fr: "Référence de la boutique en « Réf. client »" },
    requirements: ["CO-29"],
    control: { type: "switch", default: true },
  },
  {
    key: "unmappedTax",
    area: "orders",
    label: { en: "VAT rate without a row in the table", fr: "Taux de TVA absent de la table" },
    requirements: ["GEN-07"],
    control: {
      type: "select",
      default: "same",
      options: [
        { value: "same", label: { en: "Use the shop’s own rate", fr: "Garder le taux de la boutique" } },
        { value: "block", label: { en: "Block the record", fr: "Bloquer l’enregistrement" } },
      ],
    },
  },
  {
    key: "unmappedCurrency",
    area: "orders",
    label: { en: "Currency that Dolibarr does not keep", fr: "Devise que Dolibarr ne tient pas" },
    requirements: ["CO-35"],
    control: {
      type: "select",
      default: "company",
      options: [
        {
          value: "company",
          label: {
            en: "Book in the company’s, at the order’s rate",
            fr: "Enregistrer dans celle de la société, au taux de la commande",
          },
        },
        { value: "block", label: { en: "Block the record", fr: "Bloquer l’enregistrement" } },
      ],
    },
  },
  {
    key: "discountLines",
    area: "orders",
    label: { en: "Discounts", fr: "Remises" },
    requirements: ["CO-31"],
    control: {
      type: "select",
      default: "each",
      options: [
        { value: "each", label: { en: "One line per shop discount", fr: "Une ligne par remise de la boutique" } },
        { value: "one", label: { en: "On a single line", fr: "Sur une seule ligne" } },
      ],
    },
  },
  {
    key: "differenceLine",
    area: "orders",
    label: { en: "Rounding difference on its own line", fr: "Écart d’arrondi sur une ligne dédiée" },
    help: {
      en: "So that the document equals what the customer paid where Dolibarr rounds otherwise.",
      fr: "Pour que le document égale ce que le client a payé là où Dolibarr arrondit autrement.",
    },
    requirements: ["GEN-07"],
    control: { type: "switch", default: true },
  },
  {
    key: "carrierName",
    area: "orders",
    label: { en: "Carrier’s name on the shipping line", fr: "Nom du transporteur sur la ligne de port" },
    requirements: ["CO-33"],
    control: { type: "switch", default: true },
  },
  ...service("shipping", "PrestaShipping", "Frais de port", { en: "Shipping", fr: "Frais de port" }),
  ...service("wrapping", "PrestaWrapping", "Emballage cadeau", { en: "Wrapping", fr: "Emballage" }),
  ...service("discount", "PrestaDiscount", "Remise", { en: "Discount", fr: "Remise" }),
  ...service("difference", "PrestaDifference", "Écart d’arrondi", { en: "Difference", fr: "Écart" }),
  {
    key: "warehouse",
    label: { en: "Warehouse", fr: "Dépôt" },
    help: {
      en: "Where stock is written, and where Dolibarr takes it from if it is set to do so when an order is validated.",
      fr: "Où le stock est écrit, et où Dolibarr le prend s’il est réglé pour le faire à la validation d’une commande.",
    },
    requirements: ["CO-21"],
    control: { type: "lookup", role: "erp", lookup: "warehouses", multiple: false, default: null },
  },
];
