import { describe, expect, it } from "vitest";
import type { RunTable } from "@/engine/interpreter/ports";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import { MapTableConfigSchema, mapTable } from "./definition";
import { mapTableRunner } from "./run";

const TABLES: RunTable[] = [
  { key: "taxes", rows: { "1": { value: "20" } }, fallback: null },
  { key: "carriers", rows: { "1": { value: "COLISSIMO" }, "2": { value: "" } }, fallback: { value: "OTHER" } },
  { key: "states", rows: { "5": { order: "yes", status: null } }, fallback: { order: "no", status: "draft" } },
];
const ITEMS = [makeItem("1", { code: 1 }), makeItem("2", { code: 2 }), makeItem("3", {})];
const CONFIG = { table: "taxes", source: "code", into: "mapped.tax" };

function run(config: Record<string, string> = {}) {
  const parsed = MapTableConfigSchema.parse({ ...mapTable.defaults, ...CONFIG, ...config });
  return mapTableRunner.run({
    node: makeNode("m", "map-table"),
    config: parsed,
    items: ITEMS,
    ctx: createMemoryContext({ tables: TABLES }),
  });
}

describeNode("map-table", { config: CONFIG, items: ITEMS, context: () => createMemoryContext({ tables: TABLES }) });

describe("map-table", () => {
  it("puts the target's value into the record and fails what the table does not know", async () => {
    const { emit, failed } = await run();
    expect(emit.out?.map(({ data }) => data)).toEqual([{ code: 1, mapped: { tax: "20" } }]);
    expect(failed).toMatchObject([
      { item: { key: "2" }, error: { code: "mapping.table_unmapped", details: { table: "taxes", code: "2" } } },
      { item: { key: "3" }, error: { code: "mapping.bad_result" } },
    ]);
  });

  it.each([
    [
      "null",
      [
        ["1", "20"],
        ["2", null],
        ["3", null],
      ],
      0,
    ],
    ["ignore", [["1", "20"]], 2],
  ])("onMissing %s", async (onMissing, expected, ignoredCount) => {
    const { emit, ignored } = await run({ onMissing, into: "tax" });
    expect(emit.out?.map(({ key, data }) => [key, data.tax])).toEqual(expected);
    expect(ignored).toHaveLength(ignoredCount);
  });

  it("falls back on the table's default, for a value without a row and for an empty cell", async () => {
    const { emit } = await run({ table: "carriers", into: "carrier" });
    expect(emit.out?.map(({ data }) => data.carrier)).toEqual(["COLISSIMO", "OTHER"]);
  });

  it("gives an object when the table has several columns, empty cells filled from the default", async () => {
    const { emit } = await run({ table: "states", source: '"5"', into: "state" });
    expect(emit.out?.[0]?.data.state).toEqual({ order: "yes", status: "draft" });
  });

  it("stops the page when the table is not there: nobody's record is at fault", async () => {
    await expect(run({ table: "unknown" })).rejects.toMatchObject({ code: "mapping.table_unknown", category: "config" });
  });
});
