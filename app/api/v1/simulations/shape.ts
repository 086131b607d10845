import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import type { SimulationRecordRow, SimulationRow } from "@/db/queries/simulations";
import { comparisonOf, detailOf } from "@/lib/server/simulations/records";

export function toSimulation(row: SimulationRow) {
  const { id, flowId, kind, version, status, cancelRequested, request, differing, hasMore, error, runId } = row;
  const { read: total, created, updated, unchanged, ignored, failed, review } = row;
  return {
    ...{ id, flowId, kind, version, status, cancelRequested, request, differing, hasMore, error, runId },
    counts: { total, created, updated, unchanged, ignored, failed, review },
    createdAt: toTime(row.createdAt),
    startedAt: toTimeOrNull(row.startedAt),
    endedAt: toTimeOrNull(row.endedAt),
  };
}

export function toSimulationRecord(row: SimulationRecordRow) {
  const { seq, key, label, name, outcome, differs } = row;
  const { value, currency } = row.amount ?? {};
  const amount = typeof value === "string" && typeof currency === "string" ? { value, currency } : null;
  return { seq, key, label, name, outcome, amount, differs, ...detailOf(row), comparison: comparisonOf(row) };
}

/** For lists: fields of what would be created are read with the record itself. */
export function toSimulationListing(row: SimulationRecordRow) {
  const record = toSimulationRecord(row);
  return { ...record, writes: record.writes.map((write) => (write.outcome === "updated" ? write : { ...write, changes: [] })) };
}
