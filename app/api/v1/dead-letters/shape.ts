import { toTime } from "@/app/api/v1/shared";
import { type DeadLetterRow, MAX_ATTEMPTS } from "@/db/queries/dead-letters";
import type { Chosen } from "@/lib/server/dead-letters";

export function toLetter(row: Omit<DeadLetterRow, "payload" | "edited"> & { isEdited: boolean }) {
  const { id, flowId, key, label, nodeId, runId, error, attempts, status, reason, closedBy } = row;
  const isGivenUp = attempts >= MAX_ATTEMPTS;
  return {
    ...{ id, flowId, key, label, nodeId, runId, error, attempts, status, reason, closedBy },
    state: status !== "open" ? null : isGivenUp ? ("given_up" as const) : ("waiting" as const),
    retryAt: status === "open" && !isGivenUp ? toTime(row.retryAt) : null,
    edited: row.isEdited,
    createdAt: toTime(row.createdAt),
    updatedAt: toTime(row.updatedAt),
  };
}

type ChosenBody =
  | { readonly ids: readonly string[] }
  | { readonly filter: { readonly flow?: string | undefined; readonly state?: "waiting" | "given_up" | undefined } };

export function toChosen(body: ChosenBody): Chosen {
  return "ids" in body ? { ids: body.ids } : { filter: { flowId: body.filter.flow, state: body.filter.state } };
}
