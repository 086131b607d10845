import { type Context, change } from "@/connectors/dolibarr/client";
import { hasLines, type Replacement, replaceLines } from "@/connectors/dolibarr/document-lines";
import { post } from "@/connectors/dolibarr/document-steps";
import { numericId } from "@/connectors/dolibarr/guards";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { textOf } from "@/connectors/dolibarr/values";
import type { JsonObject } from "@/lib/core/json";

const [DRAFT, VALIDATED] = ["0", "1"];

/**
 * New lines for an order that ends validated, under the number it has: back to draft, changed, validated again. The
 * warehouse is the one its stock was taken from, so that Dolibarr gives it back and takes it anew. Begun again after an
 * interruption it finds the draft and goes on.
 */
export async function reopenedForLines(
  ctx: Context,
  table: StreamTable,
  replacement: Replacement,
  { idwarehouse }: JsonObject,
): Promise<void> {
  const { id, stored } = replacement;
  const warehouse = textOf(idwarehouse) === "" ? undefined : Number(numericId(textOf(idwarehouse)));
  const isValidated = textOf(stored.status) === VALIDATED;
  if (isValidated && hasLines(replacement)) return;
  if (isValidated) await change(ctx, post(`${table.path}/${id}/settodraft`, { idwarehouse: warehouse ?? -1 }));
  const draft = isValidated ? { ...replacement, stored: { ...stored, status: DRAFT } } : replacement;
  await replaceLines(ctx, table, draft);
  if (textOf(draft.stored.status) !== DRAFT) return;
  await change(ctx, post(`${table.path}/${id}/validate`, { idwarehouse: warehouse ?? 0, notrigger: 0 }));
}
