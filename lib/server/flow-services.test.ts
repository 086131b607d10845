import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listDeadLetters } from "@/db/queries/dead-letters";
import { updateIntegration } from "@/db/queries/integrations";
import { listPages } from "@/db/queries/pages";
import { listLog } from "@/db/queries/run-log";
import { listOutcomes } from "@/db/queries/run-records";
import { findRunOfEvent } from "@/db/queries/runs";
import { findSchedule, insertSchedule } from "@/db/queries/schedule-settings";
import { listWatermarks } from "@/db/queries/watermarks";
import { startDueSchedules } from "@/lib/server/flow-services/due-schedules";
import { requestCancel, requestRetry, requestRun } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";

/** The template's flows between both sandboxes, on Postgres, driven by the embedded executor. */
describe("runs of flows", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());

  const scope = () => ({ db: world.app.db, workspaceId: world.access.workspaceId });
  const common = () => ({ workspaceId: world.access.workspaceId, requestedBy: "system", trigger: "manual" as const });

  it("a dry run shows what it would do and writes nothing", async () => {
    const before = await writes("dolibarr");
    const run = await world.run("customers", { mode: "dry" });
    expect(run).toMatchObject({ status: "succeeded", failed: 0 });
    expect(await writes("dolibarr")).toBe(before);
    const [first] = await listOutcomes({ ...scope(), runId: run.id, limit: 1 });
    expect(first?.planned).toEqual(expect.arrayContaining([expect.objectContaining({ outcome: "created" })]));
    expect(await listWatermarks({ ...scope(), flowId: world.flowId("customers") })).toEqual([]);
  });

  it("GEN-03 a record that fails stops no other and is done again by itself at the next run", async () => {
    await forgetRate();
    const first = await world.run("products");
    expect(first.status).toBe("succeeded");
    expect(first.failed).toBeGreaterThan(0);
    expect(first.created).toBeGreaterThan(0);
    expect(await listDeadLetters({ ...scope(), flowId: first.flowId, limit: 100 })).toHaveLength(first.failed);
    await rememberRate();
    const second = await world.run("products");
    expect(second).toMatchObject({ status: "succeeded", created: first.failed, failed: 0 });
    expect(await listDeadLetters({ ...scope(), flowId: first.flowId, limit: 100 })).toEqual([]);
  });

  it("GEN-01 GEN-02 a second run changes nothing, sends no write, and starts where the first ended", async () => {
    const first = await world.run("customers");
    expect(first).toMatchObject({ status: "succeeded", failed: 0 });
    expect(first.created).toBeGreaterThan(0);
    const [watermark] = await listWatermarks({ ...scope(), flowId: first.flowId });
    expect(watermark?.runId).toBe(first.id);
    const before = await writes("dolibarr");
    const second = await world.run("customers", { since: "2000-01-01T00:00:00Z" });
    expect(second).toMatchObject({ status: "succeeded", created: 0, updated: 0, unchanged: first.total, failed: 0 });
    expect(await writes("dolibarr")).toBe(before);
    const [after] = await listWatermarks({ ...scope(), flowId: first.flowId });
    expect(after?.runId).toBe(first.id);
  });

  it("GEN-04 UI-48 the counters add up and the journal has one line per record", async () => {
    const run = await world.run("products", { since: "2000-01-01T00:00:00Z" });
    expect(run.total).toBe(run.created + run.updated + run.unchanged + run.ignored + run.failed);
    const lines = await listLog({ ...scope(), runId: run.id, limit: 1_000 });
    const records = lines.filter((line) => line.key === "record");
    expect(records).toHaveLength(run.total);
    expect(records[2]?.text).toMatch(new RegExp(`^3/${run.total} - .+`));
    const rest = await listLog({ ...scope(), runId: run.id, after: lines[4]?.seq, limit: 3 });
    expect(rest.map((line) => line.seq)).toEqual(lines.slice(5, 8).map((line) => line.seq));
  });

  it("two live runs of one flow follow each other", async () => {
    const flowId = world.flowId("products");
    const ids = await Promise.all(
      [1, 2, 3].map(() => requestRun(world.app, { ...common(), flowId, mode: "live", since: "2000-01-01T00:00:00Z" })),
    );
    const runs = await Promise.all(ids.map((id) => world.watch(id)));
    expect(runs.map((run) => run.status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    const spans = runs
      .map((run) => [run.startedAt?.getTime() ?? 0, run.endedAt?.getTime() ?? 0] as const)
      .sort((a, b) => a[0] - b[0]);
    for (let index = 1; index < spans.length; index += 1) {
      expect(spans[index]?.[0]).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
    }
  });

  it("CO-13 a failed run goes on, as the same run, once its cause is mended", async () => {
    const { app } = world;
    const { workspaceId } = common();
    const integrationId = world.installed.id;
    const [row] = await app.sql<{ connections: Record<string, string> }[]>`select connections from integrations`;
    const good = row?.connections ?? {};
    await updateIntegration({ ...scope(), integrationId, values: { connections: { ...good, erp: "con_gone" } } });
    const failed = await world.run("products", { since: "2000-01-01T00:00:00Z" });
    expect(failed.status).toBe("failed");
    expect(failed.error?.category).toBe("notFound");
    await updateIntegration({ ...scope(), integrationId, values: { connections: good } });
    const again = await requestRetry(app, { workspaceId, runId: failed.id, requestedBy: "system" });
    expect(again).toBe(failed.id);
    expect(await world.watch(again)).toMatchObject({ status: "succeeded", attempt: 2, failed: 0 });
    const pages = await listPages({ ...scope(), runId: again });
    expect(pages.map((page) => page.status)).toEqual(pages.map(() => "done"));
  });

  it("a run with failed records is done again over those alone", async () => {
    await forgetRate();
    const failed = await world.run("products", { since: "2000-01-01T00:00:00Z" });
    expect(failed.failed).toBeGreaterThan(0);
    await rememberRate();
    const { workspaceId } = common();
    const id = await requestRetry(world.app, { workspaceId, runId: failed.id, requestedBy: "system", only: "failed" });
    expect(id).not.toBe(failed.id);
    const again = await world.watch(id);
    expect(again).toMatchObject({ status: "succeeded", total: failed.failed, failed: 0, retryOf: failed.id });
  });

  it("a run that is stopped ends in the middle of its page", async () => {
    await faults("prestashop", { latencyMs: 300 });
    const flowId = world.flowId("products");
    const id = await requestRun(world.app, { ...common(), flowId, mode: "live", since: "2000-01-01T00:00:00Z" });
    await world.watch(id, (run) => run.status === "running");
    await requestCancel(world.app, { workspaceId: world.access.workspaceId, runId: id });
    const run = await world.watch(id);
    await faults("prestashop", {});
    expect(run).toMatchObject({ status: "cancelled", total: 0 });
    const open = await world.app.sql`select 1 from intents`;
    expect(open).toHaveLength(0);
  });

  it("UI-41 an occurrence of a schedule inside a run is skipped, and the grid stays", async () => {
    const { app } = world;
    const { workspaceId } = common();
    const flowId = world.flowId("products");
    const dueAt = new Date(app.clock().getTime() - 1_000);
    const spec = { kind: "every", every: 5, unit: "minutes" } as const;
    const scheduleId = await insertSchedule({ ...scope(), flowId, spec, timeZone: "Europe/Paris", enabled: true, nextAt: dueAt });
    expect(await startDueSchedules(app, app.clock())).toBe(1);
    await app.sql`update schedules set next_at = ${dueAt} where id = ${scheduleId}`;
    expect(await startDueSchedules(app, app.clock())).toBe(0);
    const schedule = await findSchedule({ db: app.db, workspaceId, scheduleId });
    expect(schedule?.nextAt).toEqual(new Date(dueAt.getTime() + 5 * 60_000));
    app.wakeRelay();
    const run = await world.watch(schedule?.lastRunId ?? "");
    expect(run).toMatchObject({ status: "succeeded", trigger: "schedule" });
  });

  it("a queued run that is cancelled never begins", async () => {
    const flowId = world.flowId("products");
    await faults("prestashop", { latencyMs: 200 });
    const first = await requestRun(world.app, { ...common(), flowId, mode: "live" });
    await world.watch(first, (run) => run.status === "running");
    const second = await requestRun(world.app, { ...common(), flowId, mode: "live" });
    expect(await requestCancel(world.app, { workspaceId: world.access.workspaceId, runId: second })).toBe("cancelled");
    await faults("prestashop", {});
    expect((await world.watch(first)).status).toBe("succeeded");
    expect((await findRunOfEvent({ db: world.app.db, runId: second }))?.startedAt).toBeNull();
  });

  /** A rate without a row in its table, which the integration does not let pass: its products fail. */
  async function forgetRate(): Promise<void> {
    const { sql } = world.app;
    await sql`update integrations set settings = settings || '{"unmappedTax": "block"}'`;
    await sql`update map_tables set fallback = null where key = 'taxes'`;
    const { count } = await sql`
      update map_rows set source_id = 'none:' || source_id
      where source_id = '5.5' and table_id = (select id from map_tables where key = 'taxes')`;
    expect(count).toBe(1);
  }

  async function rememberRate(): Promise<void> {
    await world.app.sql`update map_rows set source_id = replace(source_id, 'none:', '') where source_id like 'none:%'`;
    await world.app.sql`update integrations set settings = settings || '{"unmappedTax": "same"}'`;
  }

  async function writes(system: "prestashop" | "dolibarr"): Promise<number> {
    const answer = await fetch(`${world.sandboxes[system].url}/__sandbox/stats`);
    const stats: { byMethod: Record<string, number> } = await answer.json();
    return Object.entries(stats.byMethod).reduce((sum, [method, count]) => (method === "GET" ? sum : sum + count), 0);
  }

  async function faults(system: "prestashop" | "dolibarr", settings: Record<string, unknown>): Promise<void> {
    await fetch(`${world.sandboxes[system].url}/__sandbox/faults`, { method: "PUT", body: JSON.stringify(settings) });
  }
});
