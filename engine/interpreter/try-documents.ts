import { z } from "zod";
import type { PlanStep } from "@/engine/interpreter/plan";
import type { Item, NodeResult } from "@/engine/nodes/contract";
import { getPath } from "@/lib/core/json-path";

const AmountsSchema = z.object({ net: z.string(), vat: z.string(), gross: z.string() });

/** A document as it would be booked, beside the shop's own totals: `FittedDocument` of engine/money, without its inner parts. */
export const DocumentProofSchema = z.object({
  lines: z.array(
    z.object({
      kind: z.string(),
      label: z.string(),
      reference: z.string(),
      quantity: z.string(),
      unitNet: z.string(),
      vatRate: z.string(),
      net: z.string(),
      vat: z.string(),
      gross: z.string(),
    }),
  ),
  proof: z.object({
    currency: z.string(),
    shop: AmountsSchema,
    document: AmountsSchema,
    perRate: z.array(z.object({ rate: z.string(), shop: z.string(), document: z.string() })),
    differenceLine: z.object({ net: z.string(), gross: z.string() }).nullable(),
    grossDifference: z.string(),
    netDifference: z.string(),
    exact: z.boolean(),
  }),
});
export type DocumentProof = z.infer<typeof DocumentProofSchema>;

/** The documents that a node totalled, by the key of the record they are for; empty for any other node. */
export function documentsOf({ node, config }: PlanStep, { emit }: NodeResult): Map<string, DocumentProof[]> {
  const found = new Map<string, DocumentProof[]>();
  if (node.kind !== "document" || typeof config.into !== "string") return found;
  for (const item of Object.values(emit).flat()) {
    const parsed = DocumentProofSchema.safeParse(getPath(item.data, config.into));
    if (parsed.success) found.set(recordKeyOf(item), [...(found.get(recordKeyOf(item)) ?? []), parsed.data]);
  }
  return found;
}

/** `7#2` is a part of the record `7`. */
export function recordKeyOf({ key }: Pick<Item, "key">): string {
  return key.split("#", 1)[0] ?? key;
}
