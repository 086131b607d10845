import type { LocalizedText } from "@/lib/core/text";

type Labels = Readonly<Record<string, LocalizedText>>;

export const customersLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Customers", fr: "Clients" },
  living: { en: "Accounts to take", fr: "Comptes à reprendre" },
  addresses: { en: "Addresses and language", fr: "Adresses et langue" },
  thirdparty: { en: "Third party", fr: "Tiers" },
  contact: { en: "Company contact", fr: "Contact de la société" },
  groups: { en: "Categories of its groups", fr: "Catégories de ses groupes" },
  level: { en: "Price level of its group", fr: "Niveau de prix de son groupe" },
};

export const productsLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Products", fr: "Produits" },
  foreign: { en: "Products from Dolibarr", fr: "Produits venus de Dolibarr" },
  own: { en: "Made in the shop", fr: "Produits nés dans la boutique" },
  sheets: { en: "One sheet per combination", fr: "Une fiche par déclinaison" },
  product: { en: "Product", fr: "Produit" },
  places: { en: "Categories of the product", fr: "Catégories du produit" },
  classify: { en: "Put into its categories", fr: "Classer dans ses catégories" },
  "parent-sheet": { en: "Sheet of the parent product", fr: "Fiche du produit parent" },
  parent: { en: "Parent product", fr: "Produit parent" },
  contents: { en: "What the pack holds", fr: "Contenu du lot" },
  pack: { en: "Fill the pack", fr: "Composer le lot" },
};

export const pricesLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Products", fr: "Produits" },
  foreign: { en: "Products from Dolibarr", fr: "Produits venus de Dolibarr" },
  levels: { en: "Price levels chosen", fr: "Niveaux de prix choisis" },
  own: { en: "Made in the shop", fr: "Produits nés dans la boutique" },
  "parent-sheet": { en: "Sheet of the parent product", fr: "Fiche du produit parent" },
  parent: { en: "Parent product", fr: "Produit parent" },
  sheets: { en: "One sheet per combination", fr: "Une fiche par déclinaison" },
  product: { en: "Product", fr: "Produit" },
};

export const ordersLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Orders", fr: "Commandes" },
  states: { en: "Order states", fr: "États de commande" },
  wanted: { en: "States to take", fr: "États à reprendre" },
  route: { en: "Cancelled?", fr: "Annulée ?" },
  known: { en: "Order already booked", fr: "Commande déjà reprise" },
  cancel: { en: "Cancel the order", fr: "Annuler la commande" },
  document: { en: "Sale document", fr: "Document de vente" },
  catalogue: { en: "Dolibarr products", fr: "Articles de Dolibarr" },
  customer: { en: "Known third party", fr: "Tiers connu" },
  thirdparty: { en: "New third party", fr: "Nouveau tiers" },
  "has-customer": { en: "Third party found", fr: "Tiers trouvé" },
  "service-shipping": { en: "Shipping service", fr: "Article de port" },
  "service-wrapping": { en: "Wrapping service", fr: "Article d’emballage" },
  "service-discount": { en: "Discount service", fr: "Article de remise" },
  "service-difference": { en: "Difference service", fr: "Article d’écart" },
  order: { en: "Order", fr: "Commande" },
  "validate-order": { en: "Validate the order", fr: "Valider la commande" },
  invoice: { en: "Invoice", fr: "Facture" },
  "validate-invoice": { en: "Validate the invoice", fr: "Valider la facture" },
  billed: { en: "Mark as billed", fr: "Classer facturée" },
  pdf: { en: "PDF of the invoice", fr: "PDF de la facture" },
  slips: { en: "One per credit slip", fr: "Un par avoir" },
  "credit-document": { en: "Credit document", fr: "Document d’avoir" },
  "credit-note": { en: "Credit note", fr: "Avoir" },
  "validate-credit": { en: "Validate the credit note", fr: "Valider l’avoir" },
  delivered: { en: "Mark as delivered", fr: "Classer livrée" },
  payments: { en: "One per payment", fr: "Un par règlement" },
  payment: { en: "Payment", fr: "Règlement" },
  edits: { en: "Changed since?", fr: "Modifiée depuis ?" },
  booked: { en: "What is booked", fr: "Ce qui est enregistré" },
  edit: { en: "Difference with the shop", fr: "Écart avec la boutique" },
  "edit-route": { en: "What to do of it?", fr: "Que faire de l’écart ?" },
  "edit-order": { en: "Changed order", fr: "Commande modifiée" },
  "edit-review": { en: "To be checked", fr: "À vérifier" },
  "edit-document": { en: "Document of the difference", fr: "Document de l’écart" },
  "edit-note": { en: "Credit note or complement", fr: "Avoir ou complément" },
  "validate-edit": { en: "Validate this document", fr: "Valider cette pièce" },
};

export const stocksLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Stock", fr: "Stocks" },
  warehouse: { en: "Warehouse chosen", fr: "Dépôt choisi" },
  sheet: { en: "Product sheet", fr: "Fiche du produit" },
  goods: { en: "Products in stock", fr: "Produits en stock" },
  product: { en: "Product brought over", fr: "Produit repris" },
  level: { en: "Stock of the warehouse", fr: "Stock du dépôt" },
};

export const creditsLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Credit slips", fr: "Avoirs" },
  wanted: { en: "Slips to take", fr: "Avoirs à reprendre" },
  order: { en: "Order of the slip", fr: "Commande de l’avoir" },
  invoice: { en: "Invoice to credit", fr: "Facture à créditer" },
  customer: { en: "Third party of the invoice", fr: "Tiers de la facture" },
  shipping: { en: "Shipping service", fr: "Article de port" },
  slip: { en: "Amounts of the slip", fr: "Montants de l’avoir" },
  "credit-document": { en: "Credit document", fr: "Document d’avoir" },
  products: { en: "Products sold", fr: "Articles vendus" },
  "credit-note": { en: "Credit note", fr: "Avoir" },
  "validate-credit": { en: "Validate the credit note", fr: "Valider l’avoir" },
};

export const categoriesLabels: Labels = {
  start: { en: "On demand", fr: "À la demande" },
  read: { en: "Categories", fr: "Catégories" },
  foreign: { en: "Categories from Dolibarr", fr: "Catégories venues de Dolibarr" },
  tree: { en: "Below home", fr: "Sous l’accueil" },
  "level-2": { en: "Categories of level 1", fr: "Catégories de niveau 1" },
  "parents-3": { en: "Parents of level 2", fr: "Parents du niveau 2" },
  "level-3": { en: "Categories of level 2", fr: "Catégories de niveau 2" },
  "parents-4": { en: "Parents of level 3", fr: "Parents du niveau 3" },
  "level-4": { en: "Categories of level 3", fr: "Catégories de niveau 3" },
  "parents-5": { en: "Parents of level 4", fr: "Parents du niveau 4" },
  "level-5": { en: "Categories of level 4", fr: "Catégories de niveau 4" },
};
