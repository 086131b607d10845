import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listFlows } from "@/db/queries/flows";
import { deleteRows, listIntegrations } from "@/db/queries/integrations";
import { listScheduleListings } from "@/db/queries/listings";
import { listLog } from "@/db/queries/run-log";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { createSchedule, readSchedules } from "@/lib/server/flows/schedules";
import { duplicateIntegration } from "@/lib/server/integrations/duplicate";
import { patchIntegration, readIntegration } from "@/lib/server/integrations/integrations";
import { refreshIntegration } from "@/lib/server/integrations/refresh";
import { changeTable, readTable } from "@/lib/server/integrations/tables";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

const read = (id = world.installed.id) => readIntegration(world.app, world.access, id);
const patch = (change: Parameters<typeof patchIntegration>[3], id = world.installed.id) =>
  patchIntegration(world.app, world.access, id, change);

/** What debug mode tells of each page. */
async function pageTimes(runId: string) {
  const lines = await listLog({ db: world.app.db, workspaceId: world.access.workspaceId, runId, limit: 500 });
  return lines.filter(({ key }) => key === "pageTimes").map(({ params }) => params);
}

describe("how an integration runs", () => {
  it("UI-18 reads and sends as many records at a time as the integration says", async () => {
    await patch({ options: { batches: { customers: 15 }, debug: true } });
    const run = await world.run("customers", { limit: 40 });
    expect((await pageTimes(run.id)).map(({ records }) => records)).toEqual([15, 15, 10]);
    await patch({ options: { batches: { customers: null } } });
    expect((await read()).row.options.batches).toEqual({});
    await expect(patch({ options: { batches: { nothing: 5 } } })).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("UI-22 in debug mode the steps of every record are kept and each page says what it took", async () => {
    await patch({ options: { debug: true } });
    const run = await world.run("products", { limit: 30 });
    expect(run.error).toBeNull();
    const [{ kept } = {}] = await world.app
      .sql`select count(*)::int as kept from record_outcomes where run_id = ${run.id} and steps is not null`;
    expect(kept).toBe(30);
    expect(await pageTimes(run.id)).toMatchObject([{ page: 1, records: 30 }]);
    await patch({ options: { debug: false } });
  });
});

describe("several integrations", () => {
  it("UI-15 a copy has settings, tables, flows and schedules of the original, its schedules off; the original stays", async () => {
    const { app, access } = world;
    const table = world.installed.tables.find(({ key }) => key === "taxes")?.id ?? "";
    const before = await readTable(app, access, table);
    const first = before.rows[0];
    await changeTable(app, access, table, { rows: [{ source: first?.sourceId ?? "", target: "5.5" }] });
    const spec = { kind: "calendar", days: { rule: "daily", every: 1 }, from: "2026-01-01", at: "08:00" } as const;
    await createSchedule(app, access, world.flowId("orders"), { spec, enabled: true });

    const id = await duplicateIntegration(app, access, world.installed.id, { name: "Deuxième boutique", connections: {} });
    const [original, copy] = [await read(), await read(id)];
    expect(copy.row).toMatchObject({ name: "Deuxième boutique", settings: original.row.settings, areas: original.row.areas });
    expect(copy.flows.map(({ key, versionNumber }) => [key, versionNumber])).toEqual(original.flows.map(({ key }) => [key, 1]));
    const copied = await readTable(app, access, copy.tables.find(({ key }) => key === "taxes")?.id ?? "");
    expect(copied.rows.find((row) => row.sourceId === first?.sourceId)).toMatchObject({
      target: { value: "5.5" },
      origin: "manual",
    });
    const orders = copy.flows.find(({ key }) => key === "orders")?.id;
    const schedules = await readSchedules(app, access, orders);
    expect(schedules).toContainEqual(expect.objectContaining({ spec, enabled: false, nextAt: null }));
    const { workspaceId } = access;
    expect(await listFlows({ db: app.db, workspaceId, integrationId: world.installed.id })).toHaveLength(original.flows.length);
  });

  it("UI-15 a copy takes other connections of the same systems only", async () => {
    const connections = { shop: world.installed.id };
    const copy = duplicateIntegration(world.app, world.access, world.installed.id, { name: "X", connections });
    await expect(copy).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("UI-14 one integration is the default, the last one chosen", async () => {
    const { db } = world.app;
    const { workspaceId } = world.access;
    const [first, second] = await listIntegrations({ db, workspaceId });
    await patch({ isDefault: true }, first?.id);
    await patch({ isDefault: true }, second?.id);
    const chosen = (await listIntegrations({ db, workspaceId })).filter((one) => one.isDefault);
    expect(chosen.map(({ id }) => id)).toEqual([second?.id]);
  });

  it("UI-19 reading both systems again brings back a value that is new in the shop, matched, and tells it", async () => {
    const { app, access } = world;
    const tableId = world.installed.tables.find(({ key }) => key === "countries")?.id ?? "";
    const [first] = (await readTable(app, access, tableId)).rows;
    await deleteRows({ db: app.db, workspaceId: access.workspaceId, tableId, sourceIds: [first?.sourceId ?? ""] });
    expect(await refreshIntegration(app, access, world.installed.id)).toMatchObject({ added: 1, gone: 0 });
    const again = (await readTable(app, access, tableId)).rows.find((row) => row.sourceId === first?.sourceId);
    expect(again).toMatchObject({ origin: first?.origin, target: first?.target });
    expect(await refreshIntegration(app, access, world.installed.id)).toMatchObject({ added: 0, gone: 0 });
  });

  it("UI-12 the schedules of an area that is off are hidden, and come back with it", async () => {
    const scope = { db: world.app.db, workspaceId: world.access.workspaceId, integrationId: world.installed.id };
    const names = async () => (await listScheduleListings(scope)).map((one) => one.flowId);
    const areas = (await read()).row.areas;
    expect(await names()).toContain(world.flowId("products"));
    await patch({ areas: areas.filter((area) => area !== "products") });
    expect(await names()).not.toContain(world.flowId("products"));
    await patch({ areas });
    expect(await names()).toContain(world.flowId("products"));
  });
});
