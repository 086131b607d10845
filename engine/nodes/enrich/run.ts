import type { SourceRecord } from "@/connectors/contract";
import type { BoundConnector, NodeContext } from "@/engine/interpreter/ports";
import type { IgnoreReason, Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { type Failure, missingDependency } from "@/engine/nodes/shared/failures";
import { OUT } from "@/engine/nodes/shared/handles";
import { scopeOf } from "@/engine/nodes/shared/target";
import { AppError } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import { getPath, setPath } from "@/lib/core/json-path";
import type { EnrichConfig } from "./definition";

type Join = EnrichConfig["joins"][number];

/** Values asked for at once: what fits an address line of any system. */
const VALUES_PER_REQUEST = 40;

export const enrichRunner = defineRunner<EnrichConfig>({
  async run({ config, items, ctx }) {
    const connector = await ctx.connector(config.connection);
    const failed: Failure[] = [];
    const ignored: { item: Item; reason: IgnoreReason }[] = [];
    let going: readonly Item[] = items;
    for (const join of config.joins) {
      const joined = await applyJoin({ join, items: going, connector, ctx });
      failed.push(...joined.failed);
      ignored.push(...joined.ignored);
      going = joined.items;
    }
    return { emit: { [OUT]: going }, failed, ignored };
  },
});

async function applyJoin(input: { join: Join; items: readonly Item[]; connector: BoundConnector; ctx: NodeContext }) {
  const { join, connector, ctx } = input;
  const { done, failed } = await evaluateEach(ctx, join.from, input.items);
  const asked = done.map(({ item, value }) => ({ item, values: valuesOf(value) }));
  const wanted = [...new Set(asked.flatMap(({ values }) => values))];
  const found = join.identity
    ? await readLinks({ stream: join.stream, identity: join.identity, wanted, connector, ctx })
    : await readByField({ join, wanted, connector, ctx });
  const items: Item[] = [];
  const refused: Failure[] = [];
  const ignored: { item: Item; reason: IgnoreReason }[] = [];
  for (const { item, values } of asked) {
    const records = values.flatMap((value) => found.get(value) ?? []).map((record) => record.data);
    const text = `${join.stream} ${values.join(", ")}`.trim();
    if (records.length > 0 || join.onMissing === "continue") {
      items.push({ ...item, data: setPath(item.data, join.into, join.many ? records : (records[0] ?? null)) });
    } else if (join.onMissing === "ignore") ignored.push({ item, reason: { code: "missingDependency", text } });
    else refused.push({ item, error: missingDependency(`${text} is not in the source`, { stream: join.stream, values }) });
  }
  return { items, failed: [...failed, ...refused], ignored };
}

/** What this integration has linked the keys to, by key; in reverse, what it has linked to the ids, by id. */
async function readLinks(input: {
  stream: string;
  identity: NonNullable<Join["identity"]>;
  wanted: readonly string[];
  connector: BoundConnector;
  ctx: NodeContext;
}): Promise<Map<string, Pick<SourceRecord, "data">[]>> {
  const { stream, identity, wanted, connector, ctx } = input;
  const own = scopeOf({ ctx, connector, targetStream: stream, identity: { stream: identity.stream, key: "key" } });
  const scope = identity.origin === undefined ? own : { ...own, sourceStream: `${identity.origin}:${identity.stream}` };
  if (identity.reverse) {
    const holders = await ctx.links.holders(scope, wanted);
    return new Map([...holders].map(([id, source]) => [id, [{ data: { id: source, ref: "", key: id } }]]));
  }
  const links = await ctx.links.load(scope, wanted);
  return new Map([...links].map(([key, { targetId, targetRef }]) => [key, [{ data: { id: targetId, ref: targetRef, key } }]]));
}

/** Every record whose field has one of the values, by value, in the order read. */
async function readByField(input: {
  join: Join;
  wanted: readonly string[];
  connector: BoundConnector;
  ctx: NodeContext;
}): Promise<Map<string, SourceRecord[]>> {
  const { join, wanted, connector, ctx } = input;
  const found = new Map<string, SourceRecord[]>();
  for (let start = 0; start < wanted.length; start += VALUES_PER_REQUEST) {
    const values = wanted.slice(start, start + VALUES_PER_REQUEST);
    let cursor: Json | null = null;
    do {
      if (ctx.signal.aborted)
        throw new AppError({ code: "run.cancelled", category: "cancelled", message: "the run was cancelled" });
      const page = await connector.read({
        stream: join.stream,
        cursor,
        pageSize: connector.pageSize,
        since: null,
        where: [{ field: join.field, op: "in", values }],
        ...(join.include ? { include: join.include } : {}),
      });
      for (const record of page.records) addTo(found, fieldOf(record, join.field), record);
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
  return found;
}

function addTo(found: Map<string, SourceRecord[]>, value: string, record: SourceRecord): void {
  const records = found.get(value);
  if (records === undefined) found.set(value, [record]);
  else records.push(record);
}

function fieldOf(record: SourceRecord, field: string): string {
  const value = getPath(record.data, field);
  return value === undefined || value === null ? record.key : String(value);
}

/** What to look for: numbers and texts; nothing, empty texts and `0` (a system's way of saying none) are left out. */
function valuesOf(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  const texts = list.flatMap((entry) => (typeof entry === "string" || typeof entry === "number" ? [String(entry)] : []));
  return [...new Set(texts.filter((text) => text !== "" && text !== "0"))];
}
