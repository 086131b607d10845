import type { Row } from "@/connectors/sandbox-kit/store";
import { decimal } from "@/lib/core/decimal";
import type { JsonObject } from "@/lib/core/json";
import { names } from "../core/fields";
import { text } from "../core/params";
import { arrayOptions } from "../core/render";
import type { World } from "../core/world";
import { nulls } from "../shapes/base";
import { asNumber, linkedObjects } from "./document";
import { INVOICE_LINES, renderInvoice } from "./invoices";
import { linesOf, renderLine } from "./lines";
import { ORDER_LINES, renderOrder } from "./orders";

/**
 * Documents made from another one are answered as they were built in memory, not as a fetch reads them: amounts are
 * numbers, much is still empty, and the lines come twice, as copied and then as created.
 */
const AMOUNTS = names(
  "total_ht total_tva total_localtax1 total_localtax2 total_ttc multicurrency_total_ht multicurrency_total_tva multicurrency_total_ttc",
);
const LINE_NUMBERS = [
  ...AMOUNTS,
  ...names("qty remise_percent info_bits special_code subprice multicurrency_subprice localtax1_tx localtax2_tx pa_ht"),
];
const UNLOADED = nulls(
  "ref description product_ref product_label product_barcode product_desc fk_product_type marge_tx marque_tx",
);
const NO_MEASURES = nulls("weight weight_units volume_units");

function numbers(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map((name) => [name, asNumber(object[name])]));
}

/** A line once inserted. A rank that was sent stays text; none is 0. */
function createdLine(object: JsonObject, line: Row, own: JsonObject): JsonObject {
  return {
    ...object,
    ...UNLOADED,
    ...NO_MEASURES,
    ...numbers(object, LINE_NUMBERS),
    id: line.id,
    rowid: line.id,
    ref_ext: "",
    libelle: null,
    tva_tx: decimal(text(line.tva_tx)).toString(),
    fk_parent_line: 0,
    ...own,
  };
}

export function justCreatedInvoice(world: World, row: Row, order: Row, now: number): JsonObject {
  const sources = linesOf(world, ORDER_LINES, order.id);
  const lines = [...linesOf(world, INVOICE_LINES, row.id)].sort((left, right) => left.id - right.id);
  const ranks = sources.map((source) => text(source.rang) || "0");
  const copied = lines.map((line, at) => copiedInvoiceLine(world, { ...line, rang: ranks[at] ?? "0" }));
  const created = lines.map((line, at) => createdInvoiceLine(world, line, ranks[at] ?? "0"));
  return renderInvoice(world, row, {
    ...nulls(
      "date_modification revenuestamp remaintopay retained_warranty mode_reglement_code paye retained_warranty_date_limit " +
        "date_pointoftax situation_final cond_reglement_code cond_reglement_doc creditnote_ids ref_ext date_validation totalpaid " +
        "retained_warranty_fk_cond_reglement datem online_payment_url",
    ),
    ...numbers(row, [...AMOUNTS, "multicurrency_tx"]),
    id: row.id,
    entity: 1,
    type: 0,
    statut: 0,
    status: 0,
    source: 0,
    fk_multicurrency: Number(row.fk_multicurrency ?? 0),
    note_public: text(row.note_public),
    note_private: text(row.note_private),
    array_options: arrayOptions(world, "commande", order),
    mode_reglement_id: row.mode_reglement_id ?? 0,
    cond_reglement_id: row.cond_reglement_id ?? 0,
    origin_type: "commande",
    origin_id: String(order.id),
    linkedObjectsIds: linkedObjects(world, "facture", row.id),
    date: now,
    date_lim_reglement: Number(row.date_lim_reglement) + now - Number(row.date),
    delivery_date: order.delivery_date ?? "",
    lines: [...copied, ...created],
    line: created.at(-1) ?? null,
  });
}

const UNLOADED_INVOICE_LINE = nulls(
  "id rowid ref_ext localtax1_type localtax2_type fk_accounting_account batch fk_warehouse situation_percent",
);

function copiedInvoiceLine(world: World, line: Row): JsonObject {
  const object = renderLine(world, INVOICE_LINES, line);
  return { ...object, ...UNLOADED, ...UNLOADED_INVOICE_LINE, fk_facture: Number(line.fk_facture), fk_parent_line: 0 };
}

function createdInvoiceLine(world: World, line: Row, rank: string): JsonObject {
  return createdLine(renderLine(world, INVOICE_LINES, line), line, {
    ...nulls("fk_accounting_account batch fk_warehouse"),
    rang: rank === "0" ? 0 : rank,
    fk_facture: Number(line.fk_facture),
    localtax1_type: 0,
    localtax2_type: 0,
    situation_percent: 100,
    fk_prev_id: "null",
  });
}

export function justCreatedOrder(world: World, row: Row, proposal: Row, sources: readonly Row[], now: number): JsonObject {
  const lines = linesOf(world, ORDER_LINES, row.id);
  const copied = lines.map((line, at) => copiedOrderLine(world, line, sources[at]));
  const created = lines.map((line) => createdOrderLine(world, line));
  return renderOrder(world, row, {
    ...nulls(
      "date_modification location_incoterms user_author_id mode_reglement_id user_creation_id shipping_method_id ref_ext statut " +
        "online_payment_url mode_reglement_code date_validation status demand_reason_code cond_reglement_id date_creation " +
        "fk_incoterms cond_reglement_code cond_reglement_doc billed",
    ),
    ...numbers(row, [...AMOUNTS, "multicurrency_tx"]),
    id: row.id,
    entity: 1,
    array_options: arrayOptions(world, "propal", proposal),
    origin_type: "propal",
    origin_id: String(proposal.id),
    demand_reason_id: "0",
    availability_id: "0",
    fk_multicurrency: Number(row.fk_multicurrency ?? 0),
    ref_client: "",
    ref_customer: "",
    source: 0,
    date: now,
    date_commande: now,
    lines: [...copied, ...created],
    line: created.at(-1) ?? null,
  });
}

function copiedOrderLine(world: World, line: Row, source: Row | undefined): JsonObject {
  return {
    ...renderLine(world, ORDER_LINES, line),
    ...nulls("id rowid localtax1_type localtax2_type fk_commande commande_id product_tobatch price fk_parent_line"),
    ...Object.fromEntries([...AMOUNTS, "multicurrency_subprice"].map((name) => [name, null])),
    ...nulls("ref description product_ref product_label product_barcode product_desc fk_product_type"),
    ...NO_MEASURES,
    origin_id: source ? String(source.id) : null,
    product_tosell: 0,
    product_tobuy: 0,
  };
}

function createdOrderLine(world: World, line: Row): JsonObject {
  return createdLine(renderLine(world, ORDER_LINES, line), line, {
    ...nulls("commande_id product_tobatch"),
    rang: text(line.rang) === "0" || text(line.rang) === "" ? 0 : text(line.rang),
    label: "",
    product_tosell: 0,
    product_tobuy: 0,
    fk_commande: Number(line.fk_commande),
  });
}
