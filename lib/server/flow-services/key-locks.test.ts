import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@/db/client";
import { openTestStore, type TestStore } from "@/db/testing";
import { KeyLocks } from "@/lib/server/flow-services/key-locks";

describe("key locks", () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());

  it("let one holder at a time at each key, among processes", async () => {
    const [one, other] = [new KeyLocks(store.sql), new KeyLocks(store.sql)];
    const events: string[] = [];
    const first = await one.hold(["a", "b"]);
    const waiting = other.hold(["b", "c"]).then((second) => {
      events.push("entered");
      second.release();
    });
    const free = await other.hold(["d"]);
    free.release();
    events.push("leaving");
    first.release();
    await waiting;
    expect(events).toEqual(["leaving", "entered"]);
    await Promise.all([one.close(), other.close()]);
  });

  it("let writers of one process in, in turn", async () => {
    const locks = new KeyLocks(store.sql);
    let inside = 0;
    let most = 0;
    const enter = async (keys: string[]) => {
      const hold = await locks.hold(keys);
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
      hold.release();
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => enter([`k${index % 3}`, "shared"])));
    expect(most).toBe(1);
    await locks.close();
  });

  it("give the keys of a process that is gone to the next one", async () => {
    const dying = openStore({ url: store.url, max: 2 });
    const gone = new KeyLocks(dying.sql);
    await gone.hold(["x"]);
    await gone.close();
    await dying.close();
    const locks = new KeyLocks(store.sql);
    (await locks.hold(["x"])).release();
    await locks.close();
  });

  it("tell their holder that the session was lost, and are taken again by another one", async () => {
    let lost = 0;
    const locks = new KeyLocks(store.sql, () => {
      lost += 1;
    });
    const first = await locks.hold(["y"]);
    const next = new KeyLocks(store.sql);
    await store.sql`
      select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`;
    const second = await next.hold(["y"]);
    expect([first.isLost(), second.isLost(), lost]).toEqual([true, false, 1]);
    first.release();
    second.release();
    (await locks.hold(["y"])).release();
    await Promise.all([locks.close(), next.close()]);
  });
});
