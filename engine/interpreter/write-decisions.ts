import { findExisting, type Match, type MatchValues } from "@/engine/interpreter/find-existing";
import type { BoundConnector, LinkScope, NodeContext, RecordLink } from "@/engine/interpreter/ports";
import type { IgnoreReason, Item, ItemLink, ReviewQuestion } from "@/engine/nodes/contract";
import type { ErrorInfo } from "@/lib/core/errors";
import { contentHash } from "@/lib/core/hash";
import type { JsonObject } from "@/lib/core/json";

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
  | { readonly do: "write"; readonly targetId: string | undefined }
  | {
      readonly do: "keep";
      readonly targetId: string;
      readonly targetRef: string;
      readonly data: JsonObject;
      readonly hash: string;
    }
  | { readonly do: "verdict"; readonly verdict: WriteVerdict };

/** The record is linked: nothing to do, or what `onChange` says. */
export function decideLinked({ options, scope }: WriteJob, task: HashedTask, link: RecordLink): Decision {
  const { targetId, targetRef, data, contentHash: known } = link;
  const kept = { do: "keep", targetId, targetRef, data, hash: known } as const;
  if (known === task.hash || options.mode === "create" || options.onChange === "ignore") return kept;
  if (options.onChange === "update") return { do: "write", targetId };
  return reviewDecision({
    task,
    stream: scope.targetStream,
    reason: "changed",
    matches: [{ id: targetId, ref: targetRef, data }],
  });
}

/** The record is not linked: what the target answered when it was asked for it. */
export function decideFound(job: WriteJob, task: HashedTask, found: { matches: readonly Match[]; isOurs: boolean }): Decision {
  const { options, scope } = job;
  const { matches } = found;
  const [first] = matches;
  if (first === undefined) {
    if (options.mode !== "update") return { do: "write", targetId: undefined };
    return { do: "verdict", verdict: { kind: "ignored", reason: { code: "notFound", text: scope.targetStream } } };
  }
  if (matches.length > 1 && options.onAmbiguous === "review") {
    return reviewDecision({ task, stream: scope.targetStream, reason: "ambiguous", matches });
  }
  const kept = { do: "keep", targetId: first.id, targetRef: first.ref ?? "", data: first.data ?? {}, hash: task.hash } as const;
  if (found.isOurs || options.mode === "create" || options.onChange === "ignore") return kept;
  if (options.onChange === "update") return { do: "write", targetId: first.id };
  return reviewDecision({ task, stream: scope.targetStream, reason: "changed", matches: [first] });
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

/** Can the target be asked whether an earlier attempt got through? */
export function isAskable({ connector }: WriteJob, task: HashedTask): boolean {
  return connector.idempotency === "externalRef" || task.rules.length > 0;
}

export function reviewDecision(input: {
  task: HashedTask;
  stream: string;
  reason: ReviewQuestion["reason"];
  matches: readonly Match[];
}): Decision {
  const { task, stream, reason, matches } = input;
  const candidates = matches.map(({ id, ref, label, data }) => ({ id, label: label ?? ref ?? id, ...(data ? { data } : {}) }));
  return { do: "verdict", verdict: { kind: "review", question: { stream, reason, candidates, record: task.record } } };
}

export function keptVerdict(
  { scope }: Pick<WriteJob, "scope">,
  kept: { targetId: string; targetRef: string; data: JsonObject },
  outcome: ItemLink["outcome"],
): WriteVerdict {
  const { targetId: id, targetRef: ref, data } = kept;
  return { kind: "linked", link: { id, ref, outcome, stream: scope.targetStream, data } };
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
