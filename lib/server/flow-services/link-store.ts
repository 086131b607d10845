import type { Database } from "@/db/client";
import { findLinks, openIntents, settleIntents } from "@/db/queries/links";
import type { LinkScope, LinkStore } from "@/engine/interpreter/ports";
import type { KeyLocks } from "@/lib/server/flow-services/key-locks";

type Hold = { readonly keys: Set<string>; readonly release: () => Promise<void> };

/** The exactly-one protocol on Postgres, for one run. Keys are locked from `open` to `settle`. */
export function createLinkStore(input: { db: Database; locks: KeyLocks; workspaceId: string; runId: string }): LinkStore {
  const { db, locks, workspaceId, runId } = input;
  const holds = new Set<Hold>();
  const within = (scope: LinkScope) => ({ db, workspaceId, ...scope });
  return {
    async load(scope, keys) {
      const rows = await findLinks({ ...within(scope), keys });
      return new Map(rows.map((row) => [row.key, row]));
    },
    async open(scope, intents) {
      const names = intents.map(({ key }) => lockName(scope, key));
      const release = await locks.hold(names);
      try {
        const known = await openIntents({ ...within(scope), runId, intents });
        holds.add({ keys: new Set(names), release });
        return new Set(known);
      } catch (thrown) {
        await release();
        throw thrown;
      }
    },
    async settle(scope, results) {
      try {
        await settleIntents({ ...within(scope), runId, results });
      } finally {
        await releaseSettled(
          holds,
          results.map(({ key }) => lockName(scope, key)),
        );
      }
    },
  };
}

/** A hold ends with the last of its keys. */
async function releaseSettled(holds: Set<Hold>, names: readonly string[]): Promise<void> {
  for (const hold of [...holds]) {
    const held = names.filter((name) => hold.keys.delete(name));
    if (held.length === 0 || hold.keys.size > 0) continue;
    holds.delete(hold);
    await hold.release();
  }
}

function lockName(scope: LinkScope, key: string): string {
  return JSON.stringify([scope.owner, scope.targetConnectionId, scope.sourceStream, scope.targetStream, key]);
}
