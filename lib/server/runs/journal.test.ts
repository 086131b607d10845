import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateIntegration } from "@/db/queries/integrations";
import { listRunListings } from "@/db/queries/listings";
import { listLog } from "@/db/queries/run-log";
import { requestCancel, requestRun } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";

/** What an operator finds again of runs. */
describe("journal of runs", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());

  it("UI-45 a run that goes on is listed as such, and stops when asked to", async () => {
    const { app, access } = world;
    const { workspaceId } = access;
    const common = {
      workspaceId,
      flowId: world.flowId("orders"),
      mode: "live",
      trigger: "manual",
      requestedBy: "system",
    } as const;
    const runId = await requestRun(app, common);
    await world.watch(runId, ({ status }) => status === "running");
    const running = await listRunListings({ db: app.db, workspaceId, filter: { status: "running" }, limit: 10 });
    expect(running.map(({ id }) => id)).toEqual([runId]);
    await requestCancel(app, { workspaceId, runId });
    expect((await world.watch(runId)).status).toBe("cancelled");
  });

  it("UI-33 a second run takes only what changed since the last one that succeeded", async () => {
    const first = await world.run("orders");
    expect(first.total).toBeGreaterThan(1);
    const second = await world.run("orders");
    expect(second.total).toBeLessThan(first.total);
    expect(second.created).toBe(0);
  });

  it("UI-46 UI-47 lists flow, start, end, outcomes and verdict, newest first; the outcomes add up to the records", async () => {
    const { app, access, installed } = world;
    const filter = { integrationId: installed.id };
    const [newest, first] = await listRunListings({ db: app.db, workspaceId: access.workspaceId, filter, limit: 10 });
    expect(newest?.createdAt.getTime()).toBeGreaterThan(first?.createdAt.getTime() ?? Number.POSITIVE_INFINITY);
    expect(first).toMatchObject({ flowId: world.flowId("orders"), status: "succeeded" });
    expect(first?.endedAt?.getTime()).toBeGreaterThanOrEqual(first?.startedAt?.getTime() ?? Number.POSITIVE_INFINITY);
    const { created, updated, unchanged, ignored, failed, review } = first ?? {
      created: -1,
      updated: 0,
      unchanged: 0,
      ignored: 0,
      failed: 0,
      review: 0,
    };
    expect(created + updated + unchanged + ignored + failed + review).toBe(first?.total);
  });

  it("UI-49 what went wrong technically is kept for support: code, kind and the words of the system, in the journal too", async () => {
    const { app, access, installed } = world;
    const { workspaceId } = access;
    const values = { connections: { shop: "con_gone", erp: "con_gone" } };
    await updateIntegration({ db: app.db, workspaceId, integrationId: installed.id, values });
    const run = await world.run("products");
    expect(run).toMatchObject({ status: "failed", error: { code: expect.any(String), category: expect.any(String) } });
    expect(run.error?.message).not.toBe("");
    const lines = await listLog({ db: app.db, workspaceId, runId: run.id, limit: 100 });
    expect(lines.filter(({ level }) => level === "error").map(({ params }) => params.code)).toContain(run.error?.code);
  });
});
