import type { HttpClient } from "@/connectors/contract";
import { asObject, type Context, change, createdId, get, list } from "@/connectors/dolibarr/client";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf, writeDay } from "@/connectors/dolibarr/values";
import { AppError } from "@/lib/core/errors";

/** Account of payments that name none, asked once per client of a run. */
const chosen = new WeakMap<HttpClient, Promise<string>>();
/** With the Banks module off Dolibarr looks at no account, and still refuses a payment without a number. */
const ANY_ACCOUNT = "1";
const CURRENT_ACCOUNT = 1;

/**
 * The bank account of a payment that names none: the first open one. A Dolibarr with the Banks module on and no account
 * refuses every payment, so one is opened there, named after what it is for, for the accountant to rename.
 */
export function defaultAccount(ctx: Context): Promise<string> {
  const known = chosen.get(ctx.http);
  if (known) return known;
  const choosing = choose(ctx);
  chosen.set(ctx.http, choosing);
  // A failed question is asked again by the next payment.
  choosing.catch(() => chosen.delete(ctx.http));
  return choosing;
}

async function choose(ctx: Context): Promise<string> {
  const rows = await openAccounts(ctx);
  if (rows === null) return ANY_ACCOUNT;
  const [first] = rows;
  if (first) return textOf(first.id);
  const company = await adminOnly(async () => asObject(await get(ctx, "/setup/company")));
  const today = ctx.now().toISOString();
  const body = {
    ref: "BOUTIQUE",
    label: "Boutique en ligne",
    courant: CURRENT_ACCOUNT,
    type: CURRENT_ACCOUNT,
    currency_code: textOf(company?.currency_code) || "EUR",
    country_id: Number(textOf(company?.country_id) || "1"),
    date_solde: writeDay("date", today),
    solde: 0,
  };
  const id = createdId(await change(ctx, { method: "POST", path: "/bankaccounts", body, repeatable: false }), "/bankaccounts");
  ctx.log.warn("dolibarr.account_opened", { id, ref: body.ref });
  return id;
}

/** null = the module is off: its list is forbidden to everyone, or not there. */
async function openAccounts(ctx: Context) {
  try {
    const rows = await list(ctx, "/bankaccounts", { sortfield: "t.rowid", sortorder: "ASC", limit: 100 });
    return rows.filter((row) => textOf(row.clos) !== "1");
  } catch (thrown) {
    const isOff = thrown instanceof AppError && ["connector.forbidden", "connector.not_found"].includes(thrown.code);
    const isUnsupported = thrown instanceof AppError && thrown.details.status === 501;
    if (isOff || isUnsupported) return null;
    throw thrown;
  }
}
