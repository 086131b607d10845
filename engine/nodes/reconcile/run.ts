import type { BoundConnector, Difference, NodeContext, ReconcilePort } from "@/engine/interpreter/ports";
import type { IgnoreReason, Item, NodeResult } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import type { Sums } from "@/engine/nodes/reconcile/compare";
import { lookForExpected } from "@/engine/nodes/reconcile/expected";
import { lookForExtra } from "@/engine/nodes/reconcile/extra";
import { OUT } from "@/engine/nodes/shared/handles";
import { AppError } from "@/lib/core/errors";
import { contentHash } from "@/lib/core/hash";
import type { ReconcileConfig } from "./definition";

export interface Look {
  readonly config: ReconcileConfig;
  readonly items: readonly Item[];
  readonly ctx: NodeContext;
  readonly port: ReconcilePort;
  readonly connector: BoundConnector;
  readonly sums: Sums;
}

/** What a look at one page of records found. */
export interface Found {
  /** By key of the item. */
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
  /** Items nothing was compared for, and why. */
  readonly ignored: ReadonlyMap<string, IgnoreReason>;
  readonly compared: number;
  readonly waiting: number;
  readonly sums: Sums;
}

export const reconcileRunner = defineRunner<ReconcileConfig>({
  async run({ node, config, items, ctx }) {
    const port = ctx.reconcile;
    if (!port) {
      throw new AppError({
        code: "connector.unsupported",
        category: "config",
        message: "A comparison needs the flows of an integration: run it from there",
      });
    }
    const connector = await ctx.connector(config.connection);
    const found = await (config.look === "extra" ? lookForExtra : lookForExpected)({ config, items, ctx, port, connector });
    await port.report({
      id: contentHash([node.id, items.map(({ key }) => key)]).slice(0, 24),
      differences: [...found.differences.values()].flat(),
      sums: found.sums.list(),
      compared: found.compared,
      waiting: found.waiting,
    });
    return resultOf(items, found, config);
  },
});

/** What agrees is unchanged; what does not is told as a reason: nothing of it has failed. */
function resultOf(items: readonly Item[], found: Found, config: ReconcileConfig): NodeResult {
  const equal: Item[] = [];
  const ignored: { item: Item; reason: IgnoreReason }[] = [];
  for (const item of items) {
    const differences = found.differences.get(item.key) ?? [];
    const reason = found.ignored.get(item.key);
    if (differences.length > 0) ignored.push({ item, reason: { code: "differs", text: wordsOf(differences) } });
    else if (reason) ignored.push({ item, reason });
    else equal.push(withLink(item, config));
  }
  return { emit: { [OUT]: equal }, ignored };
}

function withLink(item: Item, { streams: [stream = ""] }: ReconcileConfig): Item {
  const link = { id: item.key, ref: item.label, outcome: "unchanged" as const, stream };
  return { ...item, links: { ...item.links, compared: link } };
}

function wordsOf(differences: readonly Difference[]): string {
  return differences.map(({ kind, stream, fields }) => [stream, kind, ...fields.map(({ field }) => field)].join(" ")).join("; ");
}
