import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFlow } from "@/db/queries/flows";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { readFlowChoices } from "@/lib/server/flows/editor";
import { readTableValues } from "@/lib/server/flows/mapping";
import { readTable } from "@/lib/server/integrations/tables";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

describe("what an expression of a flow may name", () => {
  it("the values of a table, as the shop calls them; none of a table that is not there", async () => {
    const taxes = world.installed.tables.find(({ key }) => key === "taxes")?.id ?? "";
    const { rows } = await readTable(world.app, world.access, taxes);
    const flowId = world.flowId("products");
    const values = await readTableValues(world.app, world.access, { flowId, table: "taxes" });
    expect(values.length).toBeGreaterThan(0);
    expect(values.map(({ value, label }) => [value, label]).sort()).toEqual(
      rows.map(({ sourceId, sourceLabel }) => [sourceId, sourceLabel]).sort(),
    );
    expect(await readTableValues(world.app, world.access, { flowId, table: "none" })).toEqual([]);
  });

  it("settings and tables by their keys, with the words of the form", async () => {
    const scope = { db: world.app.db, workspaceId: world.access.workspaceId };
    const flow = await findFlow({ ...scope, flowId: world.flowId("orders") });
    if (!flow) throw new Error("the flow is installed");
    const { settings, tables } = await readFlowChoices(world.app, world.access, { flow, locale: "fr" });
    expect(settings.map(({ value }) => value)).toContain("customerReference");
    expect(settings.find(({ value }) => value === "customerReference")?.label).not.toBe("");
    expect(tables.map(({ value }) => value)).toContain("taxes");
  });
});
