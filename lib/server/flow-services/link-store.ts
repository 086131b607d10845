import type { Sql } from "postgres";
import { findLinks, openIntents, settleIntents } from "@/db/queries/links";
import type { LinkScope, LinkStore } from "@/engine/interpreter/ports";
import type { KeyLocks } from "@/lib/server/flow-services/key-locks";

type Hold = { readonly keys: Set<string>; readonly release: () => void };

/** The exactly-one protocol on Postgres, for one run. Keys are locked from `open` to `settle`. */
export function createLinkStore(input: {
  sql: Sql;
  locks: KeyLocks;
  workspaceId: string;
  runId: string;
  /** Name of the lock of a target that takes one write at a time; undefined for one that takes several. */
  gateOf: (targetConnectionId: string) => string | undefined;
}): LinkStore {
  const { sql, locks, workspaceId, runId, gateOf } = input;
  const holds = new Set<Hold>();
  const within = (scope: LinkScope) => ({ sql, workspaceId, ...scope });
  return {
    async load(scope, keys) {
      const rows = await findLinks({ ...within(scope), keys });
      return new Map(rows.map((row) => [row.key, row]));
    },
    async open(scope, intents) {
      const names = intents.map(({ key }) => lockName(scope, key));
      const gate = gateOf(scope.targetConnectionId);
      const release = await locks.hold(gate === undefined ? names : [...names, gate]);
      try {
        const known = await openIntents({ ...within(scope), runId, intents });
        holds.add({ keys: new Set(names), release });
        return new Set(known);
      } catch (thrown) {
        release();
        throw thrown;
      }
    },
    async settle(scope, results) {
      try {
        await settleIntents({ ...within(scope), runId, results });
      } finally {
        releaseSettled(
          holds,
          results.map(({ key }) => lockName(scope, key)),
        );
      }
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
