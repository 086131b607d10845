import type { Catalog, StreamDescriptor } from "@/connectors/contract";
import { PAYMENT_FIELDS, PDF_FIELDS, PRODUCT_IMAGE_FIELDS, STOCK_LEVEL_FIELDS } from "@/connectors/dolibarr/streams/bank";
import { BESIDE_DOCUMENT } from "@/connectors/dolibarr/streams/documents";
import { TABLES } from "@/connectors/dolibarr/streams/index";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import type { Field, FieldKind, Fields } from "@/connectors/dolibarr/values";
import type { JsonObject } from "@/lib/core/json";

const TYPES: Readonly<Record<FieldKind, JsonObject>> = {
  id: { type: ["string", "null"] },
  text: { type: ["string", "null"] },
  decimal: { type: ["string", "null"], format: "decimal" },
  integer: { type: ["integer", "null"] },
  boolean: { type: "boolean" },
  day: { type: ["string", "null"], format: "date-time" },
  instant: { type: ["string", "null"], format: "date-time" },
  options: { type: "object" },
  links: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
  json: {},
};

function property(field: Field): JsonObject {
  const readOnly: JsonObject = field.write ? {} : { readOnly: true };
  const lookup: JsonObject = field.lookup === undefined ? {} : { "x-lookup": field.lookup };
  return { ...TYPES[field.kind], ...readOnly, ...lookup };
}

function objectSchema(fields: Fields): JsonObject {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, property(field)]));
  const needed = Object.entries(fields).flatMap(([name, field]) => (field.required ? [name] : []));
  return { type: "object", properties, "x-requiredOnCreate": needed };
}

function schemaOf(table: StreamTable): JsonObject {
  const schema = objectSchema({ ...table.fields, ...BESIDE_DOCUMENT[table.name] });
  if (!table.lineFields) return schema;
  const lines = { type: "array", items: objectSchema(table.lineFields) };
  return { ...schema, properties: { ...(schema.properties as JsonObject), lines } };
}

function descriptor(table: StreamTable): StreamDescriptor {
  return {
    name: table.name,
    title: table.title,
    jsonSchema: schemaOf(table),
    primaryKey: ["id"],
    ...(table.changed ? { cursorField: table.changed.field } : {}),
    naturalKeys: table.naturalKeys,
    modes: table.modes,
    filters: Object.keys(table.columns),
    ...(table.includes ? { includes: table.includes.map(({ name, title }) => ({ name, title })) } : {}),
  };
}

const UNDER_INVOICES: readonly StreamDescriptor[] = [
  {
    name: "payments",
    title: { en: "Customer payments", fr: "Règlements clients" },
    jsonSchema: objectSchema(PAYMENT_FIELDS),
    primaryKey: ["id"],
    cursorField: "date",
    naturalKeys: [],
    modes: ["read", "create"],
    filters: ["invoice"],
  },
  {
    name: "documents",
    title: { en: "Invoice PDFs", fr: "PDF des factures" },
    jsonSchema: objectSchema(PDF_FIELDS),
    primaryKey: ["id"],
    cursorField: "date_modification",
    naturalKeys: [],
    modes: ["read"],
    filters: ["invoice"],
    includes: [{ name: "content", title: { en: "Content of the PDF (base64)", fr: "Contenu du PDF (base64)" } }],
  },
  {
    name: "product_images",
    title: { en: "Product images", fr: "Images des produits" },
    jsonSchema: objectSchema(PRODUCT_IMAGE_FIELDS),
    primaryKey: ["id"],
    naturalKeys: [],
    modes: [],
    filters: ["product", "id"],
    includes: [{ name: "content", title: { en: "Content of the image (base64)", fr: "Contenu de l’image (base64)" } }],
  },
  {
    name: "stock_levels",
    title: { en: "Stock levels", fr: "Niveaux de stock" },
    jsonSchema: objectSchema(STOCK_LEVEL_FIELDS),
    primaryKey: ["id"],
    naturalKeys: ["product_id", "warehouse_id"],
    modes: ["read", "create", "update"],
    filters: [],
  },
];

export const CATALOG: Catalog = { streams: [...TABLES.map(descriptor), ...UNDER_INVOICES] };
