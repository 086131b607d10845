import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findOutcome, listOutcomes } from "@/db/queries/run-records";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { changeRetention, pruneWorkspaces, readRetention } from "@/lib/server/retention";

describe("retention", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());
  const scope = () => ({ db: world.app.db, workspaceId: world.access.workspaceId });
  const DAY = 86_400_000;
  const inDays = (days: number) => new Date(world.app.clock().getTime() + days * DAY);
  const defaults = { runDays: 90, sampleDays: 7, megabytes: 2_000 };

  it("keeps samples seven days, failed records until they are solved, runs ninety days, and shows what it keeps", async () => {
    const { app, access } = world;
    const { workspaceId } = access;
    expect((await readRetention(app, access)).retention).toEqual(defaults);
    const run = await world.run("customers");
    const [sampled] = await listOutcomes({ ...scope(), runId: run.id, limit: 1 });
    expect(sampled?.steps).not.toEqual([]);
    // One of its records counts as failed and unsolved.
    const [kept] = await app.sql<{ seq: number; key: string }[]>`
      update record_outcomes set outcome = 'failed' where run_id = ${run.id} and seq = (
        select max(seq) from record_outcomes where run_id = ${run.id} and steps <> '[]') returning seq, key`;
    await app.sql`
      insert into dead_letters (id, workspace_id, flow_id, driver, key, label, run_id, error)
      values ('ded_kept', ${workspaceId}, ${run.flowId}, 'read', ${kept?.key ?? ""}, 'x', ${run.id}, '{}')`;
    await pruneWorkspaces(app, inDays(6));
    const { kept: before } = await readRetention(app, access);
    expect(before).toMatchObject({ runs: 1, bytes: expect.any(Number) });
    expect(before.bytes).toBeGreaterThan(1_000);
    await pruneWorkspaces(app, inDays(8));
    await pruneWorkspaces(app, inDays(8));
    expect((await findOutcome({ ...scope(), runId: run.id, seq: sampled?.seq ?? 0 }))?.steps).toEqual([]);
    expect((await findOutcome({ ...scope(), runId: run.id, seq: kept?.seq ?? 0 }))?.steps).not.toEqual([]);
    expect((await readRetention(app, access)).kept.bytes).toBeLessThan(before.bytes);
    await app.sql`update dead_letters set status = 'resolved' where id = 'ded_kept'`;
    await pruneWorkspaces(app, inDays(8));
    expect((await findOutcome({ ...scope(), runId: run.id, seq: kept?.seq ?? 0 }))?.steps).toEqual([]);
    await pruneWorkspaces(app, inDays(91));
    expect((await readRetention(app, access)).kept).toEqual({ runs: 0, bytes: 0 });
  });

  it("lets the oldest runs go beyond the size, and never the newest", async () => {
    const { app, access } = world;
    for (let turn = 0; turn < 3; turn += 1) await world.run("customers");
    await pruneWorkspaces(app, inDays(0));
    await changeRetention(app, access, { ...defaults, megabytes: 10 });
    await app.sql`update runs set bytes = 6000000`;
    await pruneWorkspaces(app, inDays(0));
    expect((await readRetention(app, access)).kept.runs).toBe(1);
    await app.sql`update runs set bytes = 60000000`;
    await pruneWorkspaces(app, inDays(0));
    expect((await readRetention(app, access)).kept.runs).toBe(1);
  });
});
