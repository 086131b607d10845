import { type Context, change, createdId } from "@/connectors/dolibarr/client";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

const NUMBERS = ["qty", "subprice", "tva_tx", "remise_percent"] as const;
const TEXTS = ["fk_product", "desc"] as const;

export type Replacement = { readonly id: string; readonly stored: JsonObject; readonly wanted: readonly JsonObject[] };

/** Makes the lines of a draft equal to `wanted`, touching only those that differ; a validated document refuses. */
export async function replaceLines(ctx: Context, table: StreamTable, { id, stored, wanted }: Replacement): Promise<void> {
  const present = linesOfStored(stored);
  if (hasLines({ id, stored, wanted })) return;
  if (textOf(stored.status) !== "0") throw linesLocked(textOf(stored.ref));
  const path = `${table.path}/${id}/lines`;
  for (const [index, line] of wanted.entries()) {
    const there = present[index];
    if (there && sameLine(line, there)) continue;
    if (there) await change(ctx, { method: "PUT", path: `${path}/${textOf(there.id)}`, body: line, repeatable: true });
    else createdId(await change(ctx, { method: "POST", path, body: line, repeatable: false }), path);
  }
  for (const surplus of present.slice(wanted.length)) {
    await change(ctx, { method: "DELETE", path: `${path}/${textOf(surplus.id)}`, repeatable: true });
  }
}

/** Are the lines there already? */
export function hasLines({ stored, wanted }: Replacement): boolean {
  const present = linesOfStored(stored);
  return present.length === wanted.length && wanted.every((line, index) => sameLine(line, present[index]));
}

function linesOfStored(stored: JsonObject): JsonObject[] {
  return (Array.isArray(stored.lines) ? stored.lines : []).filter(isJsonObject).sort((a, b) => rank(a) - rank(b));
}

function rank(line: JsonObject): number {
  return Number(line.rang ?? 0);
}

function sameLine(wanted: JsonObject, present: JsonObject | undefined): boolean {
  if (!present) return false;
  const sameNumbers = NUMBERS.every((name) => numberOf(wanted[name]).equals(numberOf(present[name])));
  return sameNumbers && TEXTS.every((name) => textOf(wanted[name]) === textOf(present[name]));
}

/** Dolibarr keeps five decimals of unit prices. */
function numberOf(value: JsonObject[string] | undefined): Decimal {
  return (Decimal.parse(textOf(value)) ?? Decimal.of("0")).round(5);
}

function linesLocked(ref: string): AppError {
  return new AppError({
    code: "connector.rejected",
    category: "data",
    message: `The lines of ${ref} differ, and it is validated`,
    details: { ref },
    advice: {
      en: `${ref} is validated in Dolibarr: its lines can no longer change. Set it back to draft, or correct it with a credit note.`,
      fr: `${ref} est validé dans Dolibarr : ses lignes ne peuvent plus changer. Repassez-le en brouillon, ou corrigez-le par un avoir.`,
    },
  });
}
