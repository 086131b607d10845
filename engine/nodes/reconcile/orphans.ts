import type { RecordLink } from "@/engine/interpreter/ports";
import { readByIds } from "@/engine/nodes/reconcile/read-by-ids";
import type { Look } from "@/engine/nodes/reconcile/run";

/**
 * Which of these records of the target, each with the source key it is linked to, are linked to a record of the source
 * that is there no more. What is linked to records of other streams is not asked for.
 */
export async function findOrphans(
  { config, ctx, connector }: Omit<Look, "sums">,
  targetStream: string,
  held: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  const { reference } = config;
  if (!reference || held.size === 0) return new Set();
  const sourceStream = `${reference.connection.replace(/^role:/, "")}:${reference.stream}`;
  const own = { owner: ctx.owner, sourceStream, targetConnectionId: connector.connectionId, targetStream };
  const links = await ctx.links.load(own, [...new Set(held.values())]);
  const linked = new Map([...links.values()].map(({ targetId, key }: RecordLink) => [targetId, key]));
  const source = await ctx.connector(reference.connection);
  const found = await readByIds(source, reference.stream, [...new Set(linked.values())], ["none"]);
  const there = new Set(found.map(({ key }) => key));
  return new Set([...linked].flatMap(([targetId, key]) => (held.has(targetId) && !there.has(key) ? [targetId] : [])));
}
