import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateIntegration } from "@/db/queries/integrations";
import { OUTCOMES } from "@/lib/core/outcomes";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { readStatistics, type Statistics } from "@/lib/server/statistics";

describe("statistics", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());

  const read = (filter: Partial<Parameters<typeof readStatistics>[2]> = {}): Promise<Statistics> =>
    readStatistics(world.app, world.access, { days: 30, ...filter });

  it("UI-54 records per day by outcome, runs, time and requests are those of the runs", async () => {
    const run = await world.run("customers");
    const { total, days, flows } = await read();
    expect(days).toHaveLength(30);
    for (const outcome of OUTCOMES) expect(total[outcome]).toBe(run[outcome]);
    expect(total).toMatchObject({ runs: 1, failedRuns: 0, requests: run.requestsSource + run.requestsTarget });
    const seconds = ((run.endedAt?.getTime() ?? 0) - (run.startedAt?.getTime() ?? 0)) / 1000;
    expect(total.seconds).toBeCloseTo(seconds, 2);
    expect(days.at(-1)?.created).toBe(run.created);
    expect(days.slice(0, -1).every(({ runs }) => runs === 0)).toBe(true);
    expect(flows).toMatchObject([{ id: world.flowId("customers"), runs: 1, created: run.created }]);
  });

  it("UI-54 are of one integration, one direction, one kind of records", async () => {
    const { total, areas } = await read();
    expect(areas.map(({ key }) => key)).toContain("customers");
    expect((await read({ integrationId: world.installed.id })).total).toEqual(total);
    expect((await read({ integrationId: "int_other" })).total.runs).toBe(0);
    expect((await read({ direction: "import" })).total).toEqual(total);
    expect((await read({ direction: "export" })).total.runs).toBe(0);
    expect((await read({ area: "customers" })).total).toEqual(total);
    expect((await read({ area: "products" })).total.runs).toBe(0);
  });

  it("UI-55 every record imported counts in its month, one that stayed as it was does not", async () => {
    const before = (await read()).month;
    expect(before.import).toBeGreaterThan(0);
    expect(before.export).toBe(0);
    await world.run("customers", { since: "2000-01-01T00:00:00Z" });
    const { month, total } = await read();
    expect(total.unchanged).toBeGreaterThan(0);
    expect(month.import).toBe(total.created + total.updated);
  });

  it("UI-54 failures are counted by who can set them right; simulations are not counted", async () => {
    const { app, access, installed } = world;
    const { runs } = (await read()).total;
    await world.run("customers", { mode: "dry" });
    const values = { connections: { shop: "con_gone", erp: "con_gone" } };
    await updateIntegration({ db: app.db, workspaceId: access.workspaceId, integrationId: installed.id, values });
    const failed = await world.run("products");
    expect(failed.status).toBe("failed");
    const { total, failures } = await read();
    expect(total).toMatchObject({ runs: runs + 1, failedRuns: 1 });
    expect(failures).toEqual([{ category: failed.error?.category, records: 0, runs: 1 }]);
  });
});
