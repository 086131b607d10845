import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listOutcomes } from "@/db/queries/run-records";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { sourceRecords } from "@/lib/server/runs/source-records";

const LineSchema = z.object({ stream: z.string(), key: z.string(), data: z.record(z.string(), z.unknown()) });

describe("the source's records of a run", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());

  it("UI-50 are read again by the keys of the run, with the parts its flow asks for, each once and without a secret", async () => {
    const { app, access } = world;
    const run = await world.run("orders", { limit: 7, mode: "dry" });
    const outcomes = await listOutcomes({ db: app.db, workspaceId: access.workspaceId, runId: run.id, limit: 100 });
    const lines = await read(run.id);
    expect(lines.map(({ key }) => key).sort()).toEqual(outcomes.map(({ key }) => key).sort());
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatchObject({ stream: "orders", data: { reference: expect.any(String), lines: expect.any(Array) } });
    expect(JSON.stringify(lines)).not.toMatch(/passwd|secure_key/);
  });

  it("are nobody else's", async () => {
    const run = await world.run("customers", { limit: 1, mode: "dry" });
    const stranger = { ...world.access, workspaceId: "wsp_other" };
    const asked = sourceRecords(world.app, stranger, { runId: run.id, signal: new AbortController().signal });
    await expect(asked).rejects.toMatchObject({ code: "run.not_found" });
  });

  async function read(runId: string) {
    const records = await sourceRecords(world.app, world.access, { runId, signal: new AbortController().signal });
    const lines: z.infer<typeof LineSchema>[] = [];
    for await (const line of records) lines.push(LineSchema.parse(JSON.parse(line)));
    return lines;
  }
});
