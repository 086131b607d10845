import type { Catalog, StreamDescriptor } from "@/connectors/contract";
import { type FieldKind, RESOURCES, type Resource } from "@/connectors/prestashop/resources";
import { ORDER_SCHEMA } from "@/connectors/prestashop/streams/order-schema";
import { COMBINATION_PARTS, PRODUCT_PARTS } from "@/connectors/prestashop/streams/products";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

const TYPES: Readonly<Record<FieldKind, JsonObject>> = {
  id: { type: "string" },
  text: { type: ["string", "null"] },
  flag: { type: "boolean" },
  decimal: { type: ["string", "null"], format: "decimal" },
  date: { type: ["string", "null"], format: "date-time" },
  day: { type: ["string", "null"], format: "date" },
  translated: { type: "object", additionalProperties: { type: "string" }, format: "translated" },
};

const ROWS: JsonObject = { type: "array", items: { type: "object" } };

/** Parts that readers may ask for, per stream; `orders` reads all of them unless some are named. */
const PARTS: Readonly<Record<string, readonly { readonly name: string; readonly title: LocalizedText }[]>> = {
  orders: [
    { name: "payments", title: { en: "Payments", fr: "Paiements" } },
    { name: "histories", title: { en: "State changes", fr: "Changements d’état" } },
    { name: "invoices", title: { en: "Invoices", fr: "Factures" } },
    { name: "slips", title: { en: "Credit slips", fr: "Avoirs" } },
    { name: "orderCarriers", title: { en: "Shipments", fr: "Expéditions" } },
    { name: "customer", title: { en: "Customer", fr: "Client" } },
    { name: "addresses", title: { en: "Both addresses", fr: "Les deux adresses" } },
    { name: "messages", title: { en: "Messages", fr: "Messages" } },
  ],
  products: [
    { name: PRODUCT_PARTS[0], title: { en: "Combinations", fr: "Déclinaisons" } },
    { name: PRODUCT_PARTS[1], title: { en: "Stock", fr: "Stocks" } },
    { name: PRODUCT_PARTS[2], title: { en: "Specific prices", fr: "Prix spécifiques" } },
    { name: PRODUCT_PARTS[3], title: { en: "Features", fr: "Caractéristiques" } },
    { name: PRODUCT_PARTS[4], title: { en: "VAT rate", fr: "Taux de TVA" } },
  ],
  combinations: [
    { name: COMBINATION_PARTS[0], title: { en: "Stock", fr: "Stocks" } },
    { name: COMBINATION_PARTS[1], title: { en: "Product", fr: "Produit" } },
  ],
};

const PLACE: JsonObject = {
  type: ["object", "null"],
  properties: { id: { type: "string" }, iso_code: { type: "string" }, name: {} },
};

/** What a stream's records hold beyond their resource's fields. */
const EXTRA: Readonly<Record<string, JsonObject>> = {
  orders: ORDER_SCHEMA,
  products: {
    images: {
      type: "array",
      items: { type: "object", properties: { id: { type: "string" }, cover: { type: "boolean" }, url: { type: "string" } } },
    },
    quantity: { type: "string", format: "decimal" },
    taxRate: { type: ["string", "null"], format: "decimal" },
    combinations: ROWS,
    stock: ROWS,
    specificPrices: ROWS,
    features: ROWS,
    associations: { type: "object" },
  },
  combinations: {
    options: ROWS,
    images: { type: "array", items: { type: "string" } },
    quantity: { type: "string", format: "decimal" },
    product: { type: "object" },
  },
  customers: { groups: { type: "array", items: { type: "string" } } },
  addresses: { country: PLACE, state: PLACE },
  categories: { associations: { type: "object" } },
  order_slip: { lines: ROWS },
  order_details: { taxes: ROWS },
};

/** Every stream with its fields. Asks the shop nothing: the fields of a resource hardly change between versions. */
export async function discover(): Promise<Catalog> {
  return { streams: [...[...RESOURCES.values()].map(descriptor), IMAGES, IMAGE_FILES] };
}

function descriptor(resource: Resource): StreamDescriptor {
  const fields = [...resource.kinds]
    .filter(([name]) => !resource.hidden.has(name))
    .map(([name, kind]) => [name, TYPES[kind]] as const);
  const cursorField = resource.cursorField ? { cursorField: resource.cursorField } : {};
  const parts = PARTS[resource.name];
  return {
    name: resource.name,
    title: resource.title,
    jsonSchema: { type: "object", properties: { ...Object.fromEntries(fields), ...EXTRA[resource.name] } },
    primaryKey: ["id"],
    ...cursorField,
    naturalKeys: resource.naturalKeys,
    modes: ["read", ...resource.modes],
    filters: [...resource.kinds.keys()].filter((name) => !resource.unfilterable.has(name) && !resource.hidden.has(name)),
    ...(parts ? { includes: parts } : {}),
  };
}

const IMAGES: StreamDescriptor = {
  name: "images",
  title: { en: "Product images", fr: "Images des produits" },
  jsonSchema: {
    type: "object",
    properties: {
      id: { type: "string" },
      id_product: { type: "string" },
      product_reference: { type: "string" },
      position: { type: "string", format: "decimal" },
      cover: { type: "boolean" },
      url: { type: "string" },
      // Of the product: adding an image moves it.
      date_upd: TYPES.date,
    },
  },
  primaryKey: ["id_product", "id"],
  cursorField: "date_upd",
  naturalKeys: [],
  modes: ["read"],
  filters: ["id"],
};

/** Only those named are handed out: each is a download. */
const IMAGE_FILES: StreamDescriptor = {
  name: "image_files",
  title: { en: "Files of product images", fr: "Fichiers des images de produits" },
  jsonSchema: {
    type: "object",
    properties: { id: { type: "string" }, filename: { type: "string" }, content: { type: "string" } },
  },
  primaryKey: ["id"],
  naturalKeys: [],
  modes: [],
  filters: ["id"],
};
