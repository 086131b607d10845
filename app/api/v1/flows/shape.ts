import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import type { FlowSummaryRow, FlowVersionRow } from "@/db/queries/flows";
import type { FlowDetail } from "@/lib/server/flows/flows";

export function toFlowSummary({ id, key, name, integrationId, enabled, pausedAt, versionNumber, updatedAt }: FlowSummaryRow) {
  const times = { pausedAt: toTimeOrNull(pausedAt), updatedAt: toTime(updatedAt) };
  return { id, key, name, integrationId, enabled, version: versionNumber, ...times };
}

export function toVersion(version: Omit<FlowVersionRow, "document" | "workspaceId" | "flowId">) {
  const { id, number, contentHash, publishedBy, note, publishedAt } = version;
  return { id, number, contentHash, publishedBy, note, publishedAt: toTime(publishedAt) };
}

export function toFlow({ row, version, modified, problems }: FlowDetail) {
  const { id, key, name, integrationId, enabled, draft, draftRevision: revision } = row;
  const updatedAt = toTime(row.updatedAt);
  const running = version && toVersion(version);
  return {
    id,
    key,
    name,
    integrationId,
    enabled,
    pausedAt: toTimeOrNull(row.pausedAt),
    updatedAt,
    draft,
    revision,
    version: running,
    modified,
    problems: [...problems],
  };
}
