import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import type { ConnectionRow } from "@/db/queries/connections";

export function toConnection(row: ConnectionRow) {
  const { id, connector, name, config, secretNames, sandbox } = row;
  const checkedAt = toTimeOrNull(row.checkedAt);
  return {
    id,
    connector,
    name,
    config,
    secrets: secretNames,
    sandbox,
    checkedAt,
    check: row.checkResult,
    createdAt: toTime(row.createdAt),
  };
}
