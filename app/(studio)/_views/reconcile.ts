import type { DifferenceLine, SummaryView } from "@/components/reconcile/types";
import type { Json } from "@/lib/core/json";
import { isLinkable } from "@/lib/server/reconcile/link";
import type { DifferenceView, ReconcileSummary } from "@/lib/server/reconcile/view";
import { isWithdrawable } from "@/lib/server/reconcile/withdraw";

export function toSummaryView(summary: ReconcileSummary): SummaryView {
  const { runId, status, fromDay, toDay, endedAt, createdAt, compared, waiting, streams, days, rates } = summary;
  return {
    ...{ runId, compared, waiting, streams, days, rates },
    isRunning: endedAt === null,
    hasFailed: status === "failed" || status === "cancelled",
    from: fromDay,
    to: toDay,
    at: (endedAt ?? createdAt).toISOString(),
  };
}

export function toDifferenceLine(view: DifferenceView): DifferenceLine {
  const { id, kind, stream, label, targetRef, day, fields, error, pending, status, flow, key, page, mendRunId } = view;
  return {
    ...{ id, kind, stream, label, targetRef, day, error, pending, page },
    fields: fields.map(({ field, expected, actual }) => ({
      field: String(field),
      expected: textOf(expected),
      actual: textOf(actual),
    })),
    isMending: status === "mending",
    isMendable: (flow !== null && key !== null) || isWithdrawable(view),
    isWithdrawable: isWithdrawable(view),
    isLinkable: isLinkable(view),
    isOrphan: kind === "extra" && fields.some(({ field }) => field === "origin"),
    isTried: status === "open" && mendRunId !== null,
  };
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}
