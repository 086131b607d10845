import { findVersion } from "@/db/queries/flows";
import { listOutcomes } from "@/db/queries/run-records";
import type { RunRow } from "@/db/queries/runs";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { passId } from "@/engine/functions/ports";
import { type Driver, planFlow } from "@/engine/interpreter/plan";
import { ReadConfigSchema } from "@/engine/nodes/read/definition";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { parseFrozen } from "@/lib/server/flow-services/frozen";
import { readRun } from "@/lib/server/runs/runs";

/** Keys asked for at a time. */
const KEYS = 100;

/** Of a run whose records come from a system that can be asked for them. */
type Source = { readonly driver: Driver; readonly connectionId: string };

/**
 * UI-50: the records of a run as their source gives them now, one JSON text per line: `{stream, key, data}`. They are read
 * again, as runs keep none. One that is not in the source any more is left out. Throws `run.not_found`, and
 * `request.not_found` where no source can be asked.
 */
export async function sourceRecords(
  app: App,
  access: Access,
  { runId, signal }: { runId: string; signal: AbortSignal },
): Promise<AsyncGenerator<string>> {
  const run = await readRun(app, access, runId);
  const sources = await sourcesOf(app, run);
  if (sources.length > 0) return linesOf(app, run, { sources, signal });
  throw new AppError({
    code: "request.not_found",
    category: "notFound",
    message: `No source can be asked for the records of ${runId}`,
    details: { kind: "source", id: runId },
  });
}

async function sourcesOf(app: App, { workspaceId, versionId, frozen }: RunRow): Promise<Source[]> {
  const version = await findVersion({ db: app.db, workspaceId, versionId });
  if (!version || frozen === null) return [];
  const { connections } = parseFrozen(frozen);
  return planFlow(FlowDocumentSchema.parse(version.document)).drivers.flatMap((driver): Source[] => {
    const { kind, connection = "" } = driver;
    const connectionId = connection.startsWith("role:") ? connections[connection.slice("role:".length)] : connection;
    return kind === "read" && connectionId ? [{ driver, connectionId }] : [];
  });
}

async function* linesOf(
  app: App,
  run: RunRow,
  { sources, signal }: { sources: readonly Source[]; signal: AbortSignal },
): AsyncGenerator<string> {
  const { workspaceId } = run;
  for (const { driver, connectionId } of sources) {
    const bound = await bindConnection(app, { workspaceId, connectionId, signal, isBulk: true });
    const { stream, include } = ReadConfigSchema.parse(driver.node.config);
    for await (const keys of keysOf(app, run, driver)) {
      let cursor: Json | null = null;
      do {
        const page = await bound.read({
          stream,
          cursor,
          pageSize: bound.pageSize,
          since: null,
          keys,
          ...(include ? { include } : {}),
        });
        for (const { key, data } of page.records) yield `${JSON.stringify({ stream, key, data })}\n`;
        cursor = page.nextCursor;
      } while (cursor !== null);
    }
  }
}

/** Keys of the records a driver brought, each once, a few at a time. */
async function* keysOf(app: App, { workspaceId, id: runId }: RunRow, { nodeId }: Driver): AsyncGenerator<string[]> {
  const drivers = new Set([nodeId, passId({ nodeId, pass: "retry" })]);
  const seen = new Set<string>();
  for (let after = 0; ; ) {
    const rows = await listOutcomes({ db: app.db, workspaceId, runId, after, limit: KEYS });
    const keys = rows.filter(({ driver, key }) => drivers.has(driver) && !seen.has(key)).map(({ key }) => key);
    for (const key of keys) seen.add(key);
    if (keys.length > 0) yield keys;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
