import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryLinks } from "@/engine/testing/memory-links";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import type { JsonObject } from "@/lib/core/json";
import { EnrichConfigSchema } from "./definition";
import { enrichRunner } from "./run";

const CUSTOMERS = Array.from({ length: 200 }, (_, index) => ({
  key: String(index + 1),
  label: "",
  data: { id: index + 1, name: `C${index + 1}` },
}));
const LINES = [1, 1, 2].map((order, index) => ({ key: String(index), label: "", data: { order, sku: `S${index}` } }));

const JOIN = { stream: "customers", field: "id", from: "customer_id", into: "customer", many: false };
const ITEMS = [makeItem("1", { customer_id: 7 }), makeItem("2", { customer_id: 7 }), makeItem("3", { customer_id: 999 })];

function shop() {
  return createMemoryConnector({ records: { customers: CUSTOMERS, lines: LINES }, pageSize: 50 });
}

function run(joins: JsonObject[], items = ITEMS, connector = shop()) {
  const config = EnrichConfigSchema.parse({ connection: "role:shop", joins });
  return enrichRunner.run({
    node: makeNode("e", "enrich"),
    config,
    items,
    ctx: createMemoryContext({ connectors: { "role:shop": connector } }),
  });
}

describeNode("enrich", {
  config: { connection: "role:shop", joins: [JOIN] },
  items: ITEMS,
  context: () => createMemoryContext({ connectors: { "role:shop": shop() } }),
});

describe("enrich", () => {
  it("asks once for a page, each value once", async () => {
    const connector = shop();
    const { emit } = await run([JOIN], ITEMS, connector);
    expect(connector.calls.map(({ request }) => request)).toMatchObject([
      { where: [{ field: "id", op: "in", values: ["7", "999"] }] },
    ]);
    expect(emit.out?.map(({ data }) => data.customer)).toEqual([{ id: 7, name: "C7" }, { id: 7, name: "C7" }, null]);
  });

  it("asks for many values in few requests and reads every page of the answer", async () => {
    const connector = shop();
    const items = Array.from({ length: 160 }, (_, index) => makeItem(String(index), { customer_id: index + 1 }));
    const { emit } = await run([JOIN], items, connector);
    expect(connector.calls).toHaveLength(4);
    expect(emit.out?.every(({ data }, index) => (data.customer as JsonObject).name === `C${index + 1}`)).toBe(true);
  });

  it("joins what source keys are linked to, without a request", async () => {
    const connector = shop();
    const links = createMemoryLinks();
    const link = { key: "1-5", status: "linked", targetId: "42", targetRef: "MUG-2", contentHash: "h", data: {} } as const;
    const ctx = createMemoryContext({ connectors: { "role:shop": connector }, links });
    const sourceStream = `${ctx.sourceStream.split(":")[0]}:products`;
    const scope = { owner: ctx.owner, sourceStream, targetConnectionId: connector.connectionId, targetStream: "goods" };
    await links.settle(scope, [link]);
    const join = { stream: "goods", field: "id", identity: { stream: "products" }, from: "keys", into: "goods", many: true };
    const config = EnrichConfigSchema.parse({ connection: "role:shop", joins: [join] });
    const items = [makeItem("1", { keys: ["1-5", "9"] }), makeItem("2", { keys: [] })];
    const { emit } = await enrichRunner.run({ node: makeNode("e", "enrich"), config, items, ctx });
    expect(emit.out?.map(({ data }) => data.goods)).toEqual([[{ id: "42", ref: "MUG-2", key: "1-5" }], []]);
    expect(connector.calls).toEqual([]);
  });

  it("joins, in reverse, the source key that ids of the target are linked to", async () => {
    const erp = createMemoryConnector({ records: {} });
    const links = createMemoryLinks();
    const ctx = createMemoryContext({ connectors: { "role:erp": erp }, links, sourceStream: "erp:products" });
    const scope = {
      owner: ctx.owner,
      sourceStream: "shop:products",
      targetConnectionId: erp.connectionId,
      targetStream: "products",
    };
    await links.settle(scope, [{ key: "1-5", status: "linked", targetId: "42", targetRef: "M", contentHash: "h", data: {} }]);
    const identity = { stream: "products", origin: "shop", reverse: true };
    const join = { stream: "products", field: "id", identity, from: "id", into: "origin", many: false };
    const config = EnrichConfigSchema.parse({ connection: "role:erp", joins: [join] });
    const items = [makeItem("a", { id: "42" }), makeItem("b", { id: "43" })];
    const { emit } = await enrichRunner.run({ node: makeNode("e", "enrich"), config, items, ctx });
    expect(emit.out?.map(({ data }) => data.origin)).toEqual([{ id: "1-5", ref: "", key: "42" }, null]);
  });

  it("gives lists, and lets a later join use an earlier one", async () => {
    const joins = [
      { stream: "lines", field: "order", from: "id", into: "lines", many: true },
      { stream: "customers", field: "id", from: "$number($substring(lines[0].sku, 1)) + 5", into: "who", many: false },
    ];
    const { emit } = await run(joins, [makeItem("1", { id: 1 }), makeItem("2", { id: 2 })]);
    expect(emit.out?.map(({ data }) => [data.lines, data.who])).toEqual([
      [
        [
          { order: 1, sku: "S0" },
          { order: 1, sku: "S1" },
        ],
        { id: 5, name: "C5" },
      ],
      [[{ order: 2, sku: "S2" }], { id: 7, name: "C7" }],
    ]);
  });

  it("GEN-05 ignores or fails a record whose related record is missing, with the reason", async () => {
    const ignored = await run([{ ...JOIN, onMissing: "ignore" }]);
    expect(ignored.ignored).toMatchObject([{ item: { key: "3" }, reason: { code: "missingDependency", text: "customers 999" } }]);
    const failed = await run([{ ...JOIN, onMissing: "fail" }]);
    expect(failed.failed).toMatchObject([{ item: { key: "3" }, error: { code: "record.missing_dependency" } }]);
  });

  it("makes no request for records that refer to nothing", async () => {
    const connector = shop();
    const { emit } = await run([JOIN], [makeItem("1", { customer_id: 0 }), makeItem("2", {})], connector);
    expect(connector.calls).toEqual([]);
    expect(emit.out?.map(({ data }) => data.customer)).toEqual([null, null]);
  });
});
