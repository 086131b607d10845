import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFlow } from "@/db/queries/flows";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { publishFlow, readFlow, saveDraft } from "@/lib/server/flows/flows";
import { readSchedules } from "@/lib/server/flows/schedules";
import { TryFlowSchema, tryFlow } from "@/lib/server/flows/try-flow";
import { patchIntegration, readIntegration } from "@/lib/server/integrations/integrations";
import { autoMatchTable, changeTable, readRunTables, readTable } from "@/lib/server/integrations/tables";
import { streamRun } from "@/lib/server/runs/run-stream";
import { isOver, readRun, startRun } from "@/lib/server/runs/runs";

let world: FlowWorld;
beforeAll(async () => {
  world = await openFlowWorld();
});
afterAll(() => world.close());

const tableId = (key: string) => world.installed.tables.find((table) => table.key === key)?.id ?? "";
const runTables = () => {
  const { workspaceId } = world.access;
  return readRunTables({ db: world.app.db, workspaceId, integrationId: world.installed.id });
};

describe("an installed template", () => {
  it("has its flows in the order of a first synchronisation, published, their schedules off but for the nightly comparison", async () => {
    const keys = world.installed.flows.map((flow) => flow.key);
    expect(keys).toEqual(expect.arrayContaining(["customers", "products", "orders", "credits"]));
    expect(keys.indexOf("customers")).toBeLessThan(keys.indexOf("orders"));
    expect(keys.at(-1)).toBe("reconcile");
    expect(await readSchedules(world.app, world.access, world.flowId("reconcile"))).toMatchObject([
      { enabled: true, nextAt: expect.any(Date), spec: { kind: "calendar", at: "03:00" } },
    ]);
    for (const { id } of world.installed.flows.slice(0, -1)) {
      const { version, modified } = await readFlow(world.app, world.access, id);
      expect(version?.number).toBe(1);
      expect(modified).toBe(false);
      for (const schedule of await readSchedules(world.app, world.access, id))
        expect(schedule).toMatchObject({ enabled: false, nextAt: null });
    }
  });

  it("has tables read from both systems and half matched, with the reason kept", async () => {
    const { rows } = await readTable(world.app, world.access, tableId("taxes"));
    const matched = rows.filter((row) => row.origin === "auto");
    expect(matched.length).toBeGreaterThan(0);
    for (const row of matched) expect(row.reason).toEqual({ value: "rate" });
  });

  it("tells what is missing: values no rule could translate, by name", async () => {
    const { missing } = await readIntegration(world.app, world.access, world.installed.id);
    const { rows } = await readTable(world.app, world.access, tableId("taxes"));
    const open = rows.filter((row) => row.origin === "none").map((row) => ({ id: row.sourceId, label: row.sourceLabel }));
    expect(open.length).toBeGreaterThan(0);
    const advice = expect.objectContaining({ fr: expect.stringContaining("Taux de TVA") });
    expect(missing).toContainEqual({ kind: "table", id: tableId("taxes"), key: "taxes", values: open, advice });
  });

  it("refuses settings that are unknown or do not fit, naming them", async () => {
    const patch = { settings: { guests: "yes", nothing: 1 } };
    await expect(patchIntegration(world.app, world.access, world.installed.id, patch)).rejects.toMatchObject({
      code: "request.invalid",
      details: { issues: [{ path: "settings.guests" }, { path: "settings.nothing", message: "unknown" }] },
    });
  });

  it("switches the flows of an area off and on with it", async () => {
    const { workspaceId } = world.access;
    const enabled = async () => (await findFlow({ db: world.app.db, workspaceId, flowId: world.flowId("products") }))?.enabled;
    await patchIntegration(world.app, world.access, world.installed.id, { areas: ["customers", "orders"] });
    expect(await enabled()).toBe(false);
    await patchIntegration(world.app, world.access, world.installed.id, { areas: ["customers", "products", "orders"] });
    expect(await enabled()).toBe(true);
  });
});

describe("a map table", () => {
  it("keeps what a person set when it is matched again", async () => {
    const id = tableId("taxes");
    const before = await readTable(world.app, world.access, id);
    const [first, second] = before.rows;
    const chosen = second?.target.value ?? "20";
    await changeTable(world.app, world.access, id, { rows: [{ source: first?.sourceId ?? "", target: chosen }] });
    const after = await autoMatchTable(world.app, world.access, id);
    expect(after.rows.find((row) => row.sourceId === first?.sourceId)).toMatchObject({
      origin: "manual",
      target: { value: chosen },
    });
    expect(after.rows).toHaveLength(before.rows.length);
  });

  it("refuses a change made over an older reading, and a column it does not have", async () => {
    const id = tableId("orderStates");
    const { row } = await readTable(world.app, world.access, id);
    await changeTable(world.app, world.access, id, { revision: row.revision });
    await expect(changeTable(world.app, world.access, id, { revision: row.revision })).rejects.toMatchObject({
      code: "request.conflict",
    });
    const rows = [{ source: "2", target: { nothing: "x" } }];
    await expect(changeTable(world.app, world.access, id, { rows })).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("gives runs only rows that have every required value", async () => {
    const id = tableId("taxes");
    const { rows } = await readTable(world.app, world.access, id);
    const mapped = rows.find((row) => row.origin === "auto");
    await changeTable(world.app, world.access, id, { rows: [{ source: mapped?.sourceId ?? "", target: null }] });
    const taxes = (await runTables()).find((table) => table.key === "taxes");
    expect(Object.keys(taxes?.rows ?? {})).not.toContain(mapped?.sourceId);
    await changeTable(world.app, world.access, id, {
      rows: [{ source: mapped?.sourceId ?? "", target: mapped?.target ?? null }],
    });
  });
});

describe("a flow of an integration", () => {
  it("can be changed and published again", async () => {
    const flowId = world.flowId("orders");
    const { row, problems } = await readFlow(world.app, world.access, flowId);
    expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
    await saveDraft(world.app, world.access, { flowId, document: { ...row.draft, name: "Commandes" } });
    expect(await publishFlow(world.app, world.access, { flowId })).toMatchObject({ number: 2, changed: true });
  });

  it("is tried on real records: input and output of each node, planned writes, nothing written", async () => {
    const request = TryFlowSchema.parse({ limit: 2 });
    const result = await tryFlow(world.app, world.access, world.flowId("customers"), request);
    expect(result.outcomes).toHaveLength(2);
    expect(result.nodes[0]?.outputs.out).toHaveLength(2);
    expect(result.planned.length).toBeGreaterThan(0);
    const [{ links } = {}] = await world.app.sql`select count(*)::int as links from record_links`;
    expect(links).toBe(0);
  });
});

describe("a run", () => {
  it("is told live until it is over", async () => {
    const runId = await startRun(world.app, world.access, { flowId: world.flowId("customers"), mode: "dry", limit: 3 });
    const read = async () => {
      const run = await readRun(world.app, world.access, runId);
      return { snapshot: { status: run.status, total: run.total }, isOver: isOver(run) };
    };
    const { workspaceId } = world.access;
    const response = streamRun(world.app, { workspaceId, runId, signal: new AbortController().signal, read });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events = (await response.text()).split("\n\n").filter((event) => event.startsWith("event: run"));
    expect(events.at(-1)).toContain('"status":"succeeded"');
    expect(events.at(-1)).toContain('"total":3');
  });
});
