import { ID, labelFrom, type StreamTable } from "@/connectors/dolibarr/streams/table";

/** Shipments of sales orders. Their answers tell no time of change, so they are read in full. */
export const shipments: StreamTable = {
  name: "shipments",
  title: { en: "Shipments", fr: "Expéditions" },
  path: "/shipments",
  fields: {
    id: { kind: "id" },
    ref: { kind: "text" },
    ref_ext: { kind: "text" },
    socid: { kind: "id" },
    /** Id of the order shipped where `origin_type` is `commande`. */
    origin_id: { kind: "id" },
    origin_type: { kind: "text" },
    /** -1 cancelled, 0 draft, 1 validated, 2 closed. */
    status: { kind: "integer" },
    tracking_number: { kind: "text" },
    shipping_method_id: { kind: "id", lookup: "shippingMethods" },
    date_creation: { kind: "instant" },
  },
  label: labelFrom("ref"),
  naturalKeys: ["ref"],
  modes: ["read"],
  columns: { id: ID, ref: { sql: "t.ref" }, ref_ext: { sql: "t.ref_ext" }, status: { sql: "t.fk_statut", number: true } },
};
