import type { DocumentView } from "@/connectors/contract";
import type { Difference } from "@/engine/interpreter/ports";
import type { IgnoreReason, Item } from "@/engine/nodes/contract";
import { Sums } from "@/engine/nodes/reconcile/compare";
import { findOrphans } from "@/engine/nodes/reconcile/orphans";
import type { Found, Look } from "@/engine/nodes/reconcile/run";
import type { Json } from "@/lib/core/json";

const VALUES_PER_READ = 40;
/** Set aside already. */
const OFF: readonly DocumentView["state"][] = ["cancelled", "abandoned"];

/**
 * Documents of the target that nothing of this integration is linked to, and that still come from the shop: they carry
 * our reference or that of one of its orders, or are made from a document that is linked. Those of a record that the shop
 * has no more are too many as well. Others are nobody's business.
 */
export async function lookForExtra(look: Omit<Look, "sums">): Promise<Found> {
  const { config, items, ctx, connector } = look;
  const [stream = ""] = config.streams;
  const { ledger } = connector;
  const views = new Map(items.map((item) => [item.key, ledger?.view(stream, item.data)]));
  const scope = { owner: ctx.owner, sourceStream: ctx.sourceStream, targetConnectionId: connector.connectionId };
  const held = await ctx.links.holders({ ...scope, targetStream: stream }, [...views.keys()]);
  const free = items.filter(({ key }) => !held.has(key));
  const orphans = await findOrphans(look, stream, held);
  const origins = await heldOrigins(look, free, views);
  const references = await knownReferences(look, free, views);
  const sums = new Sums();
  const differences = new Map<string, Difference[]>();
  const ignored = new Map<string, IgnoreReason>();
  for (const item of items) {
    const view = views.get(item.key);
    const isOurs = view?.externalRef?.startsWith(`${ctx.owner}:`) ?? false;
    const isOrphan = orphans.has(item.key);
    const comesFrom = view && (isOrphan || isOurs || origins.has(originOf(view)) || references.has(view.reference ?? ""));
    if (held.has(item.key) && !isOrphan) continue;
    if (view && OFF.includes(view.state)) {
      ignored.set(item.key, { code: "nothingToDo" });
      continue;
    }
    if (!view || !comesFrom) {
      ignored.set(item.key, { code: "foreign" });
      continue;
    }
    if (view.day) sums.add("target", { stream, day: view.day, figures: view });
    differences.set(item.key, [
      {
        ...{ kind: "extra", stream, connectionId: connector.connectionId, flow: null, key: null, label: view.ref || item.label },
        ...{ targetId: view.id, targetRef: view.ref, day: view.day, pending: false },
        fields: [
          { field: "gross", expected: null, actual: view.gross },
          // Nothing came of a draft yet: it can be set aside.
          ...(view.state === "draft" && ledger?.withdraw?.[stream]
            ? [{ field: "state", expected: "cancelled", actual: "draft" }]
            : []),
          ...(isOrphan ? [{ field: "origin", expected: null, actual: held.get(item.key) ?? null }] : []),
        ],
      },
    ]);
  }
  return { differences, ignored, sums, compared: 0, waiting: 0 };
}

type Views = ReadonlyMap<string, DocumentView | undefined>;

const originOf = (view: DocumentView): string => (view.origin ? `${view.origin.stream} ${view.origin.id}` : "");

async function heldOrigins({ ctx, connector }: Omit<Look, "sums">, items: readonly Item[], views: Views): Promise<Set<string>> {
  const origins = items.flatMap(({ key }) => views.get(key)?.origin ?? []);
  const found = new Set<string>();
  for (const stream of new Set(origins.map((origin) => origin.stream))) {
    const ids = origins.filter((origin) => origin.stream === stream).map(({ id }) => id);
    const scope = {
      ...{ owner: ctx.owner, sourceStream: ctx.sourceStream },
      ...{ targetConnectionId: connector.connectionId, targetStream: stream },
    };
    for (const id of (await ctx.links.holders(scope, ids)).keys()) found.add(`${stream} ${id}`);
  }
  return found;
}

/** Which of the references that these documents carry are those of records of the shop. */
async function knownReferences({ config, ctx }: Omit<Look, "sums">, items: readonly Item[], views: Views): Promise<Set<string>> {
  const { reference } = config;
  const carried = [...new Set(items.flatMap(({ key }) => views.get(key)?.reference ?? []))];
  const found = new Set<string>();
  if (!reference || carried.length === 0) return found;
  const source = await ctx.connector(reference.connection);
  for (let start = 0; start < carried.length; start += VALUES_PER_READ) {
    const values = carried.slice(start, start + VALUES_PER_READ);
    const where = [{ field: reference.field, op: "in" as const, values }];
    let cursor: Json | null = null;
    do {
      const { stream } = reference;
      const page = await source.read({ stream, cursor, pageSize: source.pageSize, since: null, where, include: ["none"] });
      for (const { data } of page.records) found.add(String(data[reference.field] ?? ""));
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  return found;
}
