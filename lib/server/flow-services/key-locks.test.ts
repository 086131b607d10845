import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
    const release = await one.hold(["a", "b"]);
    const waiting = other.hold(["b", "c"]).then(async (leave) => {
      events.push("entered");
      leave();
    });
    const free = await other.hold(["d"]);
    free();
    events.push("leaving");
    release();
    await waiting;
    expect(events).toEqual(["leaving", "entered"]);
    await Promise.all([one.close(), other.close()]);
  });

  it("let writers of one process in, in turn", async () => {
    const locks = new KeyLocks(store.sql);
    let inside = 0;
    let most = 0;
    const enter = async (keys: string[]) => {
      const leave = await locks.hold(keys);
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
      leave();
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => enter([`k${index % 3}`, "shared"])));
    expect(most).toBe(1);
    await locks.close();
  });

  it("give the keys of a process that is gone to the next one", async () => {
    const dying = postgres(store.url, { max: 2, onnotice: () => undefined });
    const gone = new KeyLocks(dying);
    await gone.hold(["x"]);
    await dying.end({ timeout: 0 });
    const locks = new KeyLocks(store.sql);
    const leave = await locks.hold(["x"]);
    leave();
    await locks.close();
  });
});
