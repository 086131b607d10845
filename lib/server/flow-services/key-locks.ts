import { setTimeout as sleep } from "node:timers/promises";
import type { ReservedSql, Sql } from "postgres";

const POLL_MS = 15;

/**
 * One writer per key among all processes on the store: an advisory lock of Postgres, taken by one session of this
 * process, and a queue among the writers inside it. A process that dies gives its keys back at once.
 */
export class KeyLocks {
  private readonly tails = new Map<string, Promise<void>>();
  private session: Promise<ReservedSql> | undefined;

  constructor(private readonly sql: Sql) {}

  /**
   * Waits for all keys, then holds them until the answer is called. Two holders never wait for each other.
   * The answer does not wait for Postgres to have noted it: the next holder does.
   */
  async hold(keys: readonly string[]): Promise<() => void> {
    const sorted = [...new Set(keys)].sort();
    const leave = await this.queue(sorted);
    try {
      await this.lock(sorted);
    } catch (thrown) {
      leave();
      throw thrown;
    }
    return () => {
      // A session that is lost has given its locks back already.
      void this.unlock(sorted)
        .catch(() => undefined)
        .then(leave);
    };
  }

  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    session?.release();
  }

  /** In key order, one after the other: nobody holds a later key while waiting for an earlier one. */
  private async queue(keys: readonly string[]): Promise<() => void> {
    const leaves: (() => void)[] = [];
    for (const key of keys) {
      const before = this.tails.get(key);
      let leave: () => void = () => undefined;
      const mine = new Promise<void>((resolve) => {
        leave = resolve;
      });
      const tail = (before ?? Promise.resolve()).then(() => mine);
      this.tails.set(key, tail);
      leaves.push(() => {
        leave();
        if (this.tails.get(key) === tail) this.tails.delete(key);
      });
      await before;
    }
    return () => {
      for (const leave of leaves) leave();
    };
  }

  /** All or none, again and again: a session that waited inside Postgres would block every other writer of the process. */
  private async lock(keys: readonly string[]): Promise<void> {
    for (;;) {
      const session = await this.open();
      const rows = await this.onSession(
        session,
        session<{ key: string; got: boolean }[]>`
          select key, pg_try_advisory_lock(hashtextextended(key, 0)) as got from unnest(${[...keys]}::text[]) as key`,
      );
      const got = rows.filter((row) => row.got).map((row) => row.key);
      if (got.length === keys.length) return;
      await this.unlock(got);
      await sleep(POLL_MS * (0.5 + Math.random()));
    }
  }

  private async unlock(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const session = await this.open();
    await this.onSession(
      session,
      session`select pg_advisory_unlock(hashtextextended(key, 0)) from unnest(${[...keys]}::text[]) as key`,
    );
  }

  private open(): Promise<ReservedSql> {
    this.session ??= this.sql.reserve();
    return this.session;
  }

  /** A lost session has lost its locks with it; the next call opens another. */
  private async onSession<T>(session: ReservedSql, query: PromiseLike<T>): Promise<T> {
    try {
      return await query;
    } catch (thrown) {
      if ((await this.session) === session) this.session = undefined;
      throw thrown;
    }
  }
}
