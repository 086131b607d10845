import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import type { JsonObject } from "@/lib/core/json";
import { WriteConfigSchema, write } from "./definition";
import { writeRunner } from "./run";

const CONFIG = { connection: "role:erp", stream: "customers", alias: "customer", record: '{ "name": name, "email": email }' };
const ITEMS = [makeItem("1", { name: "Ada", email: "a@b.fr" }), makeItem("2", { name: "Bob", email: "" })];

function setUp(config: JsonObject = {}) {
  const erp = createMemoryConnector();
  const ctx = createMemoryContext({ connectors: { "role:erp": erp } });
  const parsed = WriteConfigSchema.parse({ ...write.defaults, ...CONFIG, ...config });
  return { erp, ctx, run: (items = ITEMS) => writeRunner.run({ node: makeNode("w", "write"), config: parsed, items, ctx }) };
}

describeNode("write", {
  config: CONFIG,
  items: ITEMS,
  context: () => createMemoryContext({ connectors: { "role:erp": createMemoryConnector() } }),
});

describe("write", () => {
  it("puts the result under its alias and leaves the data as they are", async () => {
    const { run } = setUp();
    const { emit } = await run();
    expect(emit.out?.[0]).toMatchObject({
      data: ITEMS[0]?.data,
      links: { customer: { id: "1", ref: "CUSTOMERS-1", outcome: "created", stream: "customers" } },
    });
  });

  it("never matches on an empty value", async () => {
    const { run, erp } = setUp({ match: [{ fields: [{ field: "email", value: "email" }] }] });
    erp.stored.set("customers", [{ id: "90", externalRef: "", data: { name: "Nobody", email: "" } }]);
    const { emit } = await run();
    expect(emit.out?.map(({ links }) => links.customer?.outcome)).toEqual(["created", "created"]);
  });

  it("writes only when it should, and lets the others pass", async () => {
    const { run, erp } = setUp({ when: 'email != ""' });
    const { emit } = await run();
    expect(erp.stored.get("customers")).toHaveLength(1);
    expect(emit.out?.find(({ key }) => key === "2")?.links).toEqual({});
  });

  it("fails a record without the key of its identity, or whose expression gives no record", async () => {
    const unkeyed = await setUp({ identity: { stream: "customers", key: "missing" } }).run();
    expect(unkeyed.failed).toHaveLength(2);
    const shapeless = await setUp({ record: "name" }).run();
    expect(shapeless.failed?.[0]).toMatchObject({ error: { code: "mapping.bad_result", details: { found: "string" } } });
  });

  it("GEN-01 shares the links of an identity between flows", async () => {
    const { run, ctx, erp } = setUp({ identity: { stream: "customers", key: "email" } });
    const [ada] = ITEMS;
    await run(ada === undefined ? [] : [ada]);
    const customers = setUp();
    const shared = { ...ctx, sourceStream: "shop:customers" };
    const parsed = WriteConfigSchema.parse({ ...write.defaults, ...CONFIG });
    const item = makeItem("a@b.fr", { name: "Ada", email: "a@b.fr" });
    const { emit } = await writeRunner.run({ node: makeNode("w", "write"), config: parsed, items: [item], ctx: shared });
    expect(emit.out).toMatchObject([{ links: { customer: { id: "1", outcome: "unchanged" } } }]);
    expect(erp.stored.get("customers")).toHaveLength(1);
    expect(customers.erp.calls).toEqual([]);
  });
});
