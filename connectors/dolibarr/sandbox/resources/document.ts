import type { Row } from "@/connectors/sandbox-kit/store";
import { decimal } from "@/lib/core/decimal";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";
import { number } from "../core/amounts";
import { text } from "../core/params";
import { RestError } from "../core/rest";
import { fold } from "../core/sql-filter";
import { parseDate, startOfDay, type World } from "../core/world";

/** Codes and texts behind the ids of payment mode, payment terms and source. */
export function dictionaryCodes(world: World, row: Row): JsonObject {
  const mode = world.table("dictionary:payment_types").get(Number(text(row.mode_reglement_id)) || -1);
  const terms = world.table("dictionary:payment_terms").get(Number(text(row.cond_reglement_id)) || -1);
  return {
    mode_reglement_code: mode?.code ?? null,
    cond_reglement_code: terms?.code ?? null,
    cond_reglement_doc: terms?.descr ?? null,
  };
}

export function demandReason(world: World, row: Row): JsonObject {
  const reason = world.table("dictionary:ordering_origins").get(Number(text(row.demand_reason_id)) || -1);
  return { demand_reason_code: reason?.code ?? null };
}

/** The currency of a document: the company's own unless the module is on and knows the code. */
export function currencyFields(world: World, body: JsonObject): JsonObject {
  const own = {
    fk_multicurrency: "0",
    multicurrency_code: world.constant("MAIN_MONNAIE") || "EUR",
    multicurrency_tx: "1.00000000",
  };
  const code = text(body.multicurrency_code);
  if (code === "" || !world.hasModule("multicurrency")) return own;
  const currency = world.table("multicurrency").by("code", code)[0];
  if (!currency) return own;
  const sent = number(body.multicurrency_tx);
  const rates = world.table("multicurrency_rate").by("fk_multicurrency", String(currency.id));
  const tx = sent.isZero() ? decimal(text(rates.at(-1)?.rate) || "1") : sent;
  return { fk_multicurrency: String(currency.id), multicurrency_code: code, multicurrency_tx: tx.toFixed(8) };
}

/** Day of a document; throws what the database says about a date it cannot read. */
export function documentDate(value: Json | undefined, creating: string, table: string, column: string): number {
  const date = parseDate(value);
  if (date === null || date > 253_402_300_799) {
    const shown = typeof value === "number" ? `Bad value ${value} for date` : text(value);
    throw new RestError(500, `Error creating ${creating}`, [
      `Incorrect date value: '${shown}' for column \`dolibarr\`.\`llx_${table}\`.\`${column}\` at row 1`,
    ]);
  }
  return startOfDay(date);
}

export function refuseLongRefExt(body: JsonObject, creating: string): void {
  if (text(body.ref_ext).length > 255)
    throw new RestError(500, `Error creating ${creating}`, ["Data too long for column 'ref_ext' at row 1"]);
}

/** Documents linked with this one, by the other side's type: `{"shipping": {"<link id>": "<document id>"}}`, `[]` when none. */
export function linkedObjects(world: World, type: string, id: number): Json {
  const links = world.table("element_element");
  const own = endOf(type, id);
  const found: { [type: string]: { [link: string]: string } } = {};
  const add = (link: Row, other: string, otherId: string) => {
    found[other] = { ...found[other], [String(link.id)]: otherId };
  };
  for (const link of links.by("_source", own)) add(link, text(link.targettype), text(link.fk_target));
  for (const link of links.by("_target", own)) add(link, text(link.sourcetype), text(link.fk_source));
  return Object.keys(found).length === 0 ? [] : found;
}

function endOf(type: string, id: number): string {
  return `${type}:${id}`;
}

interface LinkEnd {
  readonly type: string;
  readonly id: number;
}

export function linkObjects(world: World, source: LinkEnd, target: LinkEnd): number {
  return world.table("element_element").insert({
    sourcetype: source.type,
    fk_source: String(source.id),
    targettype: target.type,
    fk_target: String(target.id),
    _source: endOf(source.type, source.id),
    _target: endOf(target.type, target.id),
  }).id;
}

/**
 * `linkedObjectsIds` of a creation: `{"commande": {"0": 12}}`, `{"commande": [12]}` or `{"commande": 12}` links the new
 * document to them. No recording proves it: the constant `SANDBOX_LINKS_ON_CREATION` makes it `ignored`.
 */
export function linkSent(world: World, sent: Json | undefined, target: LinkEnd): void {
  if (!isJsonObject(sent) || world.constant("SANDBOX_LINKS_ON_CREATION") === "ignored") return;
  for (const [type, ids] of Object.entries(sent)) {
    const all = typeof ids === "object" && ids !== null ? Object.values(ids) : [ids];
    for (const id of all) linkObjects(world, { type, id: Number(text(id)) }, target);
  }
}

export function unlinkAll(world: World, type: string, id: number): void {
  const links = world.table("element_element");
  for (const side of ["_source", "_target"]) for (const link of links.by(side, endOf(type, id))) links.delete(link.id);
}

/** First document whose `field` is `value`, case apart. */
export function findBy(world: World, table: string, field: string, value: string): Row | undefined {
  const exact = world.table(table).by(field, value)[0];
  if (exact) return exact;
  const wanted = fold(value);
  for (const row of world.table(table).all()) if (fold(text(row[field])) === wanted) return row;
  return undefined;
}

/** Amounts of a document as numbers, as answers that hand over an object just built in memory. */
export function asNumber(value: Json | undefined): number {
  return decimal(text(value) || "0").toNumber();
}

export function paymentUrl(world: World, source: "order" | "invoice", row: Row): string {
  return `${world.baseUrl}/public/payment/newpayment.php?source=${source}&ref=${encodeURIComponent(text(row.ref)).replace(/[()]/g, (each) => (each === "(" ? "%28" : "%29"))}`;
}
