import { describe, expect, it } from "vitest";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { transform } from "./definition";
import { transformRunner } from "./run";

const ITEMS = [makeItem("1", { ref: "A", lines: [{ sku: "x" }, { sku: "y" }] }), makeItem("2", { ref: "B", lines: [] })];

function run(expression: string, options: { split?: boolean; settings?: { suffix: string } } = {}) {
  const config = { expression, split: options.split ?? false };
  return transformRunner.run({
    node: makeNode("t", "transform"),
    config,
    items: ITEMS,
    ctx: createMemoryContext({ settings: options.settings ?? {} }),
  });
}

describeNode("transform", { config: { expression: '{ "ref": ref, "n": $count(lines), "first": lines[0] }' }, items: ITEMS });

describe("transform", () => {
  it("gives one record per record, with the settings, the item and the run at hand", async () => {
    const { emit } = await run('{ "ref": ref & $settings.suffix, "key": $item.key, "run": $run.id }', {
      settings: { suffix: "!" },
    });
    expect(emit.out?.map(({ key, data }) => [key, data])).toEqual([
      ["1", { ref: "A!", key: "1", run: "run_test" }],
      ["2", { ref: "B!", key: "2", run: "run_test" }],
    ]);
  });

  it.each([
    ["lines", "a list"],
    ["ref", "string"],
    ["missing", "nothing"],
  ])("fails a record for which %s gives %s", async (expression, found) => {
    const { failed } = await run(expression);
    expect(failed?.[0]).toMatchObject({ item: { key: "1" }, error: { code: "mapping.bad_result", details: { found } } });
  });

  it("makes several records of a list when it may, and says which had none", async () => {
    const { emit, ignored } = await run('[lines.{ "sku": sku }]', { split: true });
    expect(emit.out?.map(({ key, data }) => [key, data])).toEqual([
      ["1#1", { sku: "x" }],
      ["1#2", { sku: "y" }],
    ]);
    expect(ignored).toMatchObject([{ item: { key: "2" }, reason: { code: "emptyList" } }]);
  });

  it("describes the shape its text tells", () => {
    const config = { ...transform.defaults, expression: '{ "ref": ref, "n": 1, "who": { "name": "x" }, "tags": [1] }' };
    expect(transform.describeOutput?.(config, {}, { streamSchema: () => undefined })).toEqual({
      out: {
        type: "object",
        properties: {
          ref: {},
          n: { type: "number" },
          who: { type: "object", properties: { name: { type: "string" } } },
          tags: { type: "array" },
        },
      },
    });
    expect(transform.summary(config, "fr")).toBe("ref, n, who, tags");
    expect(transform.summary({ expression: "(\n  $p := $;\n  $merge([$p, a])\n)" }, "fr")).toBe("JSONata · 4 lignes");
    expect(transform.summary({ expression: "customer" }, "en")).toBe("customer");
  });
});
