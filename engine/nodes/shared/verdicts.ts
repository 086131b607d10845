import type { WriteVerdict } from "@/engine/interpreter/write-decisions";
import type { IgnoreReason, Item, NodeResult, ReviewQuestion } from "@/engine/nodes/contract";
import type { Failure } from "./failures";
import { OUT } from "./handles";

/** A node's result from the verdict on each of its items: the link goes under `alias`. */
export function resultOf(input: {
  alias: string;
  verdicts: readonly { readonly item: Item; readonly verdict: WriteVerdict | undefined }[];
  /** Items that go on as they are. */
  passed: readonly Item[];
  failed: readonly Failure[];
}): NodeResult {
  const { alias, verdicts } = input;
  const emitted: Item[] = [...input.passed];
  const failed: Failure[] = [...input.failed];
  const ignored: { item: Item; reason: IgnoreReason }[] = [];
  const review: { item: Item; question: ReviewQuestion }[] = [];
  for (const { item, verdict } of verdicts) {
    if (verdict?.kind === "linked") emitted.push({ ...item, links: { ...item.links, [alias]: verdict.link } });
    else if (verdict?.kind === "failed") failed.push({ item, error: verdict.error });
    else if (verdict?.kind === "ignored") ignored.push({ item, reason: verdict.reason });
    else if (verdict?.kind === "review") review.push({ item, question: verdict.question });
  }
  return { emit: { [OUT]: emitted }, failed, ignored, review };
}
