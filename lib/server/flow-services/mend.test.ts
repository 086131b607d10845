import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findFlow } from "@/db/queries/flows";
import { listLog } from "@/db/queries/run-log";
import { findRunOfEvent, insertRun, updateRun } from "@/db/queries/runs";
import { mendRuns } from "@/lib/server/flow-services/mend";
import { requestRun } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { endRun } from "@/lib/server/flow-services/turns";

const MINUTE_MS = 60_000;
const ALWAYS = "2000-01-01T00:00:00Z";

/** Runs whose execution is gone although nobody closed them: the worst that a lost process can leave behind. */
describe("runs that nobody works on", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
    // The minute's maintenance must not do it before the test does.
    await world.app.sql`update exec_crons set next_at = now() + interval '1 day'`;
  });
  beforeEach(() => world.app.sql`update runs set status = 'cancelled' where status in ('queued', 'running')`);
  afterAll(() => world.close());

  it("goes on at its next page in minutes, and its late execution ends nothing", async () => {
    const { app } = world;
    const runId = await stranded({ silentMs: 4 * MINUTE_MS });
    expect(await mend()).toMatchObject({ resumed: 1, closed: 0 });
    const run = await world.watch(runId);
    expect(run).toMatchObject({ status: "succeeded", attempt: 2, mends: 1, failed: 0 });
    const lines = await listLog({ db: app.db, workspaceId: run.workspaceId, runId, limit: 1_000 });
    expect(lines.map(({ key }) => key)).toContain("mended");
  });

  it("is not ended by the execution that was thought dead", async () => {
    const { app } = world;
    const runId = await stranded({ silentMs: 4 * MINUTE_MS, executionId: "exec_dead" });
    await setRun(runId, { executionId: "exec_new" });
    await endRun(app, { runId, executionId: "exec_dead", ending: { status: "succeeded" } });
    expect((await findRunOfEvent({ db: app.db, runId }))?.status).toBe("running");
    await endRun(app, { runId, executionId: "exec_new", ending: { status: "succeeded" } });
    expect((await findRunOfEvent({ db: app.db, runId }))?.status).toBe("succeeded");
  });

  it("is left alone while its execution lives, or has just spoken", async () => {
    await stranded({ silentMs: 4 * MINUTE_MS });
    expect(await mend({ isAlive: async () => true })).toMatchObject({ resumed: 0, closed: 0 });
    // Where nobody can tell, it may be waiting for its next attempt.
    expect(await mend({ isAlive: undefined })).toMatchObject({ resumed: 0, closed: 0 });
  });

  it("is taken up after a quarter of an hour where nobody can tell whether its execution lives", async () => {
    const runId = await stranded({ silentMs: 16 * MINUTE_MS });
    expect(await mend({ isAlive: undefined })).toMatchObject({ resumed: 1 });
    expect(await world.watch(runId)).toMatchObject({ status: "succeeded" });
  });

  it("is closed, with the reason, when taking it up did not help, and gives its turn to the next one", async () => {
    const runId = await stranded({ silentMs: 4 * MINUTE_MS, mends: 3 });
    const next = await ask();
    expect(await mend()).toMatchObject({ resumed: 0, closed: 1 });
    expect(await world.watch(runId)).toMatchObject({ status: "failed", error: { code: "run.stuck" } });
    expect(await world.watch(next)).toMatchObject({ status: "succeeded" });
  });

  it("is closed as cancelled when somebody had asked for that", async () => {
    const runId = await stranded({ silentMs: 4 * MINUTE_MS });
    await setRun(runId, { cancelRequested: true });
    expect(await mend()).toMatchObject({ closed: 1 });
    expect(await world.watch(runId)).toMatchObject({ status: "cancelled" });
  });

  it("a queued run whose call was lost is called", async () => {
    const { app } = world;
    const runId = await ask({ silently: true });
    await app.sql`update runs set created_at = now() - interval '2 minutes' where id = ${runId}`;
    expect(await mend()).toMatchObject({ called: 1 });
    expect(await world.watch(runId)).toMatchObject({ status: "succeeded" });
  });

  const mend = (options: Partial<Parameters<typeof mendRuns>[1]> = {}) =>
    mendRuns(world.app, { now: new Date(), isAlive: async () => false, ...options });

  /** A run that says it goes on, though nothing does. */
  async function stranded({ silentMs, executionId = "exec_dead", mends = 0 }: Stranded): Promise<string> {
    const runId = await ask({ silently: true });
    const at = new Date(Date.now() - silentMs);
    const frozen = { settings: {}, connections: {}, tables: [], watermarks: {} };
    await setRun(runId, { status: "running", startedAt: at, heartbeatAt: at, executionId, mends, frozen });
    return runId;
  }

  async function setRun(runId: string, values: Parameters<typeof updateRun>[0]["values"]): Promise<void> {
    await updateRun({ db: world.app.db, workspaceId: world.access.workspaceId, runId, values });
  }

  /** `silently`: nobody is told of it. */
  async function ask({ silently = false } = {}): Promise<string> {
    const { app, access } = world;
    const { workspaceId } = access;
    const flowId = world.flowId("customers");
    const asked = { mode: "live", trigger: "manual", requestedBy: "system", since: ALWAYS } as const;
    if (!silently) return requestRun(app, { workspaceId, flowId, ...asked });
    const flow = await findFlow({ db: app.db, workspaceId, flowId });
    const { integrationId = null, publishedVersionId } = flow ?? {};
    const values = { flowId, integrationId, versionId: publishedVersionId ?? "", ...asked };
    return insertRun({ db: app.db, workspaceId, values });
  }
});

type Stranded = { silentMs: number; executionId?: string; mends?: number };
