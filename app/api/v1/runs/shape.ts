import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import type { RunListing } from "@/db/queries/listings";
import type { RecordOutcomeRow } from "@/db/queries/run-records";
import type { RunNodeRow, RunRow } from "@/db/queries/runs";
import type { RunStanding } from "@/lib/server/runs/progress";

/** What lists show of a run; a row of either query will do. */
export function toRunSummary(run: RunListing | RunRow) {
  const { id, flowId, status, mode, trigger, review, total, created, updated, unchanged, ignored, failed } = run;
  return {
    id,
    flowId,
    status,
    mode,
    trigger,
    counts: { total, created, updated, unchanged, ignored, failed },
    review,
    createdAt: toTime(run.createdAt),
    startedAt: toTimeOrNull(run.startedAt),
    endedAt: toTimeOrNull(run.endedAt),
  };
}

export function toRun(run: RunRow, standing: RunStanding) {
  const { integrationId, versionId, requestedBy, since, until, limit, attempt, retryOf, cancelRequested, error } = run;
  const requests = { source: run.requestsSource, target: run.requestsTarget };
  return {
    ...toRunSummary(run),
    ...{ integrationId, versionId, requestedBy, requests, since, until, limit, attempt, retryOf, cancelRequested, error },
    ...standing,
  };
}

export function toRunNode({ nodeId, status, pages, recordsIn, recordsOut, failed, ignored, ms, counts }: RunNodeRow) {
  return { nodeId, status, pages, in: recordsIn, out: recordsOut, failed, ignored, ms, counts };
}

export function toRecord({ seq, key, label, outcome, nodeId, targets, error, reason, planned, at }: RecordOutcomeRow) {
  return { seq, key, label, outcome, nodeId, targets, error, reason, planned, at: toTime(at) };
}
