import { type FlowSummaryRow, findVersion, listFlows } from "@/db/queries/flows";
import { type IntegrationRow, listIntegrations } from "@/db/queries/integrations";
import { joinQueued } from "@/db/queries/real-time";
import { lockTurn } from "@/db/queries/runs";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type Driver, planFlow } from "@/engine/interpreter/plan";
import type { App } from "@/lib/server/app";
import { insertRunAndEvent } from "@/lib/server/flow-services/requests";

export interface Hint {
  readonly stream: string;
  readonly key: string;
  /** A person asked for this record: every flow that reads it takes it, at once. */
  readonly isAsked: boolean;
}

/** A flow that reads one stream of one connection. */
export interface Reader {
  readonly flow: FlowSummaryRow;
  readonly integration: IntegrationRow;
  readonly driver: Driver;
  readonly connectionId: string;
  readonly isRealTime: boolean;
}

/**
 * Flows that read a connection, of all integrations of a workspace. One with several drivers is none of them: a key of
 * one stream means nothing to the others.
 */
export async function readersOf(app: App, workspaceId: string): Promise<Reader[]> {
  const { db } = app;
  const readers: Reader[] = [];
  for (const integration of await listIntegrations({ db, workspaceId })) {
    for (const flow of await listFlows({ db, workspaceId, integrationId: integration.id })) {
      const driver = await driverOf(app, flow);
      const role = driver?.connection?.replace(/^role:/, "") ?? "";
      const connectionId = integration.connections[role];
      if (!driver || connectionId === undefined) continue;
      const isRealTime = integration.options.realTime?.includes(flow.key) ?? false;
      readers.push({ flow, integration, driver, connectionId, isRealTime });
    }
  }
  return readers;
}

async function driverOf(app: App, flow: FlowSummaryRow): Promise<Driver | undefined> {
  if (!flow.enabled || flow.pausedAt !== null || flow.publishedVersionId === null) return undefined;
  const { workspaceId } = flow;
  const version = await findVersion({ db: app.db, workspaceId, versionId: flow.publishedVersionId });
  const drivers = version ? planFlow(FlowDocumentSchema.parse(version.document)).drivers : [];
  const [only] = drivers;
  return drivers.length === 1 && only?.kind === "read" ? only : undefined;
}

/** Hints of one page of a shop come in one delivery; those of the next moment join them in one run. */
export const GATHER_MS = 2_000;
/** The store's clock is not ours. */
const SLACK_MS = 100;
/** Keys of one run. */
const MOST_KEYS = 500;

/**
 * Asks for runs of exactly these records, of the flows that follow changes; written when this answers, so that a crash
 * loses nothing. They begin a moment later, which lets a system commit that tells before it does, and lets what comes
 * meanwhile join in.
 */
export async function noteHints(
  app: App,
  { workspaceId, connectionId, hints }: { workspaceId: string; connectionId: string; hints: readonly Hint[] },
): Promise<void> {
  if (hints.length === 0) return;
  for (const { flow, driver, isRealTime, connectionId: source } of await readersOf(app, workspaceId)) {
    if (source !== connectionId) continue;
    const own = hints.filter(({ stream, isAsked }) => stream === driver.stream && (isRealTime || isAsked));
    const keys = [...new Set(own.map(({ key }) => key))];
    if (keys.length > 0) await askFor(app, flow, { keys, isAsked: own.some(({ isAsked }) => isAsked) });
  }
}

async function askFor(
  app: App,
  { id: flowId, workspaceId }: FlowSummaryRow,
  { keys, isAsked }: { keys: readonly string[]; isAsked: boolean },
): Promise<void> {
  const asked = { workspaceId, flowId, mode: "live", trigger: "webhook", requestedBy: "system" } as const;
  // A person waits for what was asked for.
  const wait = isAsked ? 0 : GATHER_MS;
  const notBefore = new Date(app.clock().getTime() + wait);
  await app.db.transaction(async (db) => {
    await lockTurn({ db, flowId });
    for (let at = 0; at < keys.length; at += MOST_KEYS) {
      const part = keys.slice(at, at + MOST_KEYS);
      const joined = !isAsked && (await joinQueued({ db, workspaceId, flowId, keys: part, most: MOST_KEYS }));
      if (!joined) await insertRunAndEvent(db, { ...asked, keys: part, ...(isAsked ? {} : { notBefore }) });
    }
  });
  if (isAsked) app.wakeRelay();
  else setTimeout(() => app.wakeRelay(), wait + SLACK_MS).unref();
}
