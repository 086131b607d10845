import type { DifferenceRow } from "@/db/queries/reconcile";
import { toErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { bindContext } from "@/lib/server/bound-connector";

const WITHDRAW_MS = 60_000;

/** Too much in the target, and so little gone on with that it can be set aside: what is expected of it says so. */
export function isWithdrawable({ kind, fields }: Pick<DifferenceRow, "kind"> & { fields: readonly JsonObject[] }): boolean {
  return kind === "extra" && fields.some(({ field, expected }) => field === "state" && expected === "cancelled");
}

/** GEN-06: sets a document aside in the target; nothing is ever deleted. False when the target refused, which is logged. */
export async function withdraw(app: App, workspaceId: string, row: DifferenceRow): Promise<boolean> {
  const { connectionId, stream, targetId } = row;
  const signal = AbortSignal.timeout(WITHDRAW_MS);
  try {
    const { connector, context } = await bindContext(app, { workspaceId, connectionId, signal });
    const action = connector.actions[connector.ledger?.withdraw?.[stream] ?? ""];
    if (!action) return false;
    const outcome = await action.run(context, { targetId, externalRef: "", params: {}, idempotencyKey: row.id });
    if (outcome.outcome !== "failed") return true;
    app.log.warn("reconcile.not_withdrawn", { connectionId, stream, targetId, code: outcome.error.code });
  } catch (thrown) {
    const { code, message } = toErrorInfo(thrown);
    app.log.warn("reconcile.not_withdrawn", { connectionId, stream, targetId, code, message });
  }
  return false;
}
