import { toTime } from "@/app/api/v1/shared";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { MapTable } from "@/lib/server/integrations/tables";

export function toTable({ row, definition, rows }: MapTable) {
  return {
    id: row.id,
    key: row.key,
    integrationId: row.integrationId,
    title: definition.title,
    source: definition.source,
    columns: definition.columns.map(({ key, title, required, control }) => {
      return { key, title, required, control: JsonObjectSchema.parse(control) };
    }),
    rows: rows.map(({ sourceId, sourceLabel, target, origin, reason }) => {
      return { source: sourceId, label: sourceLabel, target, origin, reason };
    }),
    default: row.fallback,
    revision: row.revision,
    updatedAt: toTime(row.updatedAt),
  };
}
