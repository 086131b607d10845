import { type FlowSummaryRow, findVersion, listFlows } from "@/db/queries/flows";
import { type IntegrationRow, listIntegrations } from "@/db/queries/integrations";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { type Driver, planFlow } from "@/engine/interpreter/plan";
import type { App } from "@/lib/server/app";
import { requestRun } from "@/lib/server/flow-services/requests";
import { errorFields } from "@/lib/server/log";

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
const GATHER_MS = 2_000;
/** Keys of one run. */
const MOST_KEYS = 500;

type Waiting = { readonly keys: Set<string>; readonly timer: NodeJS.Timeout };
const waiting = new Map<string, Waiting>();

/**
 * Starts runs of exactly these records, of the flows that follow changes. What is lost with the process is found by the
 * next run of the flow: a hint only makes it come sooner. The pause lets a system commit that tells before it does.
 */
export async function noteHints(
  app: App,
  { workspaceId, connectionId, hints }: { workspaceId: string; connectionId: string; hints: readonly Hint[] },
): Promise<void> {
  if (hints.length === 0) return;
  for (const { flow, driver, isRealTime, connectionId: source } of await readersOf(app, workspaceId)) {
    if (source !== connectionId) continue;
    const own = hints.filter(({ stream, isAsked }) => stream === driver.stream && (isRealTime || isAsked));
    if (own.length === 0) continue;
    if (own.some(({ isAsked }) => isAsked)) await start(app, flow, new Set(own.map(({ key }) => key)));
    else
      gather(
        app,
        flow,
        own.map(({ key }) => key),
      );
  }
}

function gather(app: App, flow: FlowSummaryRow, keys: readonly string[]): void {
  const known = waiting.get(flow.id);
  if (known) {
    for (const key of keys) known.keys.add(key);
    return;
  }
  const gathered = new Set(keys);
  const timer = setTimeout(() => {
    waiting.delete(flow.id);
    start(app, flow, gathered).catch((thrown: unknown) => app.log.warn("hints.not_started", errorFields(thrown)));
  }, GATHER_MS).unref();
  waiting.set(flow.id, { keys: gathered, timer });
}

async function start(app: App, { id: flowId, workspaceId }: FlowSummaryRow, keys: ReadonlySet<string>): Promise<void> {
  const all = [...keys];
  for (let at = 0; at < all.length; at += MOST_KEYS) {
    const part = all.slice(at, at + MOST_KEYS);
    await requestRun(app, { workspaceId, flowId, mode: "live", trigger: "webhook", requestedBy: "system", keys: part });
  }
}
