import { toTime } from "@/app/api/v1/shared";
import type { IntegrationRow } from "@/db/queries/integrations";
import type { IntegrationDetail } from "@/lib/server/integrations/integrations";
import type { Missing } from "@/lib/server/integrations/missing";

export function toSummary({ id, template, templateVersion, name, areas, connections, createdAt }: IntegrationRow) {
  return { id, template, templateVersion, name, areas, connections, createdAt: toTime(createdAt) };
}

export function toMissing(missing: readonly Missing[]) {
  return missing.map((entry) => (entry.kind === "table" ? { ...entry, values: [...entry.values] } : entry));
}

export function toIntegration({ row, flows, tables, missing }: IntegrationDetail) {
  return {
    ...toSummary(row),
    settings: row.settings,
    flows: flows.map(({ id, key, name, enabled }) => ({ id, key, name, enabled })),
    tables: tables.map(({ id, key }) => ({ id, key })),
    missing: toMissing(missing),
  };
}
