import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { openSession } from "@/db/client";

const POLL_MS = 15;

/** Keys that are held. */
export interface Hold {
  /** Does not wait for Postgres to have noted it: the next holder does. */
  release(): void;
  /** The session was lost, and the keys with it: somebody else may hold them now. */
  isLost(): boolean;
}

/**
 * One writer per key among all processes on the store: an advisory lock of Postgres, taken by one session of this
 * process, and a queue among the writers inside it. A process that dies gives its keys back at once; one whose session
 * is lost (Postgres restarted) is told by `onLost` and must stop writing.
 */
export class KeyLocks {
  private readonly tails = new Map<string, Promise<void>>();
  private session: Sql | undefined;
  /** Raised with each session that is lost. */
  private generation = 0;
  private closing = false;

  constructor(
    private readonly sql: Sql,
    private readonly onLost: () => void = () => undefined,
  ) {}

  /** Waits for all keys. Two holders never wait for each other. */
  async hold(keys: readonly string[]): Promise<Hold> {
    const sorted = [...new Set(keys)].sort();
    const leave = await this.queue(sorted);
    try {
      const generation = await this.lock(sorted);
      const isLost = () => this.generation !== generation;
      return { isLost, release: () => this.release(sorted, { isLost: isLost(), leave }) };
    } catch (thrown) {
      leave();
      throw thrown;
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.session?.end({ timeout: 5 });
    this.session = undefined;
  }

  private release(keys: readonly string[], state: { isLost: boolean; leave: () => void }): void {
    // A session that is lost has given its locks back already.
    const unlocked = state.isLost ? Promise.resolve() : this.unlock(keys).catch(() => undefined);
    void unlocked.then(state.leave);
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

  /**
   * All or none, again and again: a session that waited inside Postgres would block every other writer of the process.
   * Answers the generation of the session that has them.
   */
  private async lock(keys: readonly string[]): Promise<number> {
    for (;;) {
      const { generation } = this;
      const rows = await this.open()<{ key: string; got: boolean }[]>`
        select key, pg_try_advisory_lock(hashtextextended(key, 0)) as got from unnest(${[...keys]}::text[]) as key`;
      const got = rows.filter((row) => row.got).map((row) => row.key);
      if (got.length === keys.length && generation === this.generation) return generation;
      // On whichever session that was: nobody else in this process has these keys.
      await this.unlock(got);
      await sleep(POLL_MS * (0.5 + Math.random()));
    }
  }

  private async unlock(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.open()`select pg_advisory_unlock(hashtextextended(key, 0)) from unnest(${[...keys]}::text[]) as key`;
  }

  private open(): Sql {
    this.session ??= openSession(this.sql, () => {
      this.generation += 1;
      if (!this.closing) this.onLost();
    });
    return this.session;
  }
}
