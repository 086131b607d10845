import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listDeadLetters } from "@/db/queries/dead-letters";
import { listOutcomes } from "@/db/queries/run-records";
import { dismissChosen, editAndRetry, readDeadLetter, retryDeadLetters } from "@/lib/server/dead-letters";
import { requestPause, requestRun } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";

/** Products whose VAT rate has no row in its table, and what becomes of them. */
describe("dead letters", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
    await forgetRate();
  });
  afterAll(() => world.close());
  const scope = () => ({ db: world.app.db, workspaceId: world.access.workspaceId });
  const letters = (state?: "waiting" | "given_up") =>
    listDeadLetters({ ...scope(), flowId: world.flowId("products"), state, limit: 100 });

  it("GEN-03 a failed record is kept as it was read, waits longer each time, and is given up after ten attempts", async () => {
    const { app } = world;
    const first = await world.run("products");
    expect(first.failed).toBeGreaterThan(1);
    const [letter] = await letters();
    expect(letter).toMatchObject({ attempts: 1, status: "open", hasPayload: true });
    const kept = await readDeadLetter(app, world.access, letter?.id ?? "");
    expect(kept.payload).toMatchObject({ id: expect.anything() });
    // The next run does it again at once, and once only, though it also reads it again; after that it waits.
    expect(await world.run("products")).toMatchObject({ failed: first.failed });
    const [again] = await letters();
    expect(again?.attempts).toBe(2);
    expect((again?.retryAt.getTime() ?? 0) - (again?.updatedAt.getTime() ?? 0)).toBeGreaterThan(4 * 60_000);
    await app.sql`update dead_letters set attempts = 9, retry_at = now() - interval '1 minute' where id = ${letter?.id ?? ""}`;
    await world.run("products");
    expect((await letters("given_up")).map(({ id }) => id)).toEqual([letter?.id]);
  });

  it("CO-13 a person tries a given up record again, and what is not mended stays", async () => {
    const [letter] = await letters("given_up");
    const { runs, count } = await retryDeadLetters(world.app, world.access, { ids: [letter?.id ?? ""] });
    expect(count).toBe(1);
    expect(await world.watch(runs[0] ?? "")).toMatchObject({ trigger: "retry", total: 1, failed: 1 });
  });

  it("a corrected record is done instead of what the source says, and nothing is kept of it once it passed", async () => {
    const { app, access } = world;
    const [letter] = await letters();
    const { payload } = await readDeadLetter(app, access, letter?.id ?? "");
    const runId = await editAndRetry(app, access, { id: letter?.id ?? "", data: { ...payload, taxRate: "20.000" } });
    const run = await world.watch(runId);
    const [outcome] = await listOutcomes({ ...scope(), runId, limit: 1 });
    expect([run.failed, outcome?.error ?? null]).toEqual([0, null]);
    const after = await readDeadLetter(app, access, letter?.id ?? "");
    expect(after).toMatchObject({ status: "resolved", payload: null, edited: null });
    await expect(editAndRetry(app, access, { id: after.id, data: {} })).rejects.toMatchObject({ code: "request.conflict" });
  });

  it("a dismissed record stays so while it fails for the same cause", async () => {
    const { app, access } = world;
    const open = await letters();
    const chosen = { filter: { flowId: world.flowId("products") } };
    expect(await dismissChosen(app, access, { chosen, reason: "plus vendu" })).toBe(open.length);
    expect((await world.run("products", { since: "2000-01-01T00:00:00Z" })).failed).toBeGreaterThanOrEqual(open.length);
    expect((await letters()).filter(({ id }) => open.some((letter) => letter.id === id))).toEqual([]);
    const dismissed = await listDeadLetters({ ...scope(), status: "dismissed", limit: 100 });
    expect(dismissed).toHaveLength(open.length);
    expect(dismissed[0]).toMatchObject({ reason: "plus vendu", hasPayload: false });
  });

  it("a paused flow is still asked for runs, begins none, and goes on where it stood", async () => {
    const { app, access } = world;
    const { workspaceId } = access;
    const flowId = world.flowId("customers");
    const request = { workspaceId, flowId, mode: "live", trigger: "manual", requestedBy: "system" } as const;
    await fetch(`${world.sandboxes.prestashop.url}/__sandbox/faults`, { method: "PUT", body: '{"latencyMs":200}' });
    const running = await requestRun(app, request);
    await world.watch(running, ({ status }) => status === "running");
    expect(await requestPause(app, { workspaceId, flowId, paused: true })).toBe(true);
    const parked = await world.watch(running, ({ status, attempt }) => status === "queued" && attempt === 2);
    expect(parked.status === "queued" || parked.status === "succeeded").toBe(true);
    const second = await requestRun(app, request);
    const [before] = await app.sql<{ status: string }[]>`select status from runs where id = ${second}`;
    expect(before?.status).toBe("queued");
    await fetch(`${world.sandboxes.prestashop.url}/__sandbox/faults`, { method: "DELETE" });
    expect(await requestPause(app, { workspaceId, flowId, paused: false })).toBe(true);
    expect(await requestPause(app, { workspaceId, flowId, paused: false })).toBe(false);
    expect(await world.watch(running)).toMatchObject({ status: "succeeded", failed: 0 });
    expect(await world.watch(second)).toMatchObject({ status: "succeeded", created: 0 });
  });

  /** A rate without a row in its table, which the integration does not let pass: its products fail. */
  async function forgetRate(): Promise<void> {
    const { sql } = world.app;
    await sql`update integrations set settings = settings || '{"unmappedTax": "block"}'`;
    await sql`update map_tables set fallback = null where key = 'taxes'`;
    await sql`
      update map_rows set source_id = 'none:' || source_id
      where source_id = '5.5' and table_id = (select id from map_tables where key = 'taxes')`;
  }
});
