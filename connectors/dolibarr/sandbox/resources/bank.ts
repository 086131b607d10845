import type { Row } from "@/connectors/sandbox-kit/store";
import { Decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";
import { money, number } from "../core/amounts";
import { idFields, names, textFields } from "../core/fields";
import { columns, list } from "../core/list";
import { requireFields, text } from "../core/params";
import { render } from "../core/render";
import { type Call, notFound, type Route } from "../core/rest";
import { parseDate, type World } from "../core/world";
import { BANK_ACCOUNT, BANK_LINE } from "../shapes/products";
import { countryOf } from "./countries";

const TEXTS = names(
  "ref label courant type bank code_banque code_guichet number cle_rib bic iban currency_code comment address owner_name",
);

export const bankRoutes: readonly Route[] = [
  { method: "GET", path: "bankaccounts", handle: listAccounts, right: "banque.lire" },
  { method: "POST", path: "bankaccounts", handle: create, right: "banque.configurer" },
  { method: "GET", path: "bankaccounts/{id}", handle: (call) => shown(call, find(call)), right: "banque.lire" },
  { method: "GET", path: "bankaccounts/{id}/balance", handle: balance, right: "banque.lire" },
  { method: "GET", path: "bankaccounts/{id}/lines", handle: lines, right: "banque.lire" },
];

function find(call: Call): Row {
  const row = call.world.table("bank_account").get(Number(call.path.id));
  if (!row) throw notFound("account");
  return row;
}

function shown(_: Call, row: Row): JsonObject {
  return render(BANK_ACCOUNT, row, { account_currency_code: row.currency_code ?? "EUR" });
}

function listAccounts(call: Call): Json {
  return list(call, {
    rows: ({ world }) => world.table("bank_account").all(),
    columns: columns("rowid:#id ref label currency_code fk_pays:#country_id courant:#courant clos:#clos bank number"),
    shape: BANK_ACCOUNT,
    defaultSort: "t.rowid",
    failure: "retrieve bank accounts",
    render: shown,
  });
}

function create(call: Call): Json {
  const { body, world } = call;
  requireFields(body, ["ref", "label", "type", "currency_code", "country_id"]);
  const ids = idFields(body, ["country_id"]);
  const row = world.table("bank_account").insert({
    ...textFields(body, TEXTS),
    ...ids,
    ...countryOf(world, ids.country_id),
    date_creation: world.now(),
    date_modification: world.now(),
  });
  const date = parseDate(body.date_solde) ?? world.now();
  addBankLine(world, { account: row, date, type: "SOLD", amount: number(body.solde), number: "", label: "(InitialBankBalance)" });
  return row.id;
}

function entries(call: Call): Row[] {
  return call.world.table("bank").by("fk_account", String(find(call).id));
}

function balance(call: Call): Json {
  return Decimal.sum(entries(call).map((row) => number(row.amount))).toNumber();
}

function lines(call: Call): Json {
  const account = find(call);
  return entries(call).map((row) =>
    render(BANK_LINE, row, {
      ref: String(row.id),
      bank_account_ref: account.ref ?? null,
      bank_account_label: account.label ?? null,
    }),
  );
}

interface BankEntry {
  readonly account: Row;
  readonly date: number;
  readonly type: string;
  readonly amount: Decimal;
  readonly number: string;
  readonly label?: string;
}

/** One entry of an account; returns its id. */
export function addBankLine(world: World, entry: BankEntry): number {
  return world.table("bank").insert({
    fk_account: String(entry.account.id),
    datec: world.now(),
    dateo: entry.date,
    datev: entry.date,
    amount: money(entry.amount),
    fk_type: entry.type,
    num_chq: entry.number === "" ? null : text(entry.number),
    label: entry.label ?? "(CustomerInvoicePayment)",
  }).id;
}
