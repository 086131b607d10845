import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import type { JsonObject } from "@/lib/core/json";
import { FindConfigSchema, find } from "./definition";
import { findRunner } from "./run";

const CONFIG = {
  connection: "role:erp",
  stream: "customers",
  alias: "customer",
  match: [{ fields: [{ field: "vat", value: "vat" }] }, { fields: [{ field: "email", value: "$lowercase(email)" }] }],
};
const ITEMS = [
  makeItem("1", { email: "ADA@b.fr" }),
  makeItem("2", { email: "no@b.fr" }),
  makeItem("3", { vat: "FR1", email: "ada@b.fr" }),
];

function erp() {
  const connector = createMemoryConnector();
  connector.stored.set("customers", [
    { id: "7", externalRef: "", data: { email: "ada@b.fr" } },
    { id: "8", externalRef: "", data: { vat: "FR1", email: "other@b.fr" } },
  ]);
  return connector;
}

function run(config: JsonObject = {}, items = ITEMS, ctx = createMemoryContext({ connectors: { "role:erp": erp() } })) {
  return findRunner.run({
    node: makeNode("f", "find"),
    config: FindConfigSchema.parse({ ...find.defaults, ...CONFIG, ...config }),
    items,
    ctx,
  });
}

describeNode("find", { config: CONFIG, items: ITEMS, context: () => createMemoryContext({ connectors: { "role:erp": erp() } }) });

describe("find", () => {
  it("links what the first rule with an answer finds, in one question per rule", async () => {
    const connector = erp();
    const { emit } = await run({}, ITEMS, createMemoryContext({ connectors: { "role:erp": connector } }));
    expect(emit.out?.map(({ key, links }) => [key, links.customer?.id, links.customer?.outcome])).toEqual([
      ["1", "7", "found"],
      ["3", "8", "found"],
    ]);
    expect(connector.calls).toHaveLength(3);
  });

  it("GEN-05 ignores what it does not find, goes on without, or leaves by its own way out", async () => {
    expect((await run()).ignored).toMatchObject([
      { item: { key: "2" }, reason: { code: "missingDependency", text: "customers" } },
    ]);
    expect((await run({ onMissing: "continue" })).emit.out?.find(({ key }) => key === "2")?.links).toEqual({});
    expect((await run({ onMissing: "handle" })).emit.notFound?.map(({ key }) => key)).toEqual(["2"]);
  });

  it("asks a person when several match, or takes the first", async () => {
    const connector = erp();
    connector.stored.get("customers")?.push({ id: "9", externalRef: "", data: { email: "ada@b.fr" } });
    const ctx = createMemoryContext({ connectors: { "role:erp": connector } });
    const { review } = await run({}, ITEMS.slice(0, 1), ctx);
    expect(review).toMatchObject([{ question: { reason: "ambiguous", candidates: [{ id: "7" }, { id: "9" }] } }]);
    expect((await run({ onAmbiguous: "first" }, ITEMS.slice(0, 1), ctx)).emit.out).toMatchObject([
      { links: { customer: { id: "7" } } },
    ]);
  });

  it("uses the link another flow of the integration made, without a request", async () => {
    const connector = erp();
    const ctx = createMemoryContext({ connectors: { "role:erp": connector } });
    const scope = {
      owner: "int_test",
      sourceStream: "shop:customers",
      targetConnectionId: "con_memory",
      targetStream: "customers",
    };
    await ctx.links.settle(scope, [
      { key: "42", status: "linked", targetId: "70", targetRef: "CU70", contentHash: "", data: {} },
    ]);
    const identity = { stream: "customers", key: "customer_id" };
    const { emit } = await run({ identity, match: [] }, [makeItem("1", { customer_id: 42 })], ctx);
    expect(emit.out).toMatchObject([{ links: { customer: { id: "70", ref: "CU70" } } }]);
    expect(connector.calls).toEqual([]);
  });
});
