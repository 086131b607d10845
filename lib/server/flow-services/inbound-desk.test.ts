import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertEndpoint } from "@/db/queries/endpoints";
import { insertFlow, insertVersion } from "@/db/queries/flows";
import { storeEvents, tellInbound } from "@/db/queries/inbound";
import { listOutcomes } from "@/db/queries/run-records";
import type { RunRow } from "@/db/queries/runs";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { contentHash } from "@/lib/core/hash";
import { newId } from "@/lib/core/ids";
import type { JsonObject } from "@/lib/core/json";
import type { App } from "@/lib/server/app";
import { type FlowEngine, startFlowEngine } from "@/lib/server/flow-engine";
import { listenRuns } from "@/lib/server/flow-services/live";
import { requestRetry } from "@/lib/server/flow-services/requests";
import { createTestApp, type TestApp } from "@/lib/server/testing";

/** Webhooks to their ends, on Postgres, driven by the embedded executor. */
describe("events of webhooks", () => {
  let test: TestApp;
  let app: App;
  let engine: FlowEngine;
  let workspaceId: string;
  beforeAll(async () => {
    test = await createTestApp();
    app = { ...test.app, wakeRelay: () => engine?.relay() };
    workspaceId = (await test.newAccess()).workspaceId;
    engine = await startFlowEngine(app);
  });
  afterAll(async () => {
    await engine.stop();
    await test.close();
  });

  it("that come together make one run, each done once, in the order they came for each record", async () => {
    const hook = await newFlow('state != ""');
    await hook.deliver(Array.from({ length: 60 }, (_, index) => ({ id: index % 20, state: `s${index}` })));
    await hook.settled();
    const runs = await hook.runs();
    expect(runs.length).toBeLessThan(5);
    expect(sum(runs, "total")).toBe(60);
    const order = new Map<string, string[]>();
    for (const { label } of await hook.records()) {
      const [id = "", state = ""] = label.split(" ");
      order.set(id, [...(order.get(id) ?? []), state]);
    }
    expect(order.get("7")).toEqual(["s7", "s27", "s47"]);
  });

  it("that are repeated start nothing", async () => {
    const hook = await newFlow('state != ""');
    expect(await hook.deliver([{ id: 1, state: "a" }], "same")).toBe(1);
    await hook.settled();
    expect(await hook.deliver([{ id: 1, state: "a" }], "same")).toBe(0);
    expect(await hook.runs()).toHaveLength(1);
  });

  it("that come while the flow is paused wait, and are done when it goes on", async () => {
    const hook = await newFlow('state != ""');
    await app.sql`update flows set paused_at = now() where id = ${hook.flowId}`;
    await hook.deliver([{ id: 1, state: "a" }]);
    expect(await hook.runs()).toEqual([]);
    await app.sql`update flows set paused_at = null where id = ${hook.flowId}`;
    // The next event, or the sweep of every minute.
    await hook.deliver([{ id: 2, state: "b" }]);
    await hook.settled();
    expect((await hook.records()).map(({ key }) => key)).toEqual(["1", "2"]);
  });

  it("of which no record can be made fail alone", async () => {
    const hook = await newFlow('state != ""');
    await hook.deliver([{ id: 1, state: "a" }, { state: "no key" }, { id: 3, state: "c" }]);
    await hook.settled();
    const records = await hook.records();
    expect(records.map(({ outcome }) => outcome).sort()).toEqual(["failed", "ignored", "ignored"]);
    expect(records.find(({ outcome }) => outcome === "failed")?.error).toMatchObject({ code: "mapping.bad_result" });
    const [run] = await hook.runs();
    expect(run).toMatchObject({ status: "succeeded", failed: 1 });
  });

  it("are each their records' own $trigger", async () => {
    const hook = await newFlow("$trigger.state = state");
    await hook.deliver(Array.from({ length: 12 }, (_, index) => ({ id: index, state: `s${index}` })));
    await hook.settled();
    // The filter drops what does not agree; what it keeps comes to the end of the flow.
    expect((await hook.records()).map(({ reason }) => reason?.code)).toEqual(Array.from({ length: 12 }, () => "nothingToDo"));
  });

  it("are read again when their failed records are retried", async () => {
    const hook = await newFlow("$toMillis(state) > 0");
    await hook.deliver([
      { id: 1, state: "2026-01-01" },
      { id: 2, state: "never" },
    ]);
    await hook.settled();
    const [run] = await hook.runs();
    expect(run).toMatchObject({ total: 2, failed: 1 });
    const again = await requestRetry(app, { workspaceId, runId: run?.id ?? "", requestedBy: "system", only: "failed" });
    await hook.settled();
    const retried = (await hook.runs()).find(({ id }) => id === again);
    expect(retried).toMatchObject({ status: "succeeded", total: 1, failed: 1 });
  });

  it("that a run had taken when its process died are its next page", async () => {
    const hook = await newFlow('state != ""');
    await app.sql`update flows set paused_at = now() where id = ${hook.flowId}`;
    await hook.deliver([{ id: 1, state: "a" }]);
    // As a kill between taking and committing leaves it.
    const runId = newId("run");
    await app.sql`
      insert into runs (id, workspace_id, flow_id, version_id, mode, trigger, requested_by, takes_events, status)
      select ${runId}, ${workspaceId}, ${hook.flowId}, published_version_id, 'live', 'webhook', 'system', true, 'failed'
      from flows where id = ${hook.flowId}`;
    await app.sql`update inbound_events set run_id = ${runId} where flow_id = ${hook.flowId}`;
    await app.sql`update flows set paused_at = null where id = ${hook.flowId}`;
    await requestRetry(app, { workspaceId, runId, requestedBy: "system" });
    await hook.settled();
    expect(await hook.runs()).toMatchObject([{ id: runId, status: "succeeded", total: 1 }]);
  });

  async function newFlow(expression: string) {
    const document = FlowDocumentSchema.parse({
      schemaVersion: 1,
      name: "Webhook",
      nodes: [
        {
          id: "hook",
          kind: "trigger-webhook",
          version: 1,
          config: { stream: "records", records: "$", key: "id", label: '$string(id) & " " & state' },
        },
        { id: "keep", kind: "filter", version: 1, config: { expression } },
      ],
      edges: [{ id: "e1", source: "hook", sourceHandle: "out", target: "keep", targetHandle: "in" }],
      settings: {},
      layout: { positions: {} },
    });
    const { db, sql } = app;
    const flowId = await insertFlow({ db, workspaceId, document });
    const version = { document, contentHash: contentHash(document.name), publishedBy: "system", note: null };
    await insertVersion({ db, workspaceId, flowId, ...version });
    const endpointId = newId("end");
    const sealed = app.secrets.seal("a secret", endpointId);
    await insertEndpoint({
      db,
      workspaceId,
      id: endpointId,
      flowId,
      connectionId: null,
      secret: sealed.bytes,
      secretKeyId: sealed.keyId,
    });
    const runs = () => sql<RunRow[]>`select * from runs where flow_id = ${flowId} order by created_at`;
    return {
      flowId,
      runs,
      deliver: async (payloads: readonly JsonObject[], dedupeKey?: string) => {
        const events = payloads.map((payload) => ({ dedupeKey: dedupeKey ?? newId("evt"), payload }));
        const accepted = await storeEvents({ db, workspaceId, flowId, endpointId, events });
        await tellInbound({ sql, flowId });
        return accepted;
      },
      /** All events are done and no run goes on. */
      settled: () =>
        untilRuns(async () => {
          const [row] = await sql<{ open: boolean }[]>`
            select exists (select 1 from inbound_events where flow_id = ${flowId} and done_at is null)
              or exists (select 1 from runs where flow_id = ${flowId} and ended_at is null) as open`;
          return row?.open === false;
        }),
      records: async () => {
        const all = await Promise.all(
          (await runs()).map(({ id: runId }) => listOutcomes({ db, workspaceId, runId, limit: 500 })),
        );
        return all.flat();
      },
    };
  }

  async function untilRuns(isSo: () => Promise<boolean>): Promise<void> {
    let told: () => void = () => undefined;
    const stop = await listenRuns(app.sql, () => told());
    for (;;) {
      const change = new Promise<void>((resolve) => {
        told = resolve;
      });
      if (await isSo()) break;
      await change;
    }
    await stop();
  }
});

function sum(runs: readonly RunRow[], field: "total"): number {
  return runs.reduce((total, run) => total + run[field], 0);
}
