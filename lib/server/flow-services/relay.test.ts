import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { putEvent, takeUnsent } from "@/db/queries/outbox";
import { Relay } from "@/lib/server/flow-services/relay";
import { createTestApp, type TestApp } from "@/lib/server/testing";

describe("the relay of the outbox", () => {
  let test: TestApp;
  let workspaceId = "";
  const relays: Relay[] = [];
  const all: string[] = [];
  beforeAll(async () => {
    test = await createTestApp();
    ({ workspaceId } = await test.newAccess());
  });
  afterEach(async () => {
    for (const relay of relays.splice(0)) await relay.close();
  });
  afterAll(() => test.close());

  /** A relay, and the ids of what it sent: the first `failures` sendings fail. */
  function relayOf({ failures = 0, againMs = 60_000, failedMs = 60_000 }) {
    const sent: string[] = [];
    let told: () => void = () => undefined;
    let left = failures;
    const relay = new Relay(
      test.app,
      async (events) => {
        left -= 1;
        if (left >= 0) throw new Error("the server is away");
        sent.push(...events.map(({ id }) => id));
        all.push(...events.map(({ id }) => id));
        told();
      },
      { againMs, failedMs },
    );
    relays.push(relay);
    const first = new Promise<void>((resolve) => {
      told = resolve;
    });
    return { relay, sent, first };
  }

  const put = (id: string) => putEvent({ db: test.app.db, workspaceId, event: { id, name: "t/x", payload: {} } });

  it("sends each event once, however many relays are called", async () => {
    for (const id of ["a", "b", "c"]) await put(id);
    await Promise.all([relayOf({}), relayOf({}), relayOf({})].map(({ relay }) => relay.run()));
    expect(all.filter((id) => id.length === 1).sort()).toEqual(["a", "b", "c"]);
  });

  it("sends what another process took and never sent, without being called again", async () => {
    await put("taken");
    expect(await takeUnsent({ db: test.app.db, limit: 10, againAfterMs: 50 })).toHaveLength(1);
    const { relay, sent, first } = relayOf({ againMs: 50 });
    await relay.run();
    await first;
    expect(sent).toEqual(["taken"]);
  });

  it("sends again by itself what could not be sent", async () => {
    await put("failed");
    const { relay, sent, first } = relayOf({ failures: 1, failedMs: 20 });
    expect(await relay.run()).toBe(0);
    await first;
    expect(sent).toEqual(["failed"]);
  });
});
