import type { Queryable } from "@/db/client";
import { MAX_ATTEMPTS } from "@/db/queries/dead-letters";
import { findFlow } from "@/db/queries/flows";
import { findIntegration } from "@/db/queries/integrations";
import { calmNotification, countNews, listMemberMails, putNotification } from "@/db/queries/notifications";
import { countNewDifferences } from "@/db/queries/reconcile";
import type { RunRow } from "@/db/queries/runs";
import type { RunEnding } from "@/engine/functions/ports";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { type MailOptions, NO_MAIL } from "@/lib/core/mail";
import { readMemberMail } from "@/lib/core/mail-choice";
import type { App } from "@/lib/server/app";
import { recipientsOf } from "@/lib/server/notifications/recipients";

export type NewsKey = keyof MailOptions["when"];
type Fresh = { failed: number; gaveUp: number; review: number };
const LEVELS = { failed: "error", attention: "warn", created: "info", succeeded: "info" } as const;

/**
 * Keeps what the end of a run has to tell people, in the transaction that ends it: one notification of a run, and one
 * mail at most. A record that fails again and again is told of when it begins to, and when it is given up.
 */
export async function tellOfRun(
  app: App,
  db: Queryable,
  { run, ending, error }: { run: RunRow; ending: Exclude<RunEnding, { status: "paused" }>; error: ErrorInfo | null },
): Promise<void> {
  if (run.mode !== "live" || ending.status === "cancelled") return;
  const { workspaceId, id: runId, flowId, integrationId } = run;
  const news = await freshOf(db, run);
  const keys = newsOf(run, ending.status, news);
  const integration = integrationId === null ? undefined : await findIntegration({ db, workspaceId, integrationId });
  const options = integration?.options.mail ?? NO_MAIL;
  const mailed = app.env.smtp ? await mailedFor(db, run, { keys, options }) : [];
  const wanted = mailed.length === 0 ? undefined : (keys.find((key) => options.when[key]) ?? keys[0]);
  const shown = keys.find((key) => LEVELS[key] !== "info");
  const key = shown ?? wanted;
  if (key === undefined) {
    // Only one that ended before can have told something.
    if (run.attempt > 1) await calmNotification({ db, workspaceId, runId });
    return;
  }
  const flow = await findFlow({ db, workspaceId, flowId });
  const counts = { total: run.total, created: run.created, updated: run.updated, failed: run.failed, review: run.review };
  const params: JsonObject = {
    ...counts,
    flow: flow?.name ?? "",
    integration: integration?.name ?? "",
    fresh: { ...news },
    ...(error ? { code: error.code, ...(error.advice ? { advice: error.advice } : {}) } : {}),
  };
  const mailTo = mailed.length > 0 ? mailed : null;
  const told = { level: LEVELS[key], key, params, runId, flowId, integrationId, mailTo, createdAt: app.clock() };
  await putNotification({ db, workspaceId, news: told });
}

async function mailedFor(
  db: Queryable,
  { workspaceId, integrationId }: RunRow,
  { keys, options }: { keys: readonly NewsKey[]; options: MailOptions },
): Promise<string[]> {
  const stored = await listMemberMails({ db, workspaceId });
  const members = stored.map(({ email, mail }) => ({ email, mail: readMemberMail(mail) }));
  return recipientsOf({ keys, options, members, integrationId });
}

/** Records nobody was told of yet; most runs have none, and are not looked into. */
async function freshOf(db: Queryable, run: RunRow): Promise<Fresh> {
  const { workspaceId, id: runId, startedAt, createdAt } = run;
  const since = startedAt ?? createdAt;
  // What a comparison found for the first time waits for a person too.
  const differences = run.ignored === 0 ? 0 : await countNewDifferences({ db, workspaceId, runId, since });
  if (run.failed + run.review === 0) return { failed: 0, gaveUp: 0, review: differences };
  const news = await countNews({ db, workspaceId, runId, since, mostAttempts: MAX_ATTEMPTS });
  return { ...news, review: news.review + differences };
}

/** What is worth telling, most pressing first. */
function newsOf(run: Pick<RunRow, "created">, status: "succeeded" | "failed", fresh: Fresh): NewsKey[] {
  if (status === "failed") return ["failed"];
  const needsPerson = fresh.failed + fresh.gaveUp + fresh.review > 0;
  return [...(needsPerson ? (["attention"] as const) : []), ...(run.created > 0 ? (["created"] as const) : []), "succeeded"];
}
