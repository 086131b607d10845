import type { TemplateSetting } from "@/templates/contract";
import { editSettings } from "./settings-edits";
import { orderSettings } from "./settings-orders";
import { productSettings } from "./settings-products";
import { toShopSettings } from "./settings-to-shop";

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
    key: "customerMatch",
    label: { en: "Recognise a third party by", fr: "Reconnaître un tiers par" },
    help: {
      en: "In this order, the first time a customer is met. Several that fit are put to you for review.",
      fr: "Dans cet ordre, à la première rencontre du client. Plusieurs candidats sont soumis à votre vérification.",
    },
    requirements: ["CO-11"],
    control: {
      type: "select",
      default: "email",
      options: [
        { value: "email", label: { en: "E-mail", fr: "E-mail" } },
        { value: "vat-email", label: { en: "VAT number, e-mail", fr: "N° de TVA, e-mail" } },
        { value: "email-vat", label: { en: "E-mail, VAT number", fr: "E-mail, n° de TVA" } },
        {
          value: "vat-email-name",
          label: { en: "VAT number, e-mail, name and postcode", fr: "N° de TVA, e-mail, nom et code postal" },
        },
        { value: "none", label: { en: "Nothing: always a new third party", fr: "Rien : toujours un nouveau tiers" } },
      ],
    },
  },
  {
    key: "productLanguage",
    area: "products",
    label: { en: "Language of product texts", fr: "Langue des textes des produits" },
    help: { en: "Two letters: fr, en…", fr: "Deux lettres : fr, en…" },
    requirements: ["CO-02"],
    control: { type: "text", default: "fr", maxLength: 2 },
  },
  {
    key: "classifyProducts",
    area: "categories",
    label: { en: "Put products into their categories", fr: "Classer les produits dans leurs catégories" },
    requirements: ["CO-09"],
    control: { type: "switch", default: true },
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
  ...productSettings,
  ...orderSettings,
  ...editSettings,
  ...toShopSettings,
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
