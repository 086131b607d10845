import type { RunLine } from "@/components/home/types";
import type { RunListing } from "@/db/queries/listings";

export function toRunLine(run: RunListing): RunLine {
  const { created, updated, unchanged, ignored, failed, review } = run;
  return {
    id: run.id,
    flow: run.flow,
    integration: run.integration ?? undefined,
    state: run.status,
    at: (run.startedAt ?? run.createdAt).toISOString(),
    dry: run.mode === "dry",
    milliseconds: run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : null,
    counts: { created, updated, unchanged, ignored, failed, review },
  };
}
