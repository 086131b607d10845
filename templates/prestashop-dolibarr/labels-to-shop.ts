import type { LocalizedText } from "@/lib/core/text";

type Labels = Readonly<Record<string, LocalizedText>>;

export const productsToShopLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Products of Dolibarr", fr: "Produits de Dolibarr" },
  origin: { en: "Products from the shop", fr: "Produits venus de la boutique" },
  sent: { en: "Already sent", fr: "Déjà envoyés" },
  own: { en: "Made in Dolibarr", fr: "Produits nés dans Dolibarr" },
  product: { en: "Product of the shop", fr: "Produit de la boutique" },
  update: { en: "Update of the product", fr: "Mise à jour du produit" },
  categories: { en: "Its categories", fr: "Ses catégories" },
  places: { en: "Categories of the shop", fr: "Catégories de la boutique" },
  placed: { en: "Its categories in the shop", fr: "Ses catégories dans la boutique" },
};

export const categoriesToShopLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Categories", fr: "Catégories" },
  goods: { en: "Product categories", fr: "Catégories de produits" },
  origin: { en: "Categories of the shop", fr: "Catégories de la boutique" },
  own: { en: "Made in Dolibarr", fr: "Nées dans Dolibarr" },
  parent: { en: "Parent category", fr: "Catégorie parente" },
  category: { en: "Category", fr: "Catégorie" },
  "parent-now": { en: "Parent that came with it", fr: "Parente arrivée avec elle" },
  place: { en: "Put in its place", fr: "Mettre à sa place" },
};

export const stocksToShopLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Stock of Dolibarr", fr: "Stocks de Dolibarr" },
  master: { en: "Dolibarr keeps the stock", fr: "Dolibarr tient les stocks" },
  origin: { en: "Products from the shop", fr: "Produits venus de la boutique" },
  target: { en: "Products sent to the shop", fr: "Produits envoyés à la boutique" },
  linked: { en: "Linked products", fr: "Produits liés" },
  level: { en: "Stock of the shop", fr: "Stock de la boutique" },
};

export const statesToShopLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Orders of Dolibarr", fr: "Commandes de Dolibarr" },
  delivered: { en: "States to pass on", fr: "États à reporter" },
  origin: { en: "Order of the shop", fr: "Commande de la boutique" },
  order: { en: "Order in the shop", fr: "Commande dans la boutique" },
  waiting: { en: "Still waiting in the shop", fr: "Encore en attente dans la boutique" },
  state: { en: "Change the state in the shop", fr: "Changer l’état dans la boutique" },
};

export const trackingToShopLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Shipments of Dolibarr", fr: "Expéditions de Dolibarr" },
  tracked: { en: "Tracking number known", fr: "Numéro de suivi connu" },
  origin: { en: "Order of the shop", fr: "Commande de la boutique" },
  order: { en: "Order in the shop", fr: "Commande dans la boutique" },
  number: { en: "Tracking number", fr: "Numéro de suivi" },
};

export const invoicesToShopLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Invoices of Dolibarr", fr: "Factures de Dolibarr" },
  numbered: { en: "Numbered invoices", fr: "Factures numérotées" },
  origin: { en: "Order of the shop", fr: "Commande de la boutique" },
  order: { en: "Order in the shop", fr: "Commande dans la boutique" },
  unnoted: { en: "Not noted yet", fr: "Pas encore noté" },
  note: { en: "Note of the order", fr: "Note de la commande" },
};
