import { readFlowDocument } from "@/engine/document/migrations/migrate";
import type { FlowDocument } from "@/engine/document/schema";
import { AppError } from "@/lib/core/errors";

export type FlowFile =
  | { readonly ok: true; readonly document: FlowDocument }
  /** `detail` says where: the character that is no JSON, or the path and what is wrong with it. */
  | { readonly ok: false; readonly reason: "notJson" | "notFlow"; readonly detail: string };

/** A flow out of the text of a file, brought to today's schema. */
export function readFlowFile(text: string): FlowFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    return { ok: false, reason: "notJson", detail: thrown instanceof Error ? thrown.message : "" };
  }
  try {
    return { ok: true, document: readFlowDocument(parsed) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { path } = thrown.details;
    return {
      ok: false,
      reason: "notFlow",
      detail: [path, thrown.message].filter((part) => part !== "" && part !== undefined).join(": "),
    };
  }
}
