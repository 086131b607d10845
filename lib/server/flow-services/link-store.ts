import type { Sql } from "postgres";
import { findHolders, findLinks, openIntents, settleIntents } from "@/db/queries/links";
import { findAnswers } from "@/db/queries/reviews";
import type { LinkScope, LinkStore } from "@/engine/interpreter/ports";
import type { KeyLocks } from "@/lib/server/flow-services/key-locks";
import { toReviewAnswer } from "@/lib/server/review-answers";

type Hold = { readonly keys: Set<string>; readonly release: () => void };

/** The exactly-one protocol on Postgres, for one run. Keys are locked from `open` to `settle`. */
export function createLinkStore(input: {
  sql: Sql;
  locks: KeyLocks;
  workspaceId: string;
  /** Name of the lock of a target that takes one write at a time; undefined for one that takes several. */
  gateOf: (targetConnectionId: string) => string | undefined;
}): LinkStore {
  const { sql, locks, workspaceId, gateOf } = input;
  const holds = new Set<Hold>();
  const within = (scope: LinkScope) => ({ sql, workspaceId, ...scope });
  return {
    ...readLinks(sql, workspaceId),
    async open(scope, intents, guards) {
      const names = intents.map(({ key }) => lockName(scope, key));
      const gate = gateOf(scope.targetConnectionId);
      // Whoever has the gate is alone in the target: what it may recognise needs no lock of its own.
      const release = await locks.hold(gate === undefined ? [...names, ...guards] : [...names, gate]);
      try {
        const { before, links } = await openIntents({ ...within(scope), intents });
        holds.add({ keys: new Set(names), release });
        return { before: new Map(before), links: new Map(links.map((row) => [row.key, row])) };
      } catch (thrown) {
        release();
        throw thrown;
      }
    },
    async settle(scope, results) {
      try {
        await settleIntents({ ...within(scope), results });
      } finally {
        releaseSettled(
          holds,
          results.map(({ key }) => lockName(scope, key)),
        );
      }
    },
  };
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

/** A hold ends with the last of its keys. */
function releaseSettled(holds: Set<Hold>, names: readonly string[]): void {
  for (const hold of [...holds]) {
    const held = names.filter((name) => hold.keys.delete(name));
    if (held.length === 0 || hold.keys.size > 0) continue;
    holds.delete(hold);
    hold.release();
  }
}

function lockName(scope: LinkScope, key: string): string {
  return JSON.stringify([scope.owner, scope.targetConnectionId, scope.sourceStream, scope.targetStream, key]);
}
