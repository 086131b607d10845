import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFlow } from "@/db/queries/flows";
import { listSimulationRecords, type SimulationRow } from "@/db/queries/simulations";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { saveDraft } from "@/lib/server/flows/flows";
import { readCost } from "@/lib/server/simulations/cost";
import { closeDesk } from "@/lib/server/simulations/desk";
import { toCsv } from "@/lib/server/simulations/export";
import { comparisonOf, detailOf } from "@/lib/server/simulations/records";
import { type StartSimulation, StartSimulationSchema } from "@/lib/server/simulations/request";
import { runSimulated } from "@/lib/server/simulations/run-simulated";
import { cancelSimulation, isOpen, readSimulation, startSimulation } from "@/lib/server/simulations/simulations";

describe("simulations of flows", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(async () => {
    await closeDesk(world.app);
    await world.close();
  });

  const start = (key: string, request: Partial<StartSimulation> = {}) =>
    startSimulation(world.app, world.access, { flowId: world.flowId(key), ...StartSimulationSchema.parse(request) });
  const over = async (id: string, when = (row: SimulationRow) => !isOpen(row)): Promise<SimulationRow> => {
    for (;;) {
      const row = await readSimulation(world.app, world.access, id);
      if (when(row) || !isOpen(row)) return row;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const simulate = async (key: string, request: Partial<StartSimulation> = {}) => over(await start(key, request));
  const records = (row: SimulationRow) =>
    listSimulationRecords({ db: world.app.db, workspaceId: world.access.workspaceId, simulationId: row.id, limit: 500 });

  it("shows what would be created with its proof, writes nothing, and runs exactly these", async () => {
    const before = await writesTo("dolibarr");
    const row = await simulate("orders", { limit: 30 });
    expect(row).toMatchObject({ status: "succeeded", read: 30, failed: 0, hasMore: true });
    expect([await writesTo("dolibarr"), await writesTo("prestashop")]).toEqual([before, 0]);
    const rows = await records(row);
    const created = rows.filter(({ outcome }) => outcome === "created");
    expect(created.length).toBe(row.created);
    for (const record of created) {
      const [document] = detailOf(record).documents;
      expect(document?.proof.document.gross).toBe(document?.proof.shop.gross);
    }
    const cost = await readCost(world.app, row);
    expect(cost.sides.map(({ title }) => title)).toEqual(["Dolibarr", "PrestaShop"]);
    const chosen = created.slice(0, 6).map(({ key }) => key);
    const runId = await runSimulated(world.app, world.access, { simulationId: row.id, keys: chosen });
    const run = await world.watch(runId);
    expect(run).toMatchObject({ status: "succeeded", total: 6, created: 6, failed: 0, keys: chosen });
    const again = await simulate("orders", { keys: chosen });
    expect(again).toMatchObject({ read: 6, unchanged: 6, created: 0, hasMore: false });
    await expect(runSimulated(world.app, world.access, { simulationId: again.id })).rejects.toMatchObject({
      code: "simulation.nothing_to_run",
    });
  });

  it("a customer of two orders is created once, as in a real run", async () => {
    const row = await simulate("orders", { limit: 100 });
    const created = (await records(row)).flatMap((record) =>
      detailOf(record).writes.filter(({ stream, outcome }) => stream === "thirdparties" && outcome === "created"),
    );
    const emails = created.map(({ after }) => after.email);
    expect(emails.length).toBeGreaterThan(0);
    expect(new Set(emails).size).toBe(emails.length);
  });

  it("shows an update field by field, old values read from the target", async () => {
    const run = await world.run("customers");
    expect(run.failed).toBe(0);
    await settings({ upperCaseNames: true });
    const row = await simulate("customers", { limit: 10, since: "2000-01-01T00:00:00Z" });
    expect(row).toMatchObject({ status: "succeeded", updated: 10, created: 0 });
    const [first] = await records(row);
    const [write] = first ? detailOf(first).writes : [];
    const name = String(write?.changes[0]?.before);
    expect(write?.changes).toEqual([{ path: "name", kind: "changed", before: name, after: name.toUpperCase() }]);
    const csv = toCsv(await records(row));
    expect(csv.split("\r\n")[1]).toContain(`name,${name},${name.toUpperCase()}`);
    await settings({ upperCaseNames: false });
  });

  it("is told what the draft does, and asks to publish it before it runs", async () => {
    await changeDraft("customers", (text) => text.replace('client\\": 1', 'client\\": 3'));
    const row = await simulate("customers", { limit: 5, since: "2000-01-01T00:00:00Z" });
    expect(row.updated).toBe(5);
    const published = await simulate("customers", { limit: 5, since: "2000-01-01T00:00:00Z", version: "published" });
    expect(published).toMatchObject({ updated: 0, unchanged: 5 });
    const asked = { simulationId: row.id };
    await expect(runSimulated(world.app, world.access, asked)).rejects.toMatchObject({ code: "simulation.not_published" });
    const run = await world.watch(await runSimulated(world.app, world.access, { ...asked, publish: true }));
    expect(run).toMatchObject({ status: "succeeded", total: 5, updated: 5 });
    await changeDraft("customers", (text) => text.replace('client\\": 3', 'client\\": 2'));
    const old = { simulationId: published.id, keys: [(await records(published))[0]?.key ?? ""] };
    await expect(runSimulated(world.app, world.access, old)).rejects.toMatchObject({ code: "simulation.outdated" });
  });

  it("replays records of the last runs through the draft and shows only what differs", async () => {
    await world.run("orders");
    const same = await simulate("orders", { kind: "replay", limit: 40 });
    expect(same).toMatchObject({ status: "succeeded", differing: 0 });
    expect(same.created).toBeGreaterThan(0);
    await changeDraft("orders", (text) => text.replace("rule.invoice = true and", "rule.invoice = false and"));
    const before = await writesTo("dolibarr");
    const row = await simulate("orders", { kind: "replay", limit: 40 });
    expect(await writesTo("dolibarr")).toBe(before);
    expect(row.status).toBe("succeeded");
    expect(row.differing).toBeGreaterThan(0);
    expect(row.differing).toBeLessThan(row.read);
    const differing = (await records(row)).filter(({ differs }) => differs);
    const [comparison] = differing.map(comparisonOf);
    expect(comparison?.writes.map(({ stream, kind }) => `${stream} ${kind}`)).toContain("invoices removed");
    expect(comparison?.writes.some(({ stream }) => stream === "orders")).toBe(false);
    expect(comparison?.done?.outcome).toBe("created");
  });

  it("stops when asked, and keeps what it has seen", async () => {
    await faults({ latencyMs: 100 });
    const id = await start("products", { limit: 500, since: "2000-01-01T00:00:00Z" });
    await cancelSimulation(world.app, world.access, id);
    const row = await over(id);
    await faults({});
    expect(row.status).toBe("cancelled");
    expect(row.read).toBe((await records(row)).length);
  });

  async function settings(values: Record<string, boolean>): Promise<void> {
    await world.app.sql`update integrations set settings = settings || ${world.app.sql.json(values)}`;
  }

  async function changeDraft(key: string, change: (text: string) => string): Promise<void> {
    const { db } = world.app;
    const flowId = world.flowId(key);
    const flow = await findFlow({ db, workspaceId: world.access.workspaceId, flowId });
    const text = JSON.stringify(flow?.draft);
    expect(change(text)).not.toBe(text);
    await saveDraft(world.app, world.access, { flowId, document: JSON.parse(change(text)) });
  }

  async function writesTo(system: "dolibarr" | "prestashop"): Promise<number> {
    const reply = await fetch(`${world.sandboxes[system].url}/__sandbox/stats`);
    const stats: { byMethod: Record<string, number> } = await reply.json();
    return Object.entries(stats.byMethod).reduce((sum, [method, count]) => (method === "GET" ? sum : sum + count), 0);
  }

  async function faults(faultsWanted: Record<string, unknown>): Promise<void> {
    await fetch(`${world.sandboxes.prestashop.url}/__sandbox/faults`, { method: "PUT", body: JSON.stringify(faultsWanted) });
  }
});
