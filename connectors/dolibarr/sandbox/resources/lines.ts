import { type DolibarrLine, dolibarrTotals } from "@/connectors/dolibarr/arithmetic";
import type { Row, Table } from "@/connectors/sandbox-kit/store";
import { Decimal, decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";
import { money, number, rate, short } from "../core/amounts";
import { isObject, textFields } from "../core/fields";
import { integer, text } from "../core/params";
import { render } from "../core/render";
import type { World } from "../core/world";

/** Where a kind of document keeps its lines. */
export interface LineKind {
  readonly document: "commande" | "facture" | "propal";
  readonly table: "commandedet" | "facturedet" | "propaldet";
  readonly parent: "fk_commande" | "fk_facture" | "fk_propal";
  readonly shape: JsonObject;
}

const ROUNDING = [
  "MAIN_MAX_DECIMALS_TOT",
  "MAIN_MAX_DECIMALS_UNIT",
  "MAIN_ROUNDOFTOTAL_NOT_TOTALOFROUND",
  "MAIN_ROUNDING_RULE_TOT",
] as const;

export function linesOf(world: World, kind: LineKind, document: number): Row[] {
  const rows = world.table(kind.table).by(kind.parent, String(document));
  return rows.sort((left, right) => Number(left.rang ?? 0) - Number(right.rang ?? 0) || left.id - right.id);
}

/** Lines sent inside a document: always net, and never completed from the product. */
export function insertLines(world: World, kind: LineKind, document: number, sent: Json | undefined): void {
  const lines = Array.isArray(sent) ? sent.filter(isObject) : isObject(sent) ? Object.values(sent).filter(isObject) : [];
  for (const line of lines) {
    const vat = text(line.vat_src_code);
    const fields = lineFields(world, { ...line, price_base_type: "HT" });
    world.table(kind.table).insert({ ...fields, ...(vat ? { vat_src_code: vat } : {}), [kind.parent]: String(document) });
  }
  recompute(world, kind, document);
}

/** A line posted on its own: may be priced with VAT, and pushes down the lines behind its rank. Returns its id. */
export function insertLine(world: World, kind: LineKind, document: number, sent: JsonObject): number {
  const others = linesOf(world, kind, document);
  const rank = integer(sent.rang);
  if (rank > 0)
    for (const [at, each] of others.entries())
      if (at + 1 >= rank) world.table(kind.table).update(each.id, { rang: String(at + 2) });
  const { vat_src_code: _, ...line } = sent;
  const row = world.table(kind.table).insert({ ...lineFields(world, line), [kind.parent]: String(document) });
  recompute(world, kind, document);
  return row.id;
}

/** PUT on a line replaces it: what is not sent becomes empty or zero. */
export function replaceLine(world: World, kind: LineKind, line: Row, sent: JsonObject): void {
  const { fk_product: _, ...fields } = lineFields(world, {
    fk_product: line.fk_product ?? null,
    product_type: line.product_type ?? null,
    ...sent,
  });
  const price = fields.price ?? "0";
  world
    .table(kind.table)
    .update(line.id, { ...fields, price: kind.document === "commande" ? price : null, rang: line.rang ?? "0" });
  recompute(world, kind, Number(line[kind.parent]));
}

export function deleteLine(world: World, kind: LineKind, line: Row): void {
  world.table(kind.table).delete(line.id);
  recompute(world, kind, Number(line[kind.parent]));
}

function lineFields(world: World, sent: JsonObject): JsonObject {
  const product = world.table("product").get(integer(sent.fk_product));
  const [, vat = "", code = ""] = /^\s*([^(]*?)\s*(?:\((.*)\))?\s*$/.exec(text(sent.tva_tx)) ?? [];
  const unit = number(sent.subprice);
  const discount = number(sent.remise_percent);
  const taken = unit.mul(discount).div(Decimal.HUNDRED, 2);
  return {
    ...textFields(sent, ["ref_ext", "label", "date_start", "date_end", "special_code", "info_bits", "rang"]),
    fk_product: integer(sent.fk_product) > 0 ? String(integer(sent.fk_product)) : null,
    product_type: text(sent.product_type) || text(product?.type ?? "0"),
    desc: text(sent.desc),
    qty: short(number(sent.qty)),
    remise_percent: short(discount),
    tva_tx: rate(number(vat)),
    vat_src_code: code,
    pa_ht: money(number(sent.pa_ht)),
    price: unit.isZero() ? null : short(unit.sub(taken)),
    _unit: unit.toString(),
    _entry: text(sent.price_base_type).toUpperCase() === "TTC" ? "gross" : "net",
    _localtax1: short(number(sent.localtax1_tx)),
    _localtax2: short(number(sent.localtax2_tx)),
  };
}

/** Totals of every line and of the document, as the server computes them after each change. */
export function recompute(world: World, kind: LineKind, document: number): void {
  const row = world.table(kind.document).get(document);
  if (!row) return;
  const lines = world
    .table(kind.table)
    .by(kind.parent, String(document))
    .sort((left, right) => left.id - right.id);
  const inputs = lines.map((line) => toInput(world, line));
  const settings = Object.fromEntries(ROUNDING.map((name) => [name, world.constant(name)]));
  const totals = dolibarrTotals(inputs, settings, text(row.multicurrency_tx) || "1");
  for (const [at, line] of lines.entries()) {
    const [own, foreign] = [totals.lines[at], totals.currency.lines[at]];
    if (!own || !foreign) continue;
    updateIfChanged(world.table(kind.table), line, {
      ...amounts(own),
      ...foreignAmounts(foreign),
      subprice: eight(own.unitNet),
      multicurrency_subprice: eight(foreign.unitNet),
      ...localTaxes(inputs[at], own),
    });
  }
  world.table(kind.document).update(document, { ...amounts(totals), ...foreignAmounts(totals.currency) });
}

function updateIfChanged(table: Table, row: Row, fields: JsonObject): void {
  if (Object.entries(fields).some(([name, value]) => row[name] !== value)) table.update(row.id, fields);
}

function toInput(world: World, line: Row): DolibarrLine {
  const vat = world.table("dictionary:vat").all();
  const lineRate = decimal(text(line.tva_tx));
  const row = [...vat].find((each) => decimal(text(each.taux)).equals(lineRate) && text(each.code) === text(line.vat_src_code));
  return {
    quantity: text(line.qty),
    unitNet: text(line._unit),
    discountPercent: text(line.remise_percent),
    vatRate: text(line.tva_tx),
    isService: text(line.product_type) === "1",
    entry: line._entry === "gross" ? "gross" : "net",
    ...localTax(world, 1, line, row),
    ...localTax(world, 2, line, row),
  };
}

/** Rate and type come from the VAT dictionary; the rate sent only switches the tax on, where the company is liable. */
function localTax(world: World, which: 1 | 2, line: Row, vat: Row | undefined): Partial<DolibarrLine> {
  const sent = text(line[`_localtax${which}`]);
  const taxRate = text(vat?.[`localtax${which}`]);
  const liable = world.constant(`FACTURE_LOCAL_TAX${which}_OPTION`) === `localtax${which}on`;
  if (sent === "0" || sent === "" || taxRate === "" || !liable) return {};
  return { [`localTax${which}`]: { rate: taxRate, type: text(vat?.[`localtax${which}_type`]) } };
}

function localTaxes(input: DolibarrLine | undefined, own: { localTax1: string; localTax2: string }): JsonObject {
  const shown = (tax: { rate: string; type: string } | undefined, amount: string, which: 1 | 2): JsonObject =>
    tax
      ? { [`localtax${which}_tx`]: rate(decimal(decimal(amount).isZero() ? "0" : tax.rate)), [`localtax${which}_type`]: tax.type }
      : {};
  return { ...shown(input?.localTax1, own.localTax1, 1), ...shown(input?.localTax2, own.localTax2, 2) };
}

function amounts(own: { net: string; vat: string; gross: string; localTax1: string; localTax2: string }): JsonObject {
  return {
    total_ht: eight(own.net),
    total_tva: eight(own.vat),
    total_localtax1: eight(own.localTax1),
    total_localtax2: eight(own.localTax2),
    total_ttc: eight(own.gross),
  };
}

function foreignAmounts(own: { net: string; vat: string; gross: string }): JsonObject {
  return {
    multicurrency_total_ht: eight(own.net),
    multicurrency_total_tva: eight(own.vat),
    multicurrency_total_ttc: eight(own.gross),
  };
}

function eight(amount: string): string {
  return decimal(amount).toFixed(8);
}

/** A line with the current fields of its product. */
export function renderLine(world: World, kind: LineKind, line: Row): JsonObject {
  const product = world.table("product").get(Number(text(line.fk_product)) || -1);
  const free = decimal(text(line.subprice) || "0").isZero();
  return render(kind.shape, line, {
    rowid: String(line.id),
    description: line.desc ?? null,
    ref: product?.ref ?? null,
    product_ref: product?.ref ?? null,
    product_label: product?.label ?? null,
    libelle: product?.label ?? null,
    product_barcode: product?.barcode ?? null,
    product_desc: product ? text(product.description) : null,
    fk_product_type: product ? text(product.type ?? "0") : null,
    ...kindFields(kind, line, product, free),
  });
}

function kindFields(kind: LineKind, line: Row, product: Row | undefined, free: boolean): JsonObject {
  if (kind.document === "facture") return { price: null, marque_tx: free ? "" : "100" };
  const own = { ...measures(product), marque_tx: free ? "" : 100 };
  if (kind.document === "propal") return { ...own, price: null, product_tobatch: product ? "0" : null };
  return { ...own, ...orderLine(product), commande_id: line.fk_commande ?? null };
}

function orderLine(product: Row | undefined): JsonObject {
  if (!product) return {};
  return { product_tosell: text(product.status ?? "0"), product_tobuy: text(product.status_buy ?? "0"), product_tobatch: "0" };
}

function measures(product: Row | undefined): JsonObject {
  if (!product) return {};
  return {
    weight: product.weight ?? null,
    weight_units: text(product.weight_units) || null,
    volume_units: text(product.volume_units) || null,
  };
}
