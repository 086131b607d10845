import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findIntegration, updateIntegration } from "@/db/queries/integrations";
import { listPages } from "@/db/queries/pages";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { progressOf, readStanding } from "@/lib/server/runs/progress";
import { cancelRun, pauseFlow, retryRun, startRun } from "@/lib/server/runs/runs";

const pass = (driver: string, records: number, isRead: boolean, recent = 0, seconds = 0) => {
  return { driver, records, isRead, recent, seconds };
};

describe("how far a run is", () => {
  it("says what is left at the pace of the last minutes", () => {
    expect(progressOf([pass("read", 200, false, 100, 60)], { read: 500 })).toEqual({
      ...{ done: 200, total: 500, perMinute: 100, secondsLeft: 180 },
    });
  });

  it("a stream read to its end counts as what it was, and says nothing of the pace of the next", () => {
    const passes = [pass("one", 90, true, 90, 10), pass("two", 10, false, 10, 60)];
    expect(progressOf(passes, { one: 100, two: 40 })).toEqual({ done: 100, total: 130, perMinute: 10, secondsLeft: 180 });
  });

  it("says nothing of the end where a source does not tell how much it has", () => {
    const told = { done: 10, total: null, secondsLeft: null };
    expect(progressOf([pass("read", 10, false, 10, 60)], { read: null })).toMatchObject(told);
    expect(progressOf([pass("read", 10, false, 10, 60)], {})).toMatchObject(told);
  });

  it("never says that less is left than nothing", () => {
    expect(progressOf([pass("read", 60, false, 60, 60)], { read: 50 })).toMatchObject({ total: 60, secondsLeft: 0 });
  });
});

describe("a backfill", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
    const scope = { db: world.app.db, workspaceId: world.access.workspaceId, integrationId: world.installed.id };
    const options = (await findIntegration(scope))?.options ?? {};
    await updateIntegration({ ...scope, values: { options: { ...options, batches: { products: 10, orders: 10 } } } });
  });
  afterAll(() => world.close());

  it("CO-09 CO-13 knows its total, waits when paused, goes on where it was, and can be stopped and resumed", async () => {
    const { app, access, sandboxes } = world;
    const flowId = world.flowId("products");
    const latencyMs = (ms: number) =>
      fetch(`${sandboxes.dolibarr.url}/__sandbox/faults`, { method: "PUT", body: JSON.stringify({ latencyMs: ms }) });
    await latencyMs(30);
    const runId = await startRun(app, access, { flowId, mode: "live" });
    const begun = await world.watch(runId, (run) => run.total >= 20);
    expect(begun.status).toBe("running");
    await pauseFlow(app, access, { flowId, paused: true });
    const waiting = await world.watch(runId, (run) => run.status === "queued");
    expect(waiting.expected).toEqual({ read: 60 });
    expect(await readStanding(app, waiting)).toEqual({ paused: true, progress: null });
    await pauseFlow(app, access, { flowId, paused: false });
    const going = await world.watch(runId, (run) => run.total > waiting.total);
    const standing = await readStanding(app, going);
    expect(standing).toMatchObject({ paused: false, progress: { total: 60 } });
    expect(standing.progress?.perMinute).toBeGreaterThan(0);
    await cancelRun(app, access, runId);
    const stopped = await world.watch(runId);
    expect(stopped.status).toBe("cancelled");
    await latencyMs(0);
    await retryRun(app, access, { runId });
    const done = await world.watch(runId);
    expect(done).toMatchObject({ status: "succeeded", total: 60, failed: 0 });
    // What the page that was cut short had created is found again.
    expect(done.created + done.unchanged).toBe(60);
    const pages = await listPages({ db: app.db, workspaceId: access.workspaceId, runId });
    expect(pages.map(({ page, records }) => [page, records])).toEqual(Array.from({ length: 6 }, (_, page) => [page, 10]));
    expect(await readStanding(app, done)).toEqual({ paused: false, progress: null });
  });
});
