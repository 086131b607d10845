import { differencesOf, type FieldChange } from "@/engine/interpreter/try-diff";
import type { SimulatedRecord, SimulatedWrite } from "@/engine/interpreter/try-page";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** What two versions of a flow would do differently for one record. */
export interface RecordComparison {
  readonly differs: boolean;
  readonly outcome: { readonly published: SimulatedRecord["outcome"]; readonly draft: SimulatedRecord["outcome"] };
  /** Only those that differ. */
  readonly writes: readonly WriteComparison[];
}

export interface WriteComparison {
  readonly alias: string;
  readonly stream: string;
  /** `added`: only the draft does it. `removed`: only the published version. */
  readonly kind: "added" | "removed" | "changed";
  /** `before` is the published version's, `after` the draft's. */
  readonly changes: readonly FieldChange[];
}

/** Writes are paired by what they write and under which name, in their order: a node that was renamed is still itself. */
export function compareVersions(published: SimulatedRecord, draft: SimulatedRecord): RecordComparison {
  const writes = [...pairsOf(published.writes, draft.writes)].flatMap(compareWrites);
  const outcome = { published: published.outcome, draft: draft.outcome };
  const isReasonNew =
    outcome.published === outcome.draft &&
    (published.error?.code !== draft.error?.code || published.reason?.code !== draft.reason?.code);
  return { differs: outcome.published !== outcome.draft || isReasonNew || writes.length > 0, outcome, writes };
}

type WritePair = { readonly published: SimulatedWrite | undefined; readonly draft: SimulatedWrite | undefined };

function pairsOf(published: readonly SimulatedWrite[], draft: readonly SimulatedWrite[]): Iterable<WritePair> {
  const pairs = new Map<string, WritePair>();
  for (const [name, write] of named(published)) pairs.set(name, { published: write, draft: undefined });
  for (const [name, write] of named(draft)) pairs.set(name, { published: pairs.get(name)?.published, draft: write });
  return pairs.values();
}

/** The second payment of an order is `payments/payment/1`. */
function named(writes: readonly SimulatedWrite[]): [string, SimulatedWrite][] {
  const seen = new Map<string, number>();
  return writes.map((write) => {
    const name = `${write.stream}/${write.alias}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return [`${name}/${count}`, write];
  });
}

function compareWrites({ published, draft }: WritePair): WriteComparison[] {
  const one = published ?? draft;
  if (one === undefined) return [];
  const { alias, stream } = one;
  const changes = differencesOf(sentBy(published), sentBy(draft));
  if (published === undefined) return [{ alias, stream, kind: "added", changes }];
  if (draft === undefined) return [{ alias, stream, kind: "removed", changes }];
  return changes.length === 0 ? [] : [{ alias, stream, kind: "changed", changes }];
}

/** Of an action, its settings: which one it is says the stream. */
function sentBy(write: SimulatedWrite | undefined): JsonObject {
  if (write === undefined) return {};
  if (!write.stream.startsWith("action:")) return write.after;
  const { params } = write.after;
  return isJsonObject(params) ? params : {};
}
