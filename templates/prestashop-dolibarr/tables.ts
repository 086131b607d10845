import type { TemplateTable } from "@/templates/contract";
import { productTables } from "./tables-products";

/** PrestaShop's own states; those a shop adds are judged by their flags. */
const OWN_STATES = { "5": "delivered", "6": "cancelled", "8": "none" };

const PAYMENT_TYPES = {
  ps_wirepayment: "VIR",
  bankwire: "VIR",
  ps_checkpayment: "CHQ",
  cheque: "CHQ",
  ps_cashondelivery: "LIQ",
  cashondelivery: "LIQ",
  ps_checkout: "CB",
  stripe_official: "CB",
  payplug: "CB",
  paypal: "VAD",
};

export const tables: readonly TemplateTable[] = [
  {
    key: "taxes",
    title: { en: "VAT rates", fr: "Taux de TVA" },
    requirements: ["CO-06"],
    source: { role: "shop", lookup: "taxes" },
    columns: [
      {
        key: "value",
        title: { en: "VAT rate of Dolibarr", fr: "Taux de TVA de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "vatRates" },
        autoMatch: ["rate"],
        default: null,
        required: true,
      },
    ],
  },
  {
    key: "orderStates",
    area: "orders",
    title: { en: "Order states", fr: "États de commande" },
    help: {
      en: "What each state of the shop makes in Dolibarr.",
      fr: "Ce que chaque état de la boutique produit dans Dolibarr.",
    },
    requirements: ["CO-26", "CO-27", "CO-38"],
    source: { role: "shop", lookup: "orderStates" },
    columns: [
      {
        key: "order",
        title: { en: "Order", fr: "Commande" },
        control: {
          type: "select",
          options: [
            { value: "none", label: { en: "Not taken", fr: "Non reprise" } },
            { value: "draft", label: { en: "Draft", fr: "Brouillon" } },
            { value: "validated", label: { en: "Validated", fr: "Validée" } },
            { value: "delivered", label: { en: "Delivered", fr: "Livrée" } },
            { value: "cancelled", label: { en: "Cancelled", fr: "Annulée" } },
          ],
        },
        autoMatch: [
          { pairs: OWN_STATES },
          {
            flags: [
              { flag: "invoice", value: "validated" },
              { flag: "paid", value: "validated" },
            ],
            otherwise: "none",
          },
        ],
        default: null,
        required: true,
      },
      {
        key: "invoice",
        title: { en: "Invoice", fr: "Facture" },
        control: { type: "switch" },
        autoMatch: [{ flags: [{ flag: "invoice", value: true }], otherwise: false }],
        default: false,
        required: false,
      },
      {
        key: "payment",
        title: { en: "Payment", fr: "Règlement" },
        control: { type: "switch" },
        autoMatch: [{ flags: [{ flag: "paid", value: true }], otherwise: false }],
        default: false,
        required: false,
      },
    ],
  },
  {
    key: "paymentModes",
    area: "orders",
    title: { en: "Payment modes", fr: "Modes de règlement" },
    help: {
      en: "Without a bank account, a payment goes to the first open one of Dolibarr; where there is none, “Boutique en ligne” is opened.",
      fr: "Sans compte bancaire, un règlement va au premier compte ouvert de Dolibarr ; s’il n’y en a aucun, « Boutique en ligne » est ouvert.",
    },
    requirements: ["CO-37"],
    source: { role: "shop", lookup: "paymentModules" },
    columns: [
      {
        key: "paymentType",
        title: { en: "Payment type of Dolibarr", fr: "Mode de règlement de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "paymentTypes" },
        autoMatch: [{ pairs: PAYMENT_TYPES }, "name", "contains"],
        default: { code: "CB" },
        required: true,
      },
      {
        key: "bankAccount",
        title: { en: "Bank account", fr: "Compte bancaire" },
        control: { type: "lookup", role: "erp", lookup: "bankAccounts" },
        autoMatch: ["contains"],
        default: { first: true },
        required: false,
      },
      {
        key: "create",
        title: { en: "Record the payment", fr: "Créer le règlement" },
        control: { type: "switch" },
        default: true,
        required: false,
      },
    ],
    conditions: [
      {
        fact: "currency",
        title: { en: "Currency", fr: "Devise" },
        lookup: { role: "shop", lookup: "currencies" },
        by: "iso",
      },
    ],
  },
  {
    key: "currencies",
    area: "orders",
    title: { en: "Currencies", fr: "Devises" },
    help: {
      en: "A currency left empty is one Dolibarr does not keep: its orders are booked in the company’s, at the order’s rate. To keep it, switch on the Multi-currency module of Dolibarr, add the currency there, and match the table again.",
      fr: "Une devise laissée vide n’est pas tenue par Dolibarr : ses commandes sont enregistrées dans celle de la société, au taux de la commande. Pour la tenir, activez le module Multi-devises de Dolibarr, ajoutez-y la devise, puis refaites l’association.",
    },
    requirements: ["CO-35"],
    source: { role: "shop", lookup: "currencies" },
    columns: [
      {
        key: "value",
        title: { en: "Currency of Dolibarr", fr: "Devise de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "documentCurrencies" },
        autoMatch: ["iso"],
        default: null,
        required: false,
      },
    ],
  },
  {
    key: "countries",
    title: { en: "Countries", fr: "Pays" },
    requirements: ["CO-02"],
    source: { role: "shop", lookup: "countries" },
    columns: [
      {
        key: "value",
        title: { en: "Country of Dolibarr", fr: "Pays de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "countries" },
        autoMatch: ["iso", "name"],
        default: null,
        required: false,
      },
    ],
  },
  {
    key: "carriers",
    area: "orders",
    title: { en: "Carriers", fr: "Transporteurs" },
    requirements: ["CO-33"],
    source: { role: "shop", lookup: "carriers" },
    columns: [
      {
        key: "value",
        title: { en: "Shipping method of Dolibarr", fr: "Mode d’expédition de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "shippingMethods" },
        autoMatch: ["name", "contains"],
        default: null,
        required: false,
      },
    ],
  },
  {
    key: "carrierWarehouses",
    area: "orders",
    title: { en: "Warehouse of each carrier", fr: "Dépôt de chaque transporteur" },
    help: {
      en: "Where Dolibarr takes the stock of an order from. Empty: the warehouse of the settings.",
      fr: "D’où Dolibarr prend le stock d’une commande. Vide : le dépôt des réglages.",
    },
    requirements: ["CO-34"],
    source: { role: "shop", lookup: "carriers" },
    columns: [
      {
        key: "value",
        title: { en: "Warehouse of Dolibarr", fr: "Dépôt de Dolibarr" },
        control: { type: "lookup", role: "erp", lookup: "warehouses" },
        autoMatch: ["name"],
        default: null,
        required: false,
      },
    ],
  },
  {
    key: "taxGroups",
    area: "productsToShop",
    title: { en: "VAT of products sent to the shop", fr: "TVA des produits envoyés à la boutique" },
    requirements: ["MCO-02"],
    source: { role: "erp", lookup: "vatRates" },
    columns: [
      {
        key: "value",
        title: { en: "Tax rules of the shop", fr: "Règles de taxes de la boutique" },
        control: { type: "lookup", role: "shop", lookup: "taxRuleGroups" },
        autoMatch: ["contains"],
        default: null,
        required: false,
      },
    ],
  },
  ...productTables,
];
