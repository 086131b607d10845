import { describe, expect, it } from "vitest";
import { ALL, isWritten, matches, streamsOf } from "@/components/simulation/filter";
import type { SimulatedRecord } from "@/components/simulation/types";

function makeRecord(values: Partial<SimulatedRecord>): SimulatedRecord {
  return {
    ...{ seq: 1, key: "7", label: "QJVTRLMSE", name: "Claire Morel", outcome: "created", amount: null, nodeId: null },
    ...{ writes: [], error: null, reason: null, review: null, differs: false, comparison: null },
    ...values,
  };
}
const write = (stream: string, outcome: SimulatedRecord["outcome"], ref = "") => ({
  ...{ nodeId: "n", alias: "a", stream, outcome, ref, changes: [] },
});

describe("records of a simulation", () => {
  it("are found by reference, customer or document, whatever the case", () => {
    const record = makeRecord({ writes: [write("orders", "updated", "CO2610-0418")] });
    const found = ["qjv", "morel", "co2610", "7", "xyz"].map((search) => matches(record, { ...ALL, search }));
    expect(found).toEqual([true, true, true, true, false]);
  });

  it("are filtered by outcome, difference and what they would write", () => {
    const record = makeRecord({ differs: true, writes: [write("orders", "created"), write("thirdparties", "unchanged")] });
    expect(matches(record, { ...ALL, outcome: "failed" })).toBe(false);
    expect(matches(record, { ...ALL, differs: false })).toBe(false);
    expect([matches(record, { ...ALL, stream: "orders" }), matches(record, { ...ALL, stream: "thirdparties" })]).toEqual([
      true,
      false,
    ]);
  });

  it("actions belong to the record they act on; a replay counts only what differs", () => {
    const writes = [write("orders", "created"), write("action:orders:validateOrder", "updated")];
    expect(streamsOf(makeRecord({ writes }))).toEqual(["orders"]);
    const comparison = {
      ...{ outcome: { published: "created", draft: "created" } as const, published: null, done: null },
      writes: [{ alias: "i", stream: "invoices", kind: "removed" as const, changes: [] }],
    };
    expect(streamsOf(makeRecord({ writes, comparison }))).toEqual(["invoices"]);
  });

  it("only what would be created or updated is written", () => {
    const outcomes = ["created", "updated", "unchanged", "ignored", "review", "failed"] as const;
    expect(outcomes.filter((outcome) => isWritten({ outcome }))).toEqual(["created", "updated"]);
  });
});
