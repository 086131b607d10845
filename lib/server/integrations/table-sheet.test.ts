import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { readTableHistory } from "@/lib/server/integrations/table-history";
import { exportTable, importTable } from "@/lib/server/integrations/table-sheet";
import { readTableCoverage, readTableUsers } from "@/lib/server/integrations/table-uses";
import { changeTable, readTable } from "@/lib/server/integrations/tables";
import { readSheet, writeSheet } from "@/lib/server/sheets/sheet";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

const tableId = (key: string) => world.installed.tables.find((table) => table.key === key)?.id ?? "";
const sheetOf = async (key: string, format: "csv" | "xlsx" = "csv") =>
  readSheet((await exportTable(world.app, world.access, tableId(key), { format, locale: "fr" })).bytes);
const take = (key: string, sheet: readonly (readonly string[])[]) =>
  importTable(world.app, world.access, tableId(key), { bytes: writeSheet("xlsx", sheet, "t"), locale: "fr" });

describe("a mapping table in a file", () => {
  it.each(["csv", "xlsx"] as const)(
    "has a line per value in %s, with ids and labels, and changes nothing when it comes back",
    async (format) => {
      const sheet = await sheetOf("taxes", format);
      const { rows } = await readTable(world.app, world.access, tableId("taxes"));
      expect(sheet[0]).toEqual(["source", "label", "value", "value_label"]);
      expect(sheet).toHaveLength(rows.length + 2);
      expect((await take("taxes", sheet)).changed).toBe(0);
    },
  );

  it("sets what its lines say, by id or by label alone, and the default by the line of the star", async () => {
    const sheet = await sheetOf("taxes");
    const [head = [], fallback = [], ...lines] = sheet;
    const mapped = lines.find(([, , value]) => value !== "") ?? [];
    const open = lines.filter(([, , value]) => value === "");
    const filled = open.map((line, index) =>
      index === 0 ? [line[0] ?? "", "", mapped[2] ?? "", ""] : [line[0] ?? "", "", "", mapped[3] ?? ""],
    );
    const { changed, table } = await take("taxes", [head, [fallback[0] ?? "", "", mapped[2] ?? "", ""], ...filled]);
    expect(changed).toBe(open.length + 1);
    expect(table.row.fallback).toEqual({ value: mapped[2] });
    for (const [source] of open)
      expect(table.rows.find(({ sourceId }) => sourceId === source)?.target).toEqual({ value: mapped[2] });
  });

  it("EBP-90 has lines for values under conditions: set, read back, and gone when they are emptied", async () => {
    const [head = [], , first = []] = await sheetOf("paymentModes");
    const source = `${first[0]}?currency=USD`;
    const line = (values: readonly string[]) => [source, "", ...values];
    const values = first.slice(2).map((value, index) => (head[index + 2]?.endsWith("_label") ? "" : value));
    const given = values.some((value) => value !== "") ? values : values.map((value, index) => (index === 0 ? "LIQ" : value));
    expect((await take("paymentModes", [head, line(given)])).changed).toBe(1);
    const sheet = await sheetOf("paymentModes");
    const at = sheet.findIndex(([value]) => value === source);
    expect(sheet[at - 1]?.[0]).toBe(first[0]);
    expect(sheet[at]?.[1]).toBe(first[1]);
    expect((await take("paymentModes", sheet)).changed).toBe(0);
    await take("paymentModes", [head, line(given.map(() => ""))]);
    expect((await sheetOf("paymentModes")).some(([value]) => value === source)).toBe(false);
    await expect(take("paymentModes", [head, ["nothing?currency=USD", "", ...given]])).rejects.toMatchObject({
      code: "request.invalid",
    });
  });

  it("refuses a row that is given twice, by whichever order of its conditions, and changes nothing", async () => {
    const [, , first = []] = await sheetOf("paymentModes");
    const target = { paymentType: first[2] ?? "" };
    const rows = ["?currency=USD&shop=2", "?shop=2&currency=USD"].map((when) => ({ source: `${first[0]}${when}`, target }));
    const change = changeTable(world.app, world.access, tableId("paymentModes"), { rows });
    await expect(change).rejects.toMatchObject({ code: "request.invalid" });
    expect((await sheetOf("paymentModes")).some(([source]) => source?.includes("?"))).toBe(false);
  });

  it("that names what is not there is refused whole, with line and column", async () => {
    const { row } = await readTable(world.app, world.access, tableId("taxes"));
    const sheet = [
      ["source", "value"],
      ["nothing", "20"],
      [(await sheetOf("taxes"))[2]?.[0] ?? "", "999"],
    ];
    await expect(take("taxes", sheet)).rejects.toMatchObject({
      code: "request.invalid",
      details: { issues: [{ path: "ligne 2 › source" }, { path: "ligne 3 › value" }] },
    });
    await expect(take("taxes", [["a", "b"]])).rejects.toMatchObject({ details: { issues: [{ path: "ligne 1" }] } });
    expect((await readTable(world.app, world.access, tableId("taxes"))).row.revision).toBe(row.revision);
  });
});

describe("a mapping table", () => {
  it("remembers who changed which values, from what to what", async () => {
    const [newest] = await readTableHistory(world.app, world.access, tableId("taxes"));
    expect(newest).toMatchObject({ action: "table.changed", by: "Test" });
    expect(newest?.changes.find(({ source }) => source === null)).toMatchObject({
      before: null,
      after: { value: expect.any(String) },
    });
    expect(newest?.changes.length).toBe(newest?.rows);
  });

  it("knows the flows that use it, and how far it covers their records", async () => {
    const users = await readTableUsers(world.app, world.access, world.installed.id);
    expect(users.get("taxes")?.map(({ id }) => id)).toContain(world.flowId("products"));
    const coverage = await readTableCoverage(world.app, world.access, tableId("taxes"), 20);
    const ofProducts = coverage.find(({ flow }) => flow.id === world.flowId("products"));
    expect(ofProducts).toMatchObject({ read: 20, coverage: { unmapped: 0 } });
  });
});
