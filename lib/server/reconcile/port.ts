import { findVersion, listFlows } from "@/db/queries/flows";
import { findLastWhole, putDifferences, putPart, putReconciliation, type SeenDifference } from "@/db/queries/reconcile";
import type { RunRow } from "@/db/queries/runs";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { expectWrites } from "@/engine/interpreter/expect-writes";
import { type Driver, type Plan, planFlow } from "@/engine/interpreter/plan";
import type { Difference, NodeContext, ReconcilePort } from "@/engine/interpreter/ports";
import type { Item } from "@/engine/nodes/contract";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { App } from "@/lib/server/app";

interface Sibling {
  readonly plan: Plan;
  readonly driver: Driver;
  /** When its last run over everything began; null = it never ran. */
  readonly ranAt: Date | null;
}

/** What `reconcile` nodes of a run are given: the flows of its integration, and the tables where differences are kept. */
export function createReconcilePort(app: App, run: RunRow): ReconcilePort | undefined {
  const { integrationId } = run;
  if (integrationId === null) return undefined;
  const siblings = new Map<string, Promise<Sibling | undefined>>();
  const siblingOf = (key: string, stream: string) => {
    const known = siblings.get(key) ?? loadSibling(app, { ...run, integrationId }, { key, stream });
    siblings.set(key, known);
    known.catch(() => siblings.delete(key));
    return known;
  };
  return {
    expect: async (key, items, ctx) => {
      const sibling = await siblingOf(key, ctx.sourceStream);
      // Its area is off, or nobody published it: nothing is expected of it.
      if (!sibling) return { writes: new Map(), failed: new Map(), waiting: new Set(), sourceStream: ctx.sourceStream };
      const { plan, driver, ranAt } = sibling;
      const [expected, waiting] = await Promise.all([
        expectWrites({ plan, driver, items, ctx }),
        changedSince(ranAt, items, { ctx, driver }),
      ]);
      return { ...expected, waiting, hasRun: ranAt !== null };
    },
    report: (part) =>
      app.db.transaction(async (db) => {
        const { workspaceId, id: runId } = run;
        const period = periodOf(run);
        await putReconciliation({ db, workspaceId, integrationId, runId, ...period });
        const sums = part.sums.map((sum) => JsonObjectSchema.parse(sum));
        const { id, compared, waiting, differences } = part;
        await putPart({ db, workspaceId, runId, part: id, compared, waiting, sums });
        await putDifferences({ db, workspaceId, integrationId, runId, seen: differences.map(seenOf) });
      }),
  };
}

/** Days a comparison was asked for; those of the nightly one follow from the settings it was frozen with. */
function periodOf(run: RunRow): { fromDay: string | null; toDay: string | null } {
  const { from, to } = run.input;
  const started = (run.startedAt ?? run.createdAt).getTime();
  const settings = run.frozen?.settings as JsonObject | undefined;
  const days = typeof settings?.reconcileDays === "number" ? settings.reconcileDays : 30;
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return {
    fromDay: typeof from === "string" ? from : day(started - days * 86_400_000),
    toDay: typeof to === "string" ? to : day(started),
  };
}

async function loadSibling(
  app: App,
  run: RunRow & { integrationId: string },
  { key, stream }: { key: string; stream: string },
): Promise<Sibling | undefined> {
  const { workspaceId, integrationId } = run;
  const flows = await listFlows({ db: app.db, workspaceId, integrationId });
  const flow = flows.find((each) => each.key === key);
  if (!flow?.enabled || flow.publishedVersionId === null) return undefined;
  const version = await findVersion({ db: app.db, workspaceId, versionId: flow.publishedVersionId });
  if (!version) return undefined;
  const plan = planFlow(FlowDocumentSchema.parse(version.document));
  const driver = plan.drivers.find(({ sourceStream }) => sourceStream === stream);
  if (!driver) return undefined;
  const last = await findLastWhole({ db: app.db, workspaceId, flowId: flow.id });
  return { plan, driver, ranAt: last?.startedAt ?? null };
}

/** Where a flow never ran everything is expected: that is what the comparison is asked for then. */
async function changedSince(
  ranAt: Date | null,
  items: readonly Item[],
  { ctx, driver }: { ctx: NodeContext; driver: Driver },
): Promise<ReadonlySet<string>> {
  if (ranAt === null || driver.connection === undefined) return new Set();
  const field = await (await ctx.connector(driver.connection)).changeField?.(driver.stream);
  if (field === undefined) return new Set();
  const changed = items.filter(({ data }) => Date.parse(String(data[field])) >= ranAt.getTime());
  return new Set(changed.map(({ key }) => key));
}

function seenOf(difference: Difference): SeenDifference {
  const { kind, stream, connectionId, flow, key, label, targetId, targetRef, day, fields, error, pending } = difference;
  return {
    subject: [connectionId, stream, key ?? "", targetId].join(" "),
    ...{ kind, stream, connectionId, flow, key, label, targetId, targetRef, day, pending },
    fields: fields.map((field) => ({ ...field })),
    error: error ?? null,
  };
}
