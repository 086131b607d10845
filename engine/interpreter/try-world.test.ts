import { describe, expect, it } from "vitest";
import { planFlow } from "@/engine/interpreter/plan";
import type { PlannedWrite } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import { compareVersions } from "@/engine/interpreter/try-compare";
import { costOf } from "@/engine/interpreter/try-cost";
import { tryPage } from "@/engine/interpreter/try-page";
import { tryRun } from "@/engine/interpreter/try-run";
import { createTryWorld } from "@/engine/interpreter/try-world";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryLinks } from "@/engine/testing/memory-links";
import { createMemoryContext } from "@/engine/testing/memory-ports";

const CUSTOMER = {
  connection: "role:erp",
  stream: "customers",
  alias: "customer",
  identity: { stream: "customers", key: "email" },
  record: '{ "email": email, "name": name }',
  match: [{ fields: [{ field: "email", value: "email" }] }],
};
const makeDocument = (order: string) =>
  makeFlow(
    [
      ...START,
      makeNode("c", "write", CUSTOMER),
      makeNode("o", "write", { connection: "role:erp", stream: "orders", alias: "order", record: order }),
    ],
    ["start>orders", "orders>c", "c>o"],
  );
const DOCUMENT = makeDocument('{ "ref": ref, "customer": $links.customer.id }');
const RECORDS = [
  { ref: "A", email: "one@example.com", name: "One" },
  { ref: "B", email: "one@example.com", name: "One" },
  { ref: "C", email: "two@example.com", name: "Two" },
].map((data) => ({ key: data.ref, label: data.ref, data }));

function setUp() {
  const links = createMemoryLinks();
  const shop = createMemoryConnector({ connectionId: "con_shop", records: { orders: RECORDS } });
  const erp = createMemoryConnector({ connectionId: "con_erp" });
  const context = (mode: "dry" | "live") =>
    createMemoryContext({ mode, links, connectors: { "role:shop": shop, "role:erp": erp } });
  return { links, shop, erp, context };
}

async function simulate(
  world: ReturnType<typeof setUp>,
  options: { document?: typeof DOCUMENT; pages?: number; asNew?: boolean } = {},
) {
  const { document = DOCUMENT, pages = 1, asNew = false } = options;
  const plan = planFlow(document);
  const [driver] = plan.drivers;
  if (!driver) throw new Error("no driver");
  const planned = new Map<string, PlannedWrite[]>();
  const made = createTryWorld(world.context("dry"), (item, write) =>
    planned.set(item.key, [...(planned.get(item.key) ?? []), write]),
  );
  const ctx = { ...made.ctx, sourceStream: driver.sourceStream };
  const { items } = await readPage({ plan, driver, cursor: null, since: null, ctx });
  if (asNew)
    made.treatAsNew(
      driver.sourceStream,
      items.map(({ key }) => key),
    );
  const size = Math.ceil(items.length / pages);
  const records = [];
  for (let start = 0; start < items.length; start += size) {
    planned.clear();
    records.push(...(await tryPage({ plan, driver, items: items.slice(start, start + size), ctx, planned })));
  }
  return records;
}

async function runForReal(world: ReturnType<typeof setUp>) {
  const plan = planFlow(DOCUMENT);
  const [driver] = plan.drivers;
  if (!driver) throw new Error("no driver");
  const ctx = { ...world.context("live"), sourceStream: driver.sourceStream };
  const { items } = await readPage({ plan, driver, cursor: null, since: null, ctx });
  return runPage({ plan, driver, items, ctx, samples: 0 });
}

const outline = (records: Awaited<ReturnType<typeof simulate>>) =>
  records.map(
    ({ key, outcome, writes }) => `${key} ${outcome}: ${writes.map((write) => `${write.alias} ${write.outcome}`).join(", ")}`,
  );

describe("a simulation", () => {
  it("knows on a later page what it would have created on an earlier one, and writes nothing", async () => {
    const world = setUp();
    expect(outline(await simulate(world, { pages: 3 }))).toEqual([
      "A created: customer created, order created",
      "B created: customer unchanged, order created",
      "C created: customer created, order created",
    ]);
    expect(world.erp.calls.filter(({ call }) => call !== "find")).toEqual([]);
    expect([...world.erp.stored.values()].flat()).toEqual([]);
  });

  it("says of each record what a real run then does", async () => {
    const world = setUp();
    const before = await simulate(world);
    const { outcomes } = await runForReal(world);
    expect(before.map(({ key, outcome }) => [key, outcome])).toEqual(outcomes.map(({ key, outcome }) => [key, outcome]));
    expect((await simulate(world)).map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged", "unchanged"]);
  });

  it("can treat records that were written as new, everything else staying known", async () => {
    const world = setUp();
    await runForReal(world);
    expect(outline(await simulate(world, { asNew: true, pages: 3 }))).toEqual([
      "A created: customer unchanged, order created",
      "B created: customer unchanged, order created",
      "C created: customer unchanged, order created",
    ]);
  });

  it("refuses a live context", () => {
    expect(() => createTryWorld(setUp().context("live"), () => undefined)).toThrow("not live");
  });
});

describe("two versions beside each other", () => {
  it("differ in the fields that differ, and in nothing else", async () => {
    const world = setUp();
    const published = await simulate(world);
    const draft = await simulate(world, {
      document: makeDocument('{ "ref": ref = "B" ? "B2" : ref, "customer": $links.customer.id }'),
    });
    const compared = published.map((record, index) => compareVersions(record, draft[index] ?? record));
    expect(compared.map(({ differs }) => differs)).toEqual([false, true, false]);
    expect(compared[1]?.writes).toEqual([
      {
        alias: "order",
        stream: "orders",
        kind: "changed",
        changes: [{ path: "ref", kind: "changed", before: "B", after: "B2" }],
      },
    ]);
  });

  it("differ by a write that only one of them makes", async () => {
    const world = setUp();
    const [published] = await simulate(world);
    if (!published) throw new Error("no record");
    const without = { ...published, writes: published.writes.slice(0, 1) };
    expect(compareVersions(published, without).writes.map(({ alias, kind }) => `${alias} ${kind}`)).toEqual(["order removed"]);
    expect(compareVersions(without, published).writes.map(({ alias, kind }) => `${alias} ${kind}`)).toEqual(["order added"]);
  });
});

describe("costOf", () => {
  it("counts reads in proportion and a call for each write or batch of writes of the chosen records", () => {
    const write = (stream: string, outcome: string) => ({ nodeId: "w", stream, outcome });
    const records = ["A", "B", "C", "D"].map((key) => ({
      key,
      writes: [write("orders", "created"), write("action:orders:validate", "updated"), write("customers", "unchanged")],
    }));
    const sides = [
      { connectionId: "erp", title: "ERP", requests: 8, writeBatch: 2 },
      { connectionId: "shop", title: "Shop", requests: 5, writeBatch: 1 },
    ];
    const cost = costOf({ sides, records, chosen: new Set(["A", "B"]), connectionOf: () => "erp" });
    expect(cost).toEqual([
      { connectionId: "erp", title: "ERP", reads: 4, writes: 3 },
      { connectionId: "shop", title: "Shop", reads: 3, writes: 0 },
    ]);
  });
});

describe("pinned outputs", () => {
  it("stand in for their node, whatever arrives; what is not in them ends there", async () => {
    const world = setUp();
    const pinned = { key: "B", label: "B", data: { ref: "PIN", email: "pin@example.com", name: "Pin" }, links: {} };
    const { nodes, outcomes } = await tryRun({
      document: DOCUMENT,
      scope: { kind: "flow" },
      pins: { c: { out: [pinned] } },
      ctx: world.context("dry"),
    });
    expect(nodes.find(({ nodeId }) => nodeId === "o")?.inputs).toEqual([pinned]);
    expect(outcomes.map(({ key, outcome, reason }) => [key, outcome, reason?.code])).toEqual([
      ["A", "ignored", "pinned"],
      ["B", "created", undefined],
      ["C", "ignored", "pinned"],
    ]);
  });

  it("of a read take the place of the source: nothing is read", async () => {
    const world = setUp();
    const pinned = { key: "P", label: "P", data: { ref: "P", email: "p@example.com", name: "P" }, links: {} };
    const { nodes } = await tryRun({
      document: DOCUMENT,
      scope: { kind: "flow" },
      pins: { orders: { out: [pinned] } },
      ctx: world.context("dry"),
    });
    expect(nodes[0]?.outputs.out).toEqual([pinned]);
    expect(world.shop.calls).toEqual([]);
  });
});
