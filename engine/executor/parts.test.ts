import { describe, expect, it } from "vitest";
import { backoffMs, retryAfterMs } from "./backoff";
import { nextOccurrence } from "./cron";
import { dueAt } from "./durations";
import { isTrue, keyOf, matchKey, matchKeysOf } from "./expressions";

const NOW = new Date("2026-03-28T10:00:00Z");

describe("durations", () => {
  it("reads durations of several parts and instants", () => {
    expect(dueAt("1h30m", NOW).toISOString()).toBe("2026-03-28T11:30:00.000Z");
    expect(dueAt("300ms", NOW).getTime() - NOW.getTime()).toBe(300);
    expect(dueAt("2026-03-28T12:00:00+01:00", NOW).toISOString()).toBe("2026-03-28T11:00:00.000Z");
  });

  it("is due at once for an instant that has passed", () => {
    expect(dueAt("2020-01-01T00:00:00Z", NOW)).toEqual(NOW);
  });

  it("refuses text that is neither", () => {
    expect(() => dueAt("soon", NOW)).toThrow("soon");
  });
});

describe("retries", () => {
  it("waits as an Inngest server does", () => {
    expect([0, 1, 5, 9, 40].map((attempt) => backoffMs(attempt, () => 0) / 1_000)).toEqual([15, 30, 600, 7_200, 7_200]);
  });

  it("clips Retry-After to between one second and a day", () => {
    expect(retryAfterMs("0", NOW)).toBe(1_000);
    expect(retryAfterMs("90", NOW)).toBe(90_000);
    expect(retryAfterMs("2026-03-28T10:00:30Z", NOW)).toBe(30_000);
    expect(retryAfterMs("999999999", NOW)).toBe(86_400_000);
    expect(retryAfterMs("tomorrow", NOW)).toBeNull();
    expect(retryAfterMs(null, NOW)).toBeNull();
  });
});

describe("crons", () => {
  it("reads the time zone prefix, across a change of the clock", () => {
    expect(nextOccurrence("TZ=Europe/Paris 0 6 * * *", NOW).toISOString()).toBe("2026-03-29T04:00:00.000Z");
    expect(nextOccurrence("0 6 * * *", NOW).toISOString()).toBe("2026-03-29T06:00:00.000Z");
  });
});

describe("expressions", () => {
  it("takes an absent path as false and as the empty key", () => {
    expect(isTrue("event.data.absent == 1", { event: { data: {} } })).toBe(false);
    expect(keyOf("event.data.absent", { event: { data: {} } })).toBe("");
    expect(keyOf("event.data.shop", { event: { data: { shop: "con_1" } } })).toBe("con_1");
  });

  it("indexes a wait by an equality of its expression, and an event by every value it holds", () => {
    const startedBy = { data: { order: { id: 42 }, shop: "a" } };
    expect(matchKey("async.data.id == event.data.order.id", startedBy)).toBe("data.id=42");
    expect(matchKey("event.data.shop == async.data.shop && async.data.ok == true", startedBy)).toBe('data.shop="a"');
    expect(matchKeysOf({ data: { id: 42, shop: "a" } })).toEqual(["data.id=42", 'data.shop="a"']);
  });

  it("leaves expressions of another form to a full comparison", () => {
    const startedBy = { data: { shop: "a" } };
    expect(matchKey("async.data.total > 10", startedBy)).toBe("");
    expect(matchKey("async.data.a == event.data.shop || async.data.b == event.data.shop", startedBy)).toBe("");
    expect(matchKey(null, startedBy)).toBe("");
  });

  it("compares all waits with an event that holds too much", () => {
    const data = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`k${index}`, index]));
    expect(matchKeysOf({ data })).toBeNull();
  });
});
