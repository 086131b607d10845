import type { TemplateSetting } from "@/templates/contract";

const field = (key: string, requirement: string, label: { en: string; fr: string }): TemplateSetting => ({
  key,
  area: "productsToShop",
  label,
  requirements: [requirement],
  control: { type: "switch", default: true },
});

/** None chosen: the shop is not told. */
const state = (key: string, label: { en: string; fr: string }): TemplateSetting => ({
  key,
  area: "ordersToShop",
  label,
  help: { en: "None: the shop is not told.", fr: "Aucun : la boutique n’est pas prévenue." },
  requirements: ["MCO-01"],
  control: { type: "lookup", role: "shop", lookup: "orderStates", multiple: false, default: null },
});

/** Settings of what Dolibarr sends to the shop. */
export const toShopSettings: readonly TemplateSetting[] = [
  field("sendNames", "MCO-02", { en: "Send names to the shop", fr: "Envoyer les noms à la boutique" }),
  field("sendPrices", "MCO-02", { en: "Send prices to the shop", fr: "Envoyer les prix à la boutique" }),
  field("sendWeights", "MCO-02", { en: "Send weights to the shop", fr: "Envoyer les poids à la boutique" }),
  field("sendBarcodes", "MCO-02", { en: "Send barcodes to the shop", fr: "Envoyer les codes-barres à la boutique" }),
  field("sendSizes", "MCO-02", { en: "Send sizes to the shop", fr: "Envoyer les dimensions à la boutique" }),
  field("sendStatus", "MCO-02", {
    en: "Put on sale and off sale in the shop",
    fr: "Mettre en vente et hors vente dans la boutique",
  }),
  field("sendCategories", "MCO-02", { en: "Send categories to the shop", fr: "Envoyer les catégories à la boutique" }),
  {
    key: "newProductCategory",
    area: "productsToShop",
    label: { en: "Category of new products without one", fr: "Catégorie des nouveaux produits qui n’en ont pas" },
    help: { en: "In the shop. Empty: its home category.", fr: "Dans la boutique. Vide : sa catégorie d’accueil." },
    requirements: ["MCO-02"],
    control: { type: "lookup", role: "shop", lookup: "categories", multiple: false, default: "2" },
  },
  {
    key: "stockMaster",
    label: { en: "Who keeps the stock", fr: "Qui tient les stocks" },
    help: {
      en: "Quantities go one way only, from this side to the other.",
      fr: "Les quantités ne vont que dans un sens, de ce côté vers l’autre.",
    },
    requirements: ["CO-21", "MCO-05"],
    control: {
      type: "select",
      default: "shop",
      options: [
        { value: "shop", label: { en: "The shop", fr: "La boutique" } },
        { value: "erp", label: { en: "Dolibarr", fr: "Dolibarr" } },
      ],
    },
  },
  {
    key: "deliveredState",
    area: "ordersToShop",
    label: {
      en: "State in the shop of an order delivered in Dolibarr",
      fr: "État dans la boutique d’une commande livrée dans Dolibarr",
    },
    requirements: ["MCO-01"],
    control: { type: "lookup", role: "shop", lookup: "orderStates", multiple: false, default: "4" },
  },
  state("shippedState", {
    en: "State in the shop of an order partly shipped in Dolibarr",
    fr: "État dans la boutique d’une commande en cours d’expédition dans Dolibarr",
  }),
  state("cancelledState", {
    en: "State in the shop of an order cancelled in Dolibarr",
    fr: "État dans la boutique d’une commande annulée dans Dolibarr",
  }),
  {
    key: "deliveredFrom",
    area: "ordersToShop",
    label: { en: "Only orders of the shop in these states", fr: "Seulement les commandes de la boutique dans ces états" },
    help: {
      en: "So that an order that is further on, refunded for instance, is not moved back.",
      fr: "Pour qu’une commande plus avancée, remboursée par exemple, ne revienne pas en arrière.",
    },
    requirements: ["MCO-05"],
    control: { type: "lookup", role: "shop", lookup: "orderStates", multiple: true, default: ["2", "3", "9", "11"] },
  },
];
