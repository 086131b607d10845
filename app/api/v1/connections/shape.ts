import { toTime, toTimeOrNull } from "@/app/api/v1/shared";
import type { ConnectionRow } from "@/db/queries/connections";
import type { App } from "@/lib/server/app";

/** The address of a built-in sandbox is known at run time only; its keys are public, and in the documentation. */
export function toConnection(app: Pick<App, "sandboxes">, row: ConnectionRow) {
  const { id, connector, name, secretNames, sandbox } = row;
  const config = { ...row.config, ...(sandbox === null ? {} : app.sandboxes.get(sandbox)?.config) };
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
