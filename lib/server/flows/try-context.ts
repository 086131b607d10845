import { randomUUID } from "node:crypto";
import type { FlowRow } from "@/db/queries/flows";
import { findIntegration } from "@/db/queries/integrations";
import type { BoundConnector, Evaluator, LinkStore, NodeContext, RunMode, RunTable } from "@/engine/interpreter/ports";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { readLinks } from "@/lib/server/flow-services/link-store";

/** A person waits for it. */
const TRY_MS = 60_000;

export interface TryContextInput {
  readonly input: JsonObject;
  readonly tables: readonly RunTable[];
  readonly evaluator: Evaluator;
  readonly mode?: Exclude<RunMode, "live">;
  /** Default: a minute from now. */
  readonly signal?: AbortSignal;
}

export interface TryContext extends NodeContext {
  /** The connections used so far. */
  bound(): Promise<readonly BoundConnector[]>;
  /** `role:shop` or a connection's own id, as an id. */
  connectionId(ref: string): string;
}

/** What a trial of a flow sees: real connections, settings, tables and links, and no way to write. */
export async function contextOf(app: App, flow: FlowRow, options: TryContextInput): Promise<TryContext> {
  const { input, tables, evaluator, mode = "test", signal = AbortSignal.timeout(TRY_MS) } = options;
  const { workspaceId, integrationId } = flow;
  const integration = integrationId === null ? undefined : await findIntegration({ db: app.db, workspaceId, integrationId });
  const roles = integration?.connections ?? {};
  const bound = new Map<string, Promise<BoundConnector>>();
  const connectionId = (ref: string) => (ref.startsWith("role:") ? (roles[ref.slice("role:".length)] ?? ref) : ref);
  return {
    mode,
    runId: `try-${randomUUID()}`,
    owner: integrationId ?? flow.id,
    settings: integration?.settings ?? {},
    trigger: input,
    startedAt: app.clock().toISOString(),
    connectionId,
    bound: () => Promise.all(bound.values()),
    connector: (ref) => {
      const id = connectionId(ref);
      const known = bound.get(id) ?? bindConnection(app, { workspaceId, connectionId: id, signal });
      bound.set(id, known);
      return known;
    },
    evaluator,
    table: (key) => tables.find((table) => table.key === key),
    links: knownLinks(app, workspaceId),
    sourceStream: "",
    signal,
    plan: () => undefined,
    now: app.clock,
  };
}

/** Links of earlier runs, so that a trial tells updates from creations; it makes none itself. */
function knownLinks(app: App, workspaceId: string): LinkStore {
  const refuse = () =>
    Promise.reject(new AppError({ code: "system.unexpected", category: "system", message: "a trial writes nothing" }));
  return { ...readLinks(app.sql, workspaceId), open: refuse, settle: refuse };
}
