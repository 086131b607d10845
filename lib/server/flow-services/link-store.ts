import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import {
  findHolders,
  findLinks,
  type findRunWrites,
  type LinkRow,
  openIntents,
  type RunWrite,
  scopeIdOf,
  settleIntents,
} from "@/db/queries/links";
import { findAnswers } from "@/db/queries/reviews";
import type { LinkScope, LinkStore, RecordLink } from "@/engine/interpreter/ports";
import { AppError } from "@/lib/core/errors";
import { contentHash } from "@/lib/core/hash";
import type { Hold, KeyLocks } from "@/lib/server/flow-services/key-locks";
import { toReviewAnswer } from "@/lib/server/review-answers";

export type RunWrites = Awaited<ReturnType<typeof findRunWrites>>;
type Held = { readonly keys: Set<string>; readonly hold: Hold };

/**
 * A call of a process that died may still be under way in the target: whoever takes a record over asks the target only
 * this much later.
 */
const TAKEOVER_MS = 5_000;
/** Names of which is known when the call in doubt ended. */
const MOST_ENDED = 20_000;
const endedAt = new Map<string, number>();

/**
 * The exactly-one protocol on Postgres, for one run. Keys are locked from `open` to `settle`. Once the session that
 * holds them is lost nothing is taken for certain but what the target confirmed.
 */
export function createLinkStore(input: {
  sql: Sql;
  locks: KeyLocks;
  workspaceId: string;
  /** The run whose links these are; absent in tests. */
  runId?: string;
  /** What an attempt of the run had written that was cut short. */
  writesBefore?: () => RunWrites;
  /** Name of the lock of a target that takes one write at a time; undefined for one that takes several. */
  gateOf: (targetConnectionId: string) => string | undefined;
  /** Aborts when the run is stopped. */
  signal: AbortSignal;
}): LinkStore {
  const { sql, locks, workspaceId, runId, writesBefore, gateOf, signal } = input;
  const holds = new Set<Held>();
  const within = (scope: LinkScope) => ({ sql, workspaceId, ...scope });
  return {
    ...readLinks(sql, workspaceId),
    async load(scope, keys) {
      const rows = await findLinks({ ...within(scope), keys });
      const before = writesBefore?.();
      if (!before || before.size === 0) return new Map(rows.map((row) => [row.key, row]));
      const done = before.get(await scopeIdOf(within(scope)));
      return new Map(rows.map((row) => [row.key, withDone(row, done?.get(row.key))]));
    },
    async open(scope, intents, guards) {
      const names = intents.map(({ key }) => lockName(scope, key));
      const gate = gateOf(scope.targetConnectionId);
      // Whoever has the gate is alone in the target: what it may recognise needs no lock of its own.
      const hold = await locks.hold(gate === undefined ? [...names, ...guards] : [...names, gate]);
      try {
        const { before, links } = await openIntents({ ...within(scope), intents });
        const linked = new Set(links.map(({ key }) => key));
        await waitForCalls(
          before.filter(([key]) => !linked.has(key)).map(([key]) => lockName(scope, key)),
          signal,
        );
        if (hold.isLost()) throw lockLost();
        holds.add({ keys: new Set(names), hold });
        return { before: new Map(before), links: new Map(links.map((row) => [row.key, row])) };
      } catch (thrown) {
        hold.release();
        throw thrown;
      }
    },
    async settle(scope, results) {
      const names = new Map(results.map((result) => [lockName(scope, result.key), result]));
      const isLost = [...holds].some(({ keys, hold }) => hold.isLost() && [...names.keys()].some((name) => keys.has(name)));
      for (const [name, { status }] of names) noteEnd(name, status === "uncertain");
      try {
        // Somebody else may have opened these again: what is not linked is theirs to close.
        const sure = isLost ? results.filter(({ status }) => status === "linked") : results;
        await settleIntents({ ...within(scope), runId, results: sure });
      } finally {
        releaseSettled(holds, [...names.keys()]);
      }
    },
  };
}

function withDone(row: LinkRow, done: RunWrite | undefined): RecordLink {
  return done === undefined ? row : { ...row, done };
}

/** The part of a LinkStore that changes nothing. */
export function readLinks(sql: Sql, workspaceId: string): Pick<LinkStore, "load" | "holders" | "answers"> {
  const within = (scope: LinkScope) => ({ sql, workspaceId, ...scope });
  return {
    async load(scope, keys) {
      const rows = await findLinks({ ...within(scope), keys });
      return new Map(rows.map((row) => [row.key, row]));
    },
    async holders(scope, targetIds) {
      const rows = await findHolders({ ...within(scope), targetIds });
      return new Map(rows.map(({ targetId, key }) => [targetId, key]));
    },
    async answers(scope, keys) {
      const rows = await findAnswers({ ...within(scope), keys });
      return new Map(
        rows.flatMap(({ key, answer, question }) => {
          const told = toReviewAnswer(answer, question);
          return told ? [[key, told]] : [];
        }),
      );
    },
  };
}

/** The end of a call whose outcome is in doubt, as this process saw it. */
function noteEnd(name: string, inDoubt: boolean): void {
  endedAt.delete(name);
  if (!inDoubt) return;
  if (endedAt.size >= MOST_ENDED) endedAt.clear();
  endedAt.set(name, Date.now());
}

/** Until no call of an attempt that left its intent open can be under way any more. */
async function waitForCalls(names: readonly string[], signal: AbortSignal): Promise<void> {
  const now = Date.now();
  const waits = names.map((name) => (endedAt.get(name) ?? now) + TAKEOVER_MS - now);
  const longest = Math.max(0, ...waits);
  if (longest === 0) return;
  try {
    await sleep(longest, undefined, { signal });
  } catch (cause) {
    throw new AppError({ code: "run.cancelled", category: "cancelled", message: "the run was cancelled", cause });
  }
}

function lockLost(): AppError {
  return new AppError({
    code: "store.unavailable",
    category: "transient",
    message: "The store was away: another process may write these records now",
  });
}

/** A hold ends with the last of its keys. */
function releaseSettled(holds: Set<Held>, names: readonly string[]): void {
  for (const held of [...holds]) {
    const settled = names.filter((name) => held.keys.delete(name));
    if (settled.length === 0 || held.keys.size > 0) continue;
    holds.delete(held);
    held.hold.release();
  }
}

const scopeNames = new WeakMap<LinkScope, string>();

/** The scope's digest in place of its words: names travel to Postgres for every record. */
function lockName(scope: LinkScope, key: string): string {
  const { owner, targetConnectionId, sourceStream, targetStream } = scope;
  const name = scopeNames.get(scope) ?? contentHash([owner, targetConnectionId, sourceStream, targetStream]).slice(0, 12);
  scopeNames.set(scope, name);
  return `${name}:${key}`;
}
