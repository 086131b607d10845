import { type Context, change, createdId } from "@/connectors/dolibarr/client";
import { saysTheSame } from "@/connectors/dolibarr/references";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";
import { Decimal } from "@/lib/core/decimal";
import { AppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

const NUMBERS = ["qty", "subprice", "tva_tx", "remise_percent"] as const;

export type Replacement = { readonly id: string; readonly stored: JsonObject; readonly wanted: readonly JsonObject[] };

/**
 * Makes the lines of a draft equal to `wanted`, touching only those that differ; a validated document refuses. A line
 * keeps its product for ever, whatever PUT says: another product is another line.
 */
export async function replaceLines(ctx: Context, table: StreamTable, { id, stored, wanted }: Replacement): Promise<void> {
  const { changed, added, surplus } = compared({ id, stored, wanted });
  if (changed.length + added.length + surplus.length === 0) return;
  if (textOf(stored.status) !== "0") throw linesLocked(textOf(stored.ref));
  const path = `${table.path}/${id}/lines`;
  for (const line of surplus) {
    await change(ctx, { method: "DELETE", path: `${path}/${textOf(line.id)}`, repeatable: true });
  }
  for (const { present, line } of changed) {
    await change(ctx, { method: "PUT", path: `${path}/${textOf(present.id)}`, body: line, repeatable: true });
  }
  for (const line of added) createdId(await change(ctx, { method: "POST", path, body: line, repeatable: false }), path);
}

/** Are the lines there already, in whatever order? */
export function hasLines(replacement: Replacement): boolean {
  const { changed, added, surplus } = compared(replacement);
  return changed.length + added.length + surplus.length === 0;
}

type Comparison = {
  readonly changed: readonly { readonly present: JsonObject; readonly line: JsonObject }[];
  readonly added: readonly JsonObject[];
  readonly surplus: readonly JsonObject[];
};

/** Equal lines stay; of the others, one of the same product is changed, in order of rank. */
function compared({ stored, wanted }: Replacement): Comparison {
  const present = linesOfStored(stored);
  const open = wanted.filter((line) => take(present, (other) => sameLine(line, other)) === undefined);
  const changed: { present: JsonObject; line: JsonObject }[] = [];
  const added = open.filter((line) => {
    const found = take(present, (other) => productOf(line) === productOf(other));
    if (found) changed.push({ present: found, line });
    return found === undefined;
  });
  return { changed, added, surplus: present };
}

function take(lines: JsonObject[], test: (line: JsonObject) => boolean): JsonObject | undefined {
  const index = lines.findIndex(test);
  return index < 0 ? undefined : lines.splice(index, 1)[0];
}

function productOf(line: JsonObject): string {
  const product = textOf(line.fk_product);
  return product === "0" ? "" : product;
}

function linesOfStored(stored: JsonObject): JsonObject[] {
  return (Array.isArray(stored.lines) ? stored.lines : []).filter(isJsonObject).sort((a, b) => rank(a) - rank(b));
}

function rank(line: JsonObject): number {
  return Number(line.rang ?? 0);
}

function sameLine(wanted: JsonObject, present: JsonObject): boolean {
  const sameNumbers = NUMBERS.every((name) => numberOf(wanted[name]).equals(numberOf(present[name])));
  return sameNumbers && productOf(wanted) === productOf(present) && saysTheSame(textOf(wanted.desc), textOf(present.desc));
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
