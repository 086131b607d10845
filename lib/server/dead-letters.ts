import {
  type DeadLetterRow,
  dismissDeadLetters,
  editDeadLetter,
  findDeadLetters,
  type LetterFilter,
  listDeadLetters,
} from "@/db/queries/dead-letters";
import { insertAuditEvent } from "@/db/queries/workspaces";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";
import { notFound } from "@/lib/server/tokens";

/** Letters that one call works on at the most. */
export const MOST_LETTERS = 500;

/** The letters of a call: named one by one, or all open ones that a filter lets pass. */
export type Chosen = { readonly ids: readonly string[] } | { readonly filter: Pick<LetterFilter, "flowId" | "state"> };

async function idsOf(app: App, { workspaceId }: Access, chosen: Chosen): Promise<readonly string[]> {
  if ("ids" in chosen) return chosen.ids;
  const rows = await listDeadLetters({ db: app.db, workspaceId, ...chosen.filter, limit: MOST_LETTERS });
  return rows.map(({ id }) => id);
}

/** With its payloads. Throws `request.not_found`. */
export async function readDeadLetter(app: App, { workspaceId }: Access, id: string): Promise<DeadLetterRow> {
  const [letter] = await findDeadLetters({ db: app.db, workspaceId, ids: [id] });
  if (!letter) throw notFound("dead letter", id);
  return letter;
}

/** Does the chosen records again now, in one run for each flow. Answers how many, and the runs. */
export async function retryDeadLetters(app: App, access: Access, chosen: Chosen): Promise<{ count: number; runs: string[] }> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const ids = await idsOf(app, access, chosen);
  const open = (await findDeadLetters({ db: app.db, workspaceId, ids })).filter(({ status }) => status === "open");
  const byFlow = new Map<string, DeadLetterRow[]>();
  for (const letter of open) byFlow.set(letter.flowId, [...(byFlow.get(letter.flowId) ?? []), letter]);
  const runs = await app.db.transaction(async (db) => {
    const made: string[] = [];
    for (const [flowId, letters] of byFlow) {
      const again = { flowId, letters: letters.map(({ id }) => id) };
      made.push(await insertRunAndEvent(db, { workspaceId, mode: "live", trigger: "retry", requestedBy: actor, ...again }));
    }
    return made;
  });
  for (const runId of runs) {
    await insertAuditEvent({ db: app.db, workspaceId, actor, action: "run.retried", subject: runId });
  }
  app.wakeRelay();
  return { count: open.length, runs };
}

/** Keeps what a person made of the record and does it again now. Answers the run. Throws `request.conflict` when it is closed. */
export async function editAndRetry(app: App, access: Access, input: { id: string; data: JsonObject }): Promise<string> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const { id, data } = input;
  await readDeadLetter(app, access, id);
  if (!(await editDeadLetter({ db: app.db, workspaceId, id, data }))) throw closed(id);
  await insertAuditEvent({ db: app.db, workspaceId, actor, action: "dead_letter.edited", subject: id });
  const { runs } = await retryDeadLetters(app, access, { ids: [id] });
  const [runId] = runs;
  if (runId === undefined) throw closed(id);
  return runId;
}

/** They are not done again unless they fail for another cause. Answers how many were open. */
export async function dismissChosen(app: App, access: Access, input: { chosen: Chosen; reason: string }): Promise<number> {
  requirePermission(access, "run.start");
  const { workspaceId, actor } = access;
  const { chosen, reason } = input;
  const ids = await idsOf(app, access, chosen);
  const count = await dismissDeadLetters({ db: app.db, workspaceId, ids, reason, closedBy: actor });
  for (const id of ids.slice(0, 20)) {
    await insertAuditEvent({ db: app.db, workspaceId, actor, action: "dead_letter.dismissed", subject: id, params: { reason } });
  }
  return count;
}

function closed(id: string): AppError {
  return new AppError({
    code: "request.conflict",
    category: "conflict",
    message: "The record has passed, or was dismissed",
    details: { id },
  });
}
