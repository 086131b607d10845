import { FlowDocumentSchema } from "@/engine/document/schema";
import type { TemplateArea, TemplateFlow, TemplateSetting } from "@/templates/contract";
import images from "./flows/images.json";
import imagesToShop from "./flows/images-to-shop.json";

export const imagesArea: TemplateArea = {
  key: "images",
  title: { en: "Images", fr: "Images" },
  description: {
    en: "The images of products, in the files of the products of Dolibarr.",
    fr: "Les images des produits, dans les fichiers des produits de Dolibarr.",
  },
  enabledByDefault: false,
};

export const imageSettings: readonly TemplateSetting[] = [
  {
    key: "images",
    area: "images",
    label: { en: "Images of a product", fr: "Images d’un produit" },
    requirements: ["CO-10"],
    control: {
      type: "select",
      default: "cover",
      options: [
        { value: "cover", label: { en: "Only the cover", fr: "Seulement l’image principale" } },
        { value: "all", label: { en: "All of them", fr: "Toutes" } },
      ],
    },
  },
];

export const imagesFlow: TemplateFlow = {
  key: "images",
  area: "images",
  title: { en: "Images to Dolibarr", fr: "Images vers Dolibarr" },
  description: {
    en: "Adds the images of the shop to products already brought over, each once.",
    fr: "Ajoute les images de la boutique aux produits déjà repris, chacune une fois.",
  },
  document: FlowDocumentSchema.parse(images),
  labels: {
    start: { en: "On demand", fr: "À la demande" },
    read: { en: "Product images", fr: "Images des produits" },
    chosen: { en: "Images to take", fr: "Images à reprendre" },
    foreign: { en: "Products from Dolibarr", fr: "Produits venus de Dolibarr" },
    own: { en: "Made in the shop", fr: "Produits nés dans la boutique" },
    combinations: { en: "Its combinations", fr: "Ses déclinaisons" },
    sheets: { en: "Products of Dolibarr", fr: "Produits de Dolibarr" },
    each: { en: "One per product", fr: "Une par produit" },
    done: { en: "Sent already?", fr: "Déjà envoyée ?" },
    new: { en: "New images", fr: "Nouvelles images" },
    file: { en: "File of the image", fr: "Fichier de l’image" },
    product: { en: "Product of Dolibarr", fr: "Produit de Dolibarr" },
    send: { en: "Send the image", fr: "Envoyer l’image" },
  },
  schedule: { every: 1, unit: "days" },
};

export const imagesToShopFlow: TemplateFlow = {
  key: "imagesToShop",
  area: "productsToShop",
  title: { en: "Images to the shop", fr: "Images vers la boutique" },
  description: {
    en: "Adds the images of products made in Dolibarr to those of the shop, each once.",
    fr: "Ajoute les images des produits nés dans Dolibarr à ceux de la boutique, chacune une fois.",
  },
  document: FlowDocumentSchema.parse(imagesToShop),
  labels: {
    start: { en: "On demand", fr: "À la demande" },
    read: { en: "Products", fr: "Produits" },
    sent: { en: "Products sent to the shop", fr: "Produits envoyés à la boutique" },
    own: { en: "Made in Dolibarr", fr: "Produits nés dans Dolibarr" },
    images: { en: "Its images", fr: "Ses images" },
    each: { en: "One per image", fr: "Une par image" },
    done: { en: "Sent already?", fr: "Déjà envoyée ?" },
    new: { en: "New images", fr: "Nouvelles images" },
    file: { en: "File of the image", fr: "Fichier de l’image" },
    target: { en: "Product of the shop", fr: "Produit de la boutique" },
    send: { en: "Send the image", fr: "Envoyer l’image" },
  },
  schedule: { every: 1, unit: "days" },
};
