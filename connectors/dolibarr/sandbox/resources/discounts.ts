import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import type { Json } from "@/lib/core/json";
import { money, number, short } from "../core/amounts";
import { text } from "../core/params";
import { render } from "../core/render";
import { type Call, notFound, RestError, type Route } from "../core/rest";
import type { World } from "../core/world";
import { DISCOUNT } from "../shapes/parties";
import { findInvoice } from "./invoices";

export const discountRoutes: readonly Route[] = [
  { method: "GET", path: "invoices/{id}/discount", handle: ofInvoice, right: "facture.lire" },
  { method: "POST", path: "invoices/{id}/usecreditnote/{discountid}", handle: use, right: "facture.creer" },
  { method: "POST", path: "invoices/{id}/usediscount/{discountid}", handle: use, right: "facture.creer" },
  { method: "GET", path: "thirdparties/{id}/fixedamountdiscounts", handle: ofThirdparty, right: "societe.lire" },
];

const table = (world: World) => world.table("societe_remise_except");

/** A credit note (or a deposit) becomes an amount the third party can spend on other invoices. */
export function discountFromCreditNote(world: World, invoice: Row): void {
  const line = world.table("facturedet").by("fk_facture", String(invoice.id))[0];
  const [net, vat, gross] = [invoice.total_ht, invoice.total_tva, invoice.total_ttc].map((value) => money(number(value).abs()));
  table(world).insert({
    fk_soc: text(invoice.socid),
    socid: text(invoice.socid),
    amount_ht: net ?? "0.00000000",
    amount_tva: vat ?? "0.00000000",
    amount_ttc: gross ?? "0.00000000",
    tva_tx: text(line?.tva_tx) || "0.0000",
    description: text(invoice.type) === "3" ? "(DEPOSIT)" : "(CREDIT_NOTE)",
    datec: world.now(),
    fk_facture_source: String(invoice.id),
    ref_facture_source: text(invoice.ref),
    type_facture_source: text(invoice.type ?? "0"),
  });
}

/** Credit a third party has left, as text. */
export function availableCredit(world: World, thirdparty: number): string {
  const open = table(world)
    .by("fk_soc", String(thirdparty))
    .filter((row) => (row.fk_facture ?? null) === null);
  return short(Decimal.sum(open.map((row) => number(row.amount_ht))));
}

function ofInvoice(call: Call): Json {
  const invoice = findInvoice(call.world, call.path.id);
  const row = table(call.world).by("fk_facture_source", String(invoice.id))[0];
  if (!row) throw notFound("Discount");
  const amounts = { ht: text(row.amount_ht), tva: text(row.amount_tva), ttc: text(row.amount_ttc) };
  return render(DISCOUNT, row, {
    total_ht: amounts.ht,
    total_tva: amounts.tva,
    total_ttc: amounts.ttc,
    multicurrency_total_ht: amounts.ht,
    multicurrency_total_tva: amounts.tva,
    multicurrency_total_ttc: amounts.ttc,
    multicurrency_amount_ht: amounts.ht,
    multicurrency_amount_tva: amounts.tva,
    multicurrency_amount_ttc: amounts.ttc,
    multicurrency_subprice: amounts.ht,
  });
}

function use(call: Call): Json {
  const invoice = findInvoice(call.world, call.path.id);
  const row = table(call.world).get(Number(call.path.discountid));
  if (!row) throw notFound("Credit note");
  if ((row.fk_facture ?? null) !== null) throw new RestError(500, "Discount already used");
  table(call.world).update(row.id, { fk_facture: String(invoice.id) });
  return 1;
}

function ofThirdparty(call: Call): Json {
  const wanted = call.query.filter ?? "none";
  return table(call.world)
    .by("fk_soc", call.path.id ?? "")
    .filter((row) => wanted === "none" || ((row.fk_facture ?? null) === null) === (wanted === "available"))
    .map((row) => ({
      ref: text(row.ref_facture_source),
      factype: text(row.type_facture_source),
      fk_facture_source: text(row.fk_facture_source),
      rowid: String(row.id),
      amount_ht: text(row.amount_ht),
      amount_tva: text(row.amount_tva),
      amount_ttc: text(row.amount_ttc),
      description: text(row.description),
      fk_facture: row.fk_facture ?? null,
      fk_facture_line: row.fk_facture_line ?? null,
    }));
}
