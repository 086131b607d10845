import {
  deleteBeyond,
  deleteOldRuns,
  findKept,
  findRetention,
  listRetentions,
  measureRuns,
  pruneSamples,
  saveRetention,
} from "@/db/queries/retention";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { type Retention, RetentionSchema } from "@/lib/core/retention";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;
/** Rows of one statement: small, so that nobody waits for them. */
const SAMPLES = 1_000;
const RUNS = 20;

/** One small batch for each workspace of what is past its age or its size. True = there is more. */
export async function pruneWorkspaces({ db }: Pick<App, "db">, now: Date): Promise<boolean> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  let isMore = (await measureRuns({ db, limit: RUNS })) === RUNS;
  for (const { workspaceId, retention } of await listRetentions({ db })) {
    const { runDays, sampleDays, megabytes } = retention;
    const samples = await pruneSamples({ db, workspaceId, before: daysAgo(sampleDays), batch: SAMPLES });
    const old = await deleteOldRuns({ db, workspaceId, before: daysAgo(runDays), batch: RUNS });
    const beyond = await deleteBeyond({ db, workspaceId, bytes: megabytes * MEGABYTE, batch: RUNS });
    isMore ||= samples === SAMPLES || old === RUNS || beyond === RUNS;
  }
  return isMore;
}

/** What the workspace keeps, and how much it is. */
export async function readRetention(
  { db }: App,
  { workspaceId }: Access,
): Promise<{ retention: Retention; kept: { bytes: number; runs: number } }> {
  const [retention, kept] = await Promise.all([findRetention({ db, workspaceId }), findKept({ db, workspaceId })]);
  return { retention, kept };
}

export async function changeRetention(app: App, access: Access, retention: Retention): Promise<void> {
  requirePermission(access, "workspace.manage");
  const { workspaceId, actor } = access;
  const parsed = RetentionSchema.parse(retention);
  await saveRetention({ db: app.db, workspaceId, retention: parsed });
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "workspace.changed", subject: workspaceId, params: parsed });
}
