import { findFlow, findVersion } from "@/db/queries/flows";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { planFlow } from "@/engine/interpreter/plan";
import type { BoundConnector, NodeContext } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import { createEvaluator } from "@/engine/mapping/evaluator";
import { createMemoryLinks } from "@/engine/testing/memory-links";
import type { Json } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { bindConnection } from "@/lib/server/bound-connector";
import { freezeInputs } from "@/lib/server/flow-services/frozen";

type Place = { readonly workspaceId: string; readonly integrationId: string; readonly flowId: string };

/**
 * The yardstick: a loop over the pages of a flow that reads, maps and writes them and remembers nothing: no store, no
 * steps, no ledger, no intent, no journal. The same requests, the same mapping. Answers how many records there were.
 */
export async function loopInMemory(app: App, { workspaceId, integrationId, flowId }: Place): Promise<number> {
  const { db } = app;
  const flow = await findFlow({ db, workspaceId, flowId });
  const version = await findVersion({ db, workspaceId, versionId: flow?.publishedVersionId ?? "" });
  const plan = planFlow(FlowDocumentSchema.parse(version?.document));
  const frozen = await freezeInputs(db, { workspaceId, integrationId, flowId, frozen: null });
  const tables = new Map(frozen.tables.map((table) => [table.key, table]));
  const { signal } = new AbortController();
  const bound = new Map<string, Promise<BoundConnector>>();
  const connector = (ref: string): Promise<BoundConnector> => {
    const connectionId = frozen.connections[ref.replace("role:", "")] ?? ref;
    const known = bound.get(connectionId) ?? bindConnection(app, { workspaceId, connectionId, signal });
    bound.set(connectionId, known);
    return known;
  };
  const evaluator = createEvaluator({ tables });
  const links = createMemoryLinks();
  let records = 0;
  for (const driver of plan.drivers) {
    const ctx: NodeContext = {
      mode: "live",
      runId: "run_loop",
      owner: integrationId,
      settings: frozen.settings,
      trigger: {},
      startedAt: app.clock().toISOString(),
      connector,
      evaluator,
      table: (key) => tables.get(key),
      links,
      sourceStream: driver.sourceStream,
      signal,
      plan: () => undefined,
      now: app.clock,
    };
    let cursor: Json | null = null;
    do {
      const page: Awaited<ReturnType<typeof readPage>> = await readPage({ plan, driver, cursor, since: null, ctx });
      const { outcomes } = await runPage({ plan, driver, items: page.items, ctx, samples: 0 });
      records += outcomes.length;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  evaluator.close();
  return records;
}
