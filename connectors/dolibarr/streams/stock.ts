import { ADDRESS_FIELDS, ID, labelFrom, type StreamTable } from "@/connectors/dolibarr/streams/table";

export const warehouses: StreamTable = {
  name: "warehouses",
  title: { en: "Warehouses", fr: "Entrepôts" },
  path: "/warehouses",
  fields: {
    id: { kind: "id" },
    ref: { kind: "text" },
    label: { kind: "text", write: true, required: true },
    description: { kind: "text", write: true },
    /** 0 closed, 1 open, 2 internal. */
    statut: { kind: "integer", write: true },
    lieu: { kind: "text", write: true },
    ...ADDRESS_FIELDS,
  },
  label: labelFrom("label", "ref"),
  naturalKeys: ["label"],
  modes: ["read"],
  columns: { id: ID, label: { sql: "t.ref" }, statut: { sql: "t.statut", number: true } },
};

/** Relative quantities, in or out. The inventory code carries our external reference. */
export const stockMovements: StreamTable = {
  name: "stock_movements",
  title: { en: "Stock movements", fr: "Mouvements de stock" },
  path: "/stockmovements",
  fields: {
    id: { kind: "id" },
    product_id: { kind: "id", write: true, required: true },
    warehouse_id: { kind: "id", write: true, required: true, lookup: "warehouses" },
    qty: { kind: "decimal", write: true, required: true },
    /** 0 manual in, 1 manual out, 2 automatic out, 3 automatic in. */
    type: { kind: "integer", write: true },
    movementlabel: { kind: "text", write: true, from: "label" },
    movementcode: { kind: "text", write: true, from: "inventorycode" },
    price: { kind: "decimal", write: true },
    date: { kind: "instant", write: true, from: "datem", to: "datem" },
    batch: { kind: "text" },
    tms: { kind: "instant" },
  },
  label: labelFrom("movementcode", "movementlabel"),
  changed: { raw: "tms", field: "tms" },
  naturalKeys: [],
  modes: ["read", "create"],
  columns: {
    id: ID,
    product_id: { sql: "t.fk_product", number: true },
    warehouse_id: { sql: "t.fk_entrepot", number: true },
    movementcode: { sql: "t.inventorycode" },
    date: { sql: "t.datem" },
  },
  referenceColumn: "t.inventorycode",
  referenceField: "movementcode",
};
