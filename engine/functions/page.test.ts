import { describe, expect, it } from "vitest";
import { processPage } from "@/engine/functions/page";
import type { PageAhead, PageCommit } from "@/engine/functions/ports";
import { planFlow } from "@/engine/interpreter/plan";
import type { BoundConnector } from "@/engine/interpreter/ports";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext } from "@/engine/testing/memory-ports";
import type { Json } from "@/lib/core/json";

const PAGES = [["A", "B"], ["C", "D"], ["E"]];

/** A source whose cursors are objects, their keys in an order of its own. */
function shopOf(reads: Json[]): BoundConnector {
  return {
    ...createMemoryConnector(),
    read: async ({ cursor }) => {
      reads.push(cursor);
      const number = typeof cursor === "object" && cursor !== null && !Array.isArray(cursor) ? Number(cursor.part) : 0;
      const records = (PAGES[number] ?? []).map((ref) => ({ key: ref, label: ref, data: { ref } }));
      return {
        records,
        nextCursor: number + 1 < PAGES.length ? { part: number + 1, after: 0, at: "x" } : null,
        watermark: null,
      };
    },
  };
}

/** The store gives objects back with their keys in another order, as jsonb does. */
function reordered(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}

describe("the pages of a run", () => {
  it("are each read and written once, though the next is begun while one is committed", async () => {
    const reads: Json[] = [];
    const erp = createMemoryConnector();
    const plan = planFlow(
      makeFlow(
        [
          ...START,
          makeNode("w", "write", { connection: "role:erp", stream: "orders", alias: "order", record: '{ "ref": ref }' }),
        ],
        ["start>orders", "orders>w"],
      ),
    );
    const [driver] = plan.drivers;
    if (driver === undefined) throw new Error("the test flow has no driver");
    const ctx = createMemoryContext({ connectors: { "role:shop": shopOf(reads), "role:erp": erp } });
    const ahead: PageAhead = { page: undefined };
    const commits: PageCommit[] = [];
    let cursor: Json | null = null;
    const services = {
      openPage: async () => ({
        ...{ state: "open" as const, plan, driver, ctx, cursor, since: null, samples: 0, laterSamples: 0, ahead },
        planned: new Map(),
      }),
      commitPage: async (commit: PageCommit) => {
        commits.push(commit);
        cursor = commit.nextCursor === null ? null : reordered(commit.nextCursor);
        return { page: commit.ref.page, records: commit.outcomes.length, last: cursor === null, at: 0 };
      },
    };
    for (const page of PAGES.keys()) {
      await processPage(services, { runId: "run_test", nodeId: driver.nodeId, pass: "main", page }, { goesOn: true });
    }
    expect(reads).toHaveLength(PAGES.length);
    expect(commits.flatMap(({ outcomes }) => outcomes.map(({ key, outcome }) => [key, outcome]))).toEqual(
      PAGES.flat().map((ref) => [ref, "created"]),
    );
    expect(erp.stored.get("orders")?.map(({ data }) => data.ref)).toEqual(PAGES.flat());
  });
});
