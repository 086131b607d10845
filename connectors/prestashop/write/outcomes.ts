import type { WriteOutcome } from "@/connectors/contract";
import { mayHaveHappened } from "@/connectors/http";
import { type AppError, toAppError, toErrorInfo } from "@/lib/core/errors";

/** Errors that concern the whole connection: no record of the batch can fare better, so the batch throws. */
const WHOLE_BATCH = new Set(["connector.unauthorized", "connector.forbidden", "connector.rate_limited", "run.cancelled"]);

export function isWholeBatch(error: AppError): boolean {
  return WHOLE_BATCH.has(error.code) || error.code === "connector.private_address";
}

/**
 * Did the shop itself answer? Then it is done with the request, a crash included (an empty 500, quirk 12), and what it
 * wrote before can be looked for. A gateway's 502 to 504 and a cut connection leave it possibly at work.
 */
export function wasAnswered(error: AppError): boolean {
  const { status } = error.details;
  return typeof status === "number" && status <= 500;
}

/** A thrown error as the outcome of one record. `created`: could it have made something that must be looked for? */
export function failed(thrown: unknown, options: { readonly creating: boolean }): WriteOutcome {
  const error = toAppError(thrown);
  return {
    outcome: "failed",
    error: toErrorInfo(error),
    uncertain: options.creating && error.category !== "config" && mayHaveHappened(error),
  };
}
