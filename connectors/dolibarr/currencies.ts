import type { HttpClient } from "@/connectors/contract";
import { type Context, list } from "@/connectors/dolibarr/client";
import { badData } from "@/connectors/dolibarr/failures";
import { adminOnly } from "@/connectors/dolibarr/lookups";
import { textOf } from "@/connectors/dolibarr/values";
import type { JsonObject } from "@/lib/core/json";

/** Currencies of the Multi-currency module, asked once per client of a run; null = they cannot be asked for. */
const asked = new WeakMap<HttpClient, Promise<ReadonlySet<string> | null>>();

function knownCurrencies(ctx: Context): Promise<ReadonlySet<string> | null> {
  const known = asked.get(ctx.http);
  if (known) return known;
  const asking = askCurrencies(ctx);
  asked.set(ctx.http, asking);
  // A failed question is asked again by the next record.
  asking.catch(() => asked.delete(ctx.http));
  return asking;
}

async function askCurrencies(ctx: Context): Promise<ReadonlySet<string> | null> {
  const rows = await adminOnly(() => list(ctx, "/setup/dictionary/currencies", { multicurrency: 1, limit: 500 }));
  return rows && rows.length > 0 ? new Set(rows.map((row) => textOf(row.code_iso))) : null;
}

/** A currency Dolibarr does not know becomes the company's without a word, so it is refused here. */
export async function requireCurrency(ctx: Context, data: JsonObject): Promise<void> {
  const code = textOf(data.multicurrency_code);
  if (code === "") return;
  const known = await knownCurrencies(ctx);
  if (known === null || known.has(code)) return;
  throw badData(`Dolibarr does not know the currency ${code}`, {
    en: `Add the currency ${code} in Dolibarr: Home > Setup > Modules > Multi-currency.`,
    fr: `Ajoutez la devise ${code} dans Dolibarr : Accueil > Configuration > Modules > Multi-devises.`,
  });
}
