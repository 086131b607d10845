import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/engine/document/schema";
import { processPage } from "@/engine/functions/page";
import type { PageAhead, PageCommit } from "@/engine/functions/ports";
import { planFlow } from "@/engine/interpreter/plan";
import type { BoundConnector } from "@/engine/interpreter/ports";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext } from "@/engine/testing/memory-ports";
import { AppError } from "@/lib/core/errors";
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

const WRITE = { connection: "role:erp", alias: "order", record: '{ "ref": ref }' };

/** A run of a flow, page by page, as its chunk asks for them. */
function harness(flow: FlowDocument, erp: BoundConnector) {
  const reads: Json[] = [];
  const plan = planFlow(flow);
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
  const page = (number: number) =>
    processPage(services, { runId: "run_test", nodeId: driver.nodeId, pass: "main", page: number }, { goesOn: true });
  return {
    ahead,
    reads,
    page,
    outcomes: () => commits.flatMap(({ outcomes }) => outcomes.map(({ key, outcome }) => [key, outcome])),
  };
}

/** Two writes, one after the other; `refs` of each, in the order in which they were written. */
function twoWrites() {
  const erp = createMemoryConnector();
  const flow = makeFlow(
    [...START, makeNode("w", "write", { ...WRITE, stream: "orders" }), makeNode("v", "write", { ...WRITE, stream: "invoices" })],
    ["start>orders", "orders>w", "w>v"],
  );
  const refs = (stream: string) => (erp.stored.get(stream) ?? []).map(({ data }) => data.ref);
  return { erp, flow, refs };
}

describe("the pages of a run", () => {
  it("are each read and written once, though the next is begun while one is committed", async () => {
    const erp = createMemoryConnector();
    const flow = makeFlow([...START, makeNode("w", "write", { ...WRITE, stream: "orders" })], ["start>orders", "orders>w"]);
    const run = harness(flow, erp);
    for (const page of PAGES.keys()) await run.page(page);
    expect(run.reads).toHaveLength(PAGES.length);
    expect(run.outcomes()).toEqual(PAGES.flat().map((ref) => [ref, "created"]));
    expect(erp.stored.get("orders")?.map(({ data }) => data.ref)).toEqual(PAGES.flat());
  });

  it("follow each other a step behind, and overtake each other nowhere", async () => {
    const { erp, flow, refs } = twoWrites();
    const write = erp.write.bind(erp);
    let secondBegan: () => void = () => undefined;
    const began = new Promise<void>((resolve) => {
      secondBegan = resolve;
    });
    const inOrders = { ...erp, write: slowInvoices };
    async function slowInvoices(request: Parameters<typeof write>[0]) {
      const written = request.records.map(({ data }) => data.ref);
      if (request.stream === "orders" && written.includes("C")) secondBegan();
      // The first page's invoices end only once the second page's orders are being written: never, if it had to wait.
      if (request.stream === "invoices" && written.includes("A")) await began;
      return write(request);
    }
    const run = harness(flow, inOrders);
    for (const page of PAGES.keys()) await run.page(page);
    expect(run.outcomes()).toEqual(PAGES.flat().map((ref) => [ref, "created"]));
    expect(refs("orders")).toEqual(PAGES.flat());
    expect(refs("invoices")).toEqual(PAGES.flat());
  });

  it("stop with the one before that cannot be done, and are done again with it, each record once", async () => {
    const { erp, flow, refs } = twoWrites();
    const write = erp.write.bind(erp);
    let isDown = true;
    const run = harness(flow, {
      ...erp,
      write: async (request) => {
        if (isDown && request.stream === "invoices") {
          throw new AppError({ code: "connector.unavailable", category: "transient", message: "down" });
        }
        return write(request);
      },
    });
    await expect(run.page(0)).rejects.toThrow("down");
    expect(refs("invoices")).toEqual([]);
    isDown = false;
    for (const page of PAGES.keys()) await run.page(page);
    expect(run.outcomes().map(([key]) => key)).toEqual(PAGES.flat());
    expect(refs("orders").toSorted()).toEqual(PAGES.flat());
    expect(refs("invoices").toSorted()).toEqual(PAGES.flat());
  });

  it("look for what the one before writes only once it is written", async () => {
    const erp = createMemoryConnector();
    const look = makeNode("look", "find", {
      ...{ connection: "role:erp", stream: "orders", alias: "first", onMissing: "continue" },
      match: [{ fields: [{ field: "ref", value: 'ref = "A" or ref = "B" ? "nothing" : "B"' }] }],
    });
    const record = '{ "ref": ref, "after": $links.first.id }';
    const flow = makeFlow(
      [...START, look, makeNode("w", "write", { ...WRITE, stream: "orders", record })],
      ["start>orders", "orders>look", "look>w"],
    );
    const run = harness(flow, erp);
    for (const page of PAGES.keys()) await run.page(page);
    const stored = erp.stored.get("orders") ?? [];
    const idOfB = stored.find(({ data }) => data.ref === "B")?.id;
    expect(stored.map(({ data }) => data.after ?? null)).toEqual([null, null, idOfB, idOfB, idOfB]);
  });

  it("end before their next step when nobody will ask for them", async () => {
    const { erp, flow, refs } = twoWrites();
    const write = erp.write.bind(erp);
    let isStopped: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => {
      isStopped = resolve;
    });
    const run = harness(flow, {
      ...erp,
      write: async (request) => {
        const isNext = request.records.some(({ data }) => data.ref === "C");
        if (request.stream === "orders" && isNext) await stopped;
        return write(request);
      },
    });
    await run.page(0);
    const { page: next } = run.ahead;
    next?.run?.stop();
    isStopped();
    await expect(next?.run?.result).rejects.toMatchObject({ code: "run.cancelled" });
    expect(refs("orders")).toEqual(["A", "B", "C", "D"]);
    expect(refs("invoices")).toEqual(["A", "B"]);
  });

  it("are not begun behind one at which the run may have to stop", async () => {
    const erp = createMemoryConnector();
    const strict = makeNode("w", "write", { ...WRITE, stream: "orders" }, { onError: "stopRun" });
    const run = harness(makeFlow([...START, strict], ["start>orders", "orders>w"]), erp);
    erp.faults = ["write", "refuse"];
    await expect(run.page(0)).rejects.toThrow();
    expect(erp.stored.get("orders")?.map(({ data }) => data.ref)).toEqual(["A"]);
  });
});
