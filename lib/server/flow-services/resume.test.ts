import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findVersion } from "@/db/queries/flows";
import { listPages } from "@/db/queries/pages";
import type { RunRow } from "@/db/queries/runs";
import { listWatermarks } from "@/db/queries/watermarks";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import type { JsonObject } from "@/lib/core/json";
import { requestCancel, requestRetry, requestRun } from "@/lib/server/flow-services/requests";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { publishFlow, readFlow, saveDraft } from "@/lib/server/flows/flows";

const PAGE = 10;
/** Records one batch of writes to Dolibarr holds at the most. */
const BATCH = 32;
const ALWAYS = "2000-01-01T00:00:00Z";

/** Runs that are cut short and go on, between both sandboxes. */
describe("runs that go on", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
    await sandbox("prestashop", "POST", "generate", { products: 120 });
  });
  afterAll(() => world.close());

  it("a cancel ends a long page within one batch of writes", async () => {
    const runId = await startSlow(500);
    // Each write takes far longer than a busy machine needs to hear of a cancel.
    await sandbox("dolibarr", "PUT", "faults", { latencyMs: 2_000 });
    await requestCancel(world.app, { workspaceId: world.access.workspaceId, runId });
    const atCancel = await writes();
    expect(await world.watch(runId)).toMatchObject({ status: "cancelled", total: 0 });
    await sandbox("dolibarr", "PUT", "faults", {});
    // Another run can write only once the first has let go of the target.
    expect(await world.run("products", { since: ALWAYS, limit: 1 })).toMatchObject({ status: "succeeded", total: 1 });
    expect((await writes()) - atCancel).toBeLessThanOrEqual(BATCH);
  });

  it("goes on at its next page on the version it began with", async () => {
    const { before, doneBefore } = await cutShort();
    await publish((document) => mapNode(document, "product", labelled("v2 ")));
    const run = await resume(before, "same");
    expect(run).toMatchObject({ status: "succeeded", versionId: before.versionId, attempt: 2, failed: 0 });
    expect(await pagesDone(run.id)).toEqual(expect.arrayContaining(doneBefore));
    expect(await labels("v2 ")).toBe(0);
  });

  it("goes on at its next page on the newer version, which earlier pages never see", async () => {
    const { before, doneBefore } = await cutShort();
    const versionId = await publish((document) => mapNode(document, "product", labelled("v3 ")));
    const run = await resume(before, "latest");
    expect(run).toMatchObject({ status: "succeeded", versionId, attempt: 2, failed: 0 });
    expect(await pagesDone(run.id)).toEqual(expect.arrayContaining(doneBefore));
    const changed = await labels("v3 ");
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(await products());
  });

  it("GEN-01 begins again where the newer version reads otherwise, and no document is there twice", async () => {
    const { before, doneBefore } = await cutShort();
    const count = await products();
    await publish((document) => mapNode(document, "read", (config) => ({ ...config, rereadDays: 2 })));
    const run = await resume(before, "latest");
    expect(run).toMatchObject({ status: "succeeded", failed: 0 });
    const again = await pagesDone(run.id);
    for (const page of doneBefore) expect(again).not.toContainEqual(page);
    expect(await products()).toBe(count);
  });

  it("replays a period: its records alone, and the watermark stays", async () => {
    await publish((document) => ({ ...document, settings: { ...document.settings, pageSize: 100 } }));
    await world.run("products");
    const flowId = world.flowId("products");
    const { app, access } = world;
    const watermarks = await listWatermarks({ db: app.db, workspaceId: access.workspaceId, flowId });
    const whole = await world.run("products", { since: ALWAYS });
    const half = new Date(Date.parse(await middleOfChanges()));
    const [first, second] = [
      await world.run("products", { since: ALWAYS, until: half.toISOString() }),
      await world.run("products", { since: half.toISOString() }),
    ];
    expect(first.total).toBeGreaterThan(0);
    expect(second.total).toBeGreaterThan(0);
    expect(first.total + second.total).toBe(whole.total);
    expect(await listWatermarks({ db: app.db, workspaceId: access.workspaceId, flowId })).toEqual(watermarks);
  });

  /** A run that was stopped after its first pages, and the pages it had done. */
  async function cutShort(): Promise<{ before: RunRow; doneBefore: unknown[] }> {
    const runId = await startSlow(PAGE);
    await world.watch(runId, (run) => run.total >= PAGE);
    await requestCancel(world.app, { workspaceId: world.access.workspaceId, runId });
    await sandbox("dolibarr", "PUT", "faults", {});
    const before = await world.watch(runId);
    expect(before.status).toBe("cancelled");
    return { before, doneBefore: await pagesDone(runId) };
  }

  /** A run of all products with something to write for each, under way. */
  async function startSlow(pageSize: number): Promise<string> {
    const marker = `p${Math.random().toString(36).slice(2, 8)} `;
    await publish((document) => {
      const node = mapNode(document, "product", labelled(marker));
      return { ...node, settings: { ...node.settings, pageSize } };
    });
    await sandbox("dolibarr", "PUT", "faults", { latencyMs: 40 });
    const atStart = await writes();
    const { workspaceId } = world.access;
    const flowId = world.flowId("products");
    const asked = { workspaceId, flowId, mode: "live", trigger: "manual", requestedBy: "system", since: ALWAYS } as const;
    const runId = await requestRun(world.app, asked);
    while ((await writes()) <= atStart);
    return runId;
  }

  async function resume(run: RunRow, version: "same" | "latest"): Promise<RunRow> {
    const { workspaceId } = world.access;
    const again = await requestRetry(world.app, { workspaceId, runId: run.id, requestedBy: "system", version });
    expect(again).toBe(run.id);
    return world.watch(again);
  }

  async function publish(change: (document: FlowDocument) => FlowDocument): Promise<string> {
    const flowId = world.flowId("products");
    const { draft } = (await readFlow(world.app, world.access, flowId)).row;
    await saveDraft(world.app, world.access, { flowId, document: change(draft) });
    const { versionId } = await publishFlow(world.app, world.access, { flowId });
    const { workspaceId } = world.access;
    expect((await findVersion({ db: world.app.db, workspaceId, versionId }))?.flowId).toBe(flowId);
    return versionId;
  }

  /** Instants at which pages were done: one that is done again has another. */
  async function pagesDone(runId: string): Promise<unknown[]> {
    const pages = await listPages({ db: world.app.db, workspaceId: world.access.workspaceId, runId });
    return pages.flatMap(({ page, status, endedAt }) => (status === "done" ? [{ page, endedAt }] : []));
  }

  async function products(): Promise<number> {
    return (await erpProducts()).length;
  }

  async function labels(prefix: string): Promise<number> {
    return (await erpProducts()).filter(({ label }) => String(label).startsWith(prefix)).length;
  }

  async function erpProducts(): Promise<JsonObject[]> {
    const { url, secrets } = world.sandboxes.dolibarr;
    const answer = await fetch(`${url}/api/index.php/products?limit=1000`, { headers: { DOLAPIKEY: secrets.apiKey ?? "" } });
    return answer.json();
  }

  async function middleOfChanges(): Promise<string> {
    const { url, secrets } = world.sandboxes.prestashop;
    const key = Buffer.from(`${secrets.webserviceKey}:`).toString("base64");
    const query = "display=[id,date_upd]&output_format=JSON&limit=1000";
    const answer = await fetch(`${url}/api/products?${query}`, { headers: { authorization: `Basic ${key}` } });
    const { products: rows } = await answer.json();
    const dates = [...new Set((rows as { date_upd: string }[]).map(({ date_upd }) => date_upd))].sort();
    return `${dates[Math.floor(dates.length / 2)]?.replace(" ", "T")}+01:00`;
  }

  async function writes(): Promise<number> {
    const { byMethod } = await sandbox("dolibarr", "GET", "stats");
    return Object.entries(byMethod as Record<string, number>).reduce((sum, [method, n]) => (method === "GET" ? sum : sum + n), 0);
  }

  async function sandbox(system: "prestashop" | "dolibarr", method: string, path: string, body?: unknown): Promise<JsonObject> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return (await fetch(`${world.sandboxes[system].url}/__sandbox/${path}`, init)).json();
  }
});

/** The label of each product begins with this. */
function labelled(prefix: string): (config: JsonObject) => JsonObject {
  return (config) => {
    const record = String(config.record).replace(/^\(\$r := (.*); \$merge\(\[\$r, \{ "label": .*$/s, "$1");
    return { ...config, record: `($r := ${record}; $merge([$r, { "label": ${JSON.stringify(prefix)} & $r.label }]))` };
  };
}

function mapNode(document: FlowDocument, id: string, change: (config: JsonObject) => JsonObject): FlowDocument {
  const nodes = document.nodes.map((node): FlowNode => (node.id === id ? { ...node, config: change(node.config) } : node));
  return { ...document, nodes };
}
