import { findExisting, type Match, type MatchValues } from "@/engine/interpreter/find-existing";
import type { BoundConnector, LinkScope, NodeContext, RecordLink } from "@/engine/interpreter/ports";
import type { IgnoreReason, Item, ItemLink, ReviewQuestion } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import { contentHash } from "@/lib/core/hash";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** One record to be written for one item. */
export interface WriteTask {
  readonly item: Item;
  /** Identity of the source record: items with the same key are written once. */
  readonly key: string;
  readonly record: JsonObject;
  /** Match rules whose values are all there, in order. */
  readonly rules: readonly MatchValues[];
}

export interface WriteOptions {
  readonly nodeId: string;
  readonly alias: string;
  readonly mode: "upsert" | "create" | "update";
  readonly onChange: "update" | "ignore" | "review";
  readonly onAmbiguous: "review" | "first";
  /** What a rule found is linked to another source record: ask, link both to it, or create with a number added. */
  readonly onTaken: "review" | "share" | "increment";
  /** Field of the record that takes the number. */
  readonly incrementField?: string;
}

export interface WriteJob {
  readonly ctx: NodeContext;
  readonly connector: BoundConnector;
  readonly scope: LinkScope;
  readonly options: WriteOptions;
}

export type WriteVerdict =
  | { readonly kind: "linked"; readonly link: ItemLink }
  | { readonly kind: "failed"; readonly error: ErrorInfo }
  | { readonly kind: "review"; readonly question: ReviewQuestion }
  | { readonly kind: "ignored"; readonly reason: IgnoreReason };

/** A task with the hash of what it would send. */
export type HashedTask = WriteTask & { readonly hash: string };

/** What the link, or what was found in the target, says about a task. */
export type Decision =
  /**
   * `kept` stands in the record instead of what the source says: the reference that was still free. `despite`: created
   * although a rule finds something.
   */
  | { readonly do: "write"; readonly targetId: string | undefined; readonly kept?: JsonObject; readonly despite?: true }
  | {
      readonly do: "keep";
      readonly targetId: string;
      readonly targetRef: string;
      readonly data: JsonObject;
      readonly hash: string;
    }
  | { readonly do: "verdict"; readonly verdict: WriteVerdict };

/** The record is linked: nothing to do, or what `onChange` says. */
export function decideLinked(job: WriteJob, task: HashedTask, link: RecordLink): Decision {
  const { options } = job;
  const { targetId, targetRef, contentHash: known } = link;
  const { changed: _told, ...data } = link.data;
  const same = { do: "keep", targetId, targetRef, data, hash: known } as const;
  if (isContent(known, task.hash)) return same;
  // Left alone here; `$links.<alias>.data.changed` lets the flow follow it elsewhere.
  if (options.mode === "create" || options.onChange === "ignore") return { ...same, data: { ...data, changed: true } };
  // No hash: a person chose this link, and with it that the record may be written.
  if (options.onChange === "update" || known === "") {
    return { do: "write", targetId, ...(isJsonObject(data.kept) ? { kept: data.kept } : {}) };
  }
  return reviewDecision(job, task, { reason: "changed", matches: [{ id: targetId, ref: targetRef, data }] });
}

/** What the target answered when it was asked for a record without a link. */
export interface FoundState {
  readonly matches: readonly Match[];
  /** It is what an earlier attempt of ours created, with this very content. */
  readonly isOurs: boolean;
  /** By target id: the source record each of them is linked to already. */
  readonly holders: ReadonlyMap<string, string>;
}

/** The record is not linked: the target may have one that fits. One that is linked to another record does not. */
export function decideFound(job: WriteJob, task: HashedTask, found: FoundState): Decision {
  const { options, scope } = job;
  const free = found.matches.filter(({ id }) => !found.holders.has(id));
  if (free.length === 0 && found.matches.length > 0) {
    return reviewDecision(job, task, { reason: "taken", matches: found.matches, holders: found.holders });
  }
  const [first] = free;
  if (first === undefined) {
    if (options.mode !== "update") return { do: "write", targetId: undefined };
    return { do: "verdict", verdict: { kind: "ignored", reason: { code: "notFound", text: scope.targetStream } } };
  }
  if (free.length > 1 && options.onAmbiguous === "review") {
    return reviewDecision(job, task, { reason: "ambiguous", matches: free });
  }
  const same = { do: "keep", targetId: first.id, targetRef: first.ref ?? "", data: first.data ?? {}, hash: task.hash } as const;
  if (found.isOurs || options.mode === "create" || options.onChange === "ignore") return same;
  if (options.onChange === "update") return { do: "write", targetId: first.id };
  return reviewDecision(job, task, { reason: "changed", matches: [first] });
}

/** What the target has for tasks without a link. */
export function findFor(job: WriteJob, tasks: readonly HashedTask[]) {
  const { connector, scope } = job;
  return findExisting({
    connector,
    stream: scope.targetStream,
    candidates: tasks.map(({ key, rules, record }) => ({ key, externalRef: externalRefOf(scope, key), rules, record })),
  });
}

/** May a record without target id be sent again, whatever became of the first attempt? */
export function isRepeatable({ connector, scope }: Pick<WriteJob, "connector" | "scope">): boolean {
  return connector.repeatable?.includes(scope.targetStream) ?? false;
}

/** Can the target be asked whether an earlier attempt got through? */
export function isAskable({ connector }: WriteJob, task: HashedTask): boolean {
  return connector.idempotency === "externalRef" || task.rules.length > 0;
}

export function reviewDecision(
  { scope }: Pick<WriteJob, "scope">,
  { key, hash, record }: HashedTask,
  asked: {
    readonly reason: ReviewQuestion["reason"];
    readonly matches: readonly Match[];
    readonly holders?: ReadonlyMap<string, string>;
  },
): Decision {
  const { sourceStream, targetConnectionId, targetStream: stream } = scope;
  const candidates = candidatesOf(asked.matches, asked.holders);
  const link = { sourceStream, targetConnectionId, key, contentHash: hash };
  return { do: "verdict", verdict: { kind: "review", question: { stream, reason: asked.reason, candidates, record, link } } };
}

export function candidatesOf(matches: readonly Match[], holders?: ReadonlyMap<string, string>): ReviewQuestion["candidates"] {
  return matches.map(({ id, ref, label, data }) => {
    const linkedTo = holders?.get(id);
    return { id, label: label ?? ref ?? id, ...(data ? { data } : {}), ...(linkedTo === undefined ? {} : { linkedTo }) };
  });
}

export function keptVerdict(
  { scope }: Pick<WriteJob, "scope">,
  kept: { targetId: string; targetRef: string; data: JsonObject },
  outcome: ItemLink["outcome"],
): WriteVerdict {
  const { targetId: id, targetRef: ref, data } = kept;
  return { kind: "linked", link: { id, ref, outcome, stream: scope.targetStream, data } };
}

/** Is it what the link was written with? Links keep the beginning of the hash; `""` is nobody's. */
export function isContent(known: string | undefined, hash: string): boolean {
  return known !== undefined && known !== "" && hash.startsWith(known);
}

/** Nothing to do now; what became of it is what an attempt of this run, cut short, did for this very item. */
export function doneBefore(link: Pick<RecordLink, "done"> | undefined, item: Item): ItemLink["outcome"] {
  return link?.done?.item === item.key ? link.done.outcome : "unchanged";
}

export function failedVerdict(error: ErrorInfo): WriteVerdict {
  return { kind: "failed", error };
}

/** What the target keeps with the record, where it can, so that it can be asked for it later. */
export function externalRefOf(scope: Pick<LinkScope, "owner" | "sourceStream">, key: string): string {
  return `${scope.owner}:${scope.sourceStream}:${key}`;
}

/** The same for each attempt of the same write. */
export function idempotencyKeyOf(scope: LinkScope, task: { key: string; hash: string }): string {
  return contentHash([externalRefOf(scope, task.key), scope.targetConnectionId, scope.targetStream, task.hash]);
}
