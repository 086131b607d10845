import { type Found, findExisting } from "@/engine/interpreter/find-existing";
import type { LinkScope, NodeContext, ReviewAnswer } from "@/engine/interpreter/ports";
import { candidatesOf, externalRefOf, type WriteVerdict } from "@/engine/interpreter/write-decisions";
import type { Item, ItemLink } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { NOT_FOUND } from "@/engine/nodes/shared/handles";
import { fillRules, type Keyed, keyEach, scopeOf } from "@/engine/nodes/shared/target";
import { resultOf } from "@/engine/nodes/shared/verdicts";
import { contentHash } from "@/lib/core/hash";
import type { FindConfig } from "./definition";

export const findRunner = defineRunner<FindConfig>({
  async run({ config, items, ctx }) {
    const connector = await ctx.connector(config.connection);
    const scope = scopeOf({ ctx, connector, targetStream: config.stream, identity: config.identity });
    const rules = await fillRules(ctx, config.match, items);
    const { keyed, failed } = await keyEach(ctx, config.identity?.key, [...rules.filled.keys()]);
    const links = await linksOf(ctx, scope, keyed);
    const unlinked = keyed.filter(({ key }) => !links.has(key));
    // Two items may look for one record by different values: each is its own candidate.
    const found = await findExisting({
      connector,
      stream: config.stream,
      candidates: unlinked.map(({ item, key }) => ({
        key: item.key,
        externalRef: externalRefOf(scope, key),
        rules: rules.filled.get(item) ?? [],
      })),
    });
    const told = await answersOf(ctx, scope, { config, unlinked, found });
    const answers = keyed.map(({ item, key }) => {
      const link = links.get(key);
      const state = { key, scope, found: found.get(item.key), told: told.get(key) };
      return { item, verdict: link ? linked(link) : verdictOf(config, item, state) };
    });
    const missing = answers.filter(({ verdict }) => verdict === undefined).map(({ item }) => item);
    const result = resultOf({
      alias: config.alias,
      verdicts: answers,
      passed: config.onMissing === "continue" ? missing : [],
      failed: [...rules.failed, ...failed],
    });
    return config.onMissing === "handle" ? { ...result, emit: { ...result.emit, [NOT_FOUND]: missing } } : result;
  },
});

/** Links already made by this integration answer without a request. */
async function linksOf(ctx: NodeContext, scope: LinkScope, keyed: readonly Keyed[]): Promise<Map<string, ItemLink>> {
  const links = await ctx.links.load(
    scope,
    keyed.map(({ key }) => key),
  );
  return new Map(
    [...links].map(([key, { targetId, targetRef, data }]) => [
      key,
      { id: targetId, ref: targetRef, outcome: "found", stream: scope.targetStream, data },
    ]),
  );
}

/** What would be asked now may have been answered before. */
async function answersOf(
  ctx: NodeContext,
  scope: LinkScope,
  asked: { config: FindConfig; unlinked: readonly Keyed[]; found: ReadonlyMap<string, Found> },
): Promise<ReadonlyMap<string, ReviewAnswer>> {
  const { config, unlinked, found } = asked;
  const keys = unlinked.filter(({ item }) => isAmbiguous(config, found.get(item.key))).map(({ key }) => key);
  return keys.length === 0 ? new Map() : ctx.links.answers(scope, [...new Set(keys)]);
}

function isAmbiguous(config: FindConfig, found: Found | undefined): boolean {
  return config.onAmbiguous === "review" && (found?.matches.length ?? 0) > 1;
}

/** undefined: not found, and the way on is the caller's. */
function verdictOf(
  config: FindConfig,
  item: Item,
  state: { key: string; scope: LinkScope; found: Found | undefined; told: ReviewAnswer | undefined },
): WriteVerdict | undefined {
  const { stream } = config;
  const { key, scope, found, told } = state;
  const hash = contentHash(item.data);
  if (isAmbiguous(config, found) && told?.kind === "ignore" && told.contentHash === hash) {
    return { kind: "ignored", reason: { code: "dismissed", text: told.reason } };
  }
  const isRefused = isAmbiguous(config, found) && told?.kind === "create";
  const matches = isRefused ? [] : (found?.matches ?? []);
  const [first] = matches;
  if (first === undefined) {
    return config.onMissing === "ignore" ? { kind: "ignored", reason: { code: "missingDependency", text: stream } } : undefined;
  }
  if (isAmbiguous(config, found)) {
    const { sourceStream, targetConnectionId } = scope;
    const link = { sourceStream, targetConnectionId, key, contentHash: hash };
    return {
      kind: "review",
      question: { stream, candidates: candidatesOf(matches), record: item.data, reason: "ambiguous", link },
    };
  }
  return linked({ id: first.id, ref: first.ref ?? "", outcome: "found", stream, ...(first.data ? { data: first.data } : {}) });
}

function linked(link: ItemLink): WriteVerdict {
  return { kind: "linked", link };
}
