import { toTime } from "@/app/api/v1/shared";
import type { FlowSummaryRow, FlowVersionRow } from "@/db/queries/flows";
import type { FlowDetail } from "@/lib/server/flows/flows";

export function toFlowSummary({ id, key, name, integrationId, enabled, versionNumber, updatedAt }: FlowSummaryRow) {
  return { id, key, name, integrationId, enabled, version: versionNumber, updatedAt: toTime(updatedAt) };
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
    updatedAt,
    draft,
    revision,
    version: running,
    modified,
    problems: [...problems],
  };
}
