import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertFlow, insertVersion } from "@/db/queries/flows";
import {
  deleteRunWrites,
  findHolders,
  findLinks,
  findRunWrites,
  forgetContent,
  forgetTarget,
  forgetUnder,
  settleIntents,
} from "@/db/queries/links";
import { finishPage, startPage } from "@/db/queries/pages";
import { insertRun } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { openTestStore, type TestStore } from "@/db/testing";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { runActions } from "@/engine/interpreter/action-protocol";
import { writeRecords } from "@/engine/interpreter/write-protocol";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import type { JsonObject } from "@/lib/core/json";
import { KeyLocks } from "@/lib/server/flow-services/key-locks";
import { createLinkStore } from "@/lib/server/flow-services/link-store";

/** A process dies after it wrote records of a page and before the page was counted; another does the page again. */
describe("a page that is done again", () => {
  let store: TestStore;
  let workspaceId: string;
  let newRun: () => Promise<string>;
  beforeAll(async () => {
    store = await openTestStore();
    const { db } = store;
    workspaceId = await insertWorkspace({ db, name: "Again" });
    const layout = { positions: {} };
    const document = FlowDocumentSchema.parse({ schemaVersion: 1, name: "F", nodes: [], edges: [], settings: {}, layout });
    const flowId = await insertFlow({ db, workspaceId, document });
    const hash = { contentHash: "h", publishedBy: "system", note: null };
    const { id: versionId } = await insertVersion({ db, workspaceId, flowId, document, ...hash });
    const values = { flowId, integrationId: null, versionId, mode: "live", trigger: "manual", requestedBy: "system" } as const;
    newRun = () => insertRun({ db, workspaceId, values });
  });
  afterAll(() => store.close());

  const connector = createMemoryConnector();
  const options = { nodeId: "write", alias: "order", mode: "upsert", onChange: "update" } as const;
  const rules = { onAmbiguous: "review", onTaken: "review" } as const;

  /** A process that takes up the run: what it writes for `(item, key)`, and what becomes of it. */
  async function processOf(runId: string, stream: string) {
    const locks = new KeyLocks(store.sql);
    const before = await findRunWrites({ sql: store.sql, runId });
    const { signal } = new AbortController();
    const gateOf = () => undefined;
    const links = createLinkStore({ sql: store.sql, locks, workspaceId, runId, writesBefore: () => before, gateOf, signal });
    const ctx = { ...createMemoryContext(), links, runId };
    const { connectionId: targetConnectionId } = connector;
    const scope = { owner: ctx.owner, sourceStream: "shop:orders", targetConnectionId, targetStream: stream };
    return {
      write: async (...records: [item: string, key: string, ref: string][]) => {
        const tasks = records.map(([item, key, ref]) => ({ item: makeItem(item, {}), key, record: { ref }, rules: [] }));
        const verdicts = await writeRecords({ ctx, connector, scope, options: { ...options, ...rules } }, tasks);
        return verdicts.map((verdict) => (verdict.kind === "linked" ? verdict.link.outcome : verdict.kind));
      },
      act: async (item: string) => {
        const target = { id: "1", ref: "A", outcome: "created", stream: "orders" } as const;
        const job = { ctx, connector, scope: { ...scope, targetStream: `action:${stream}:close` }, actionId: "close" };
        const task = { item: makeItem(item, {}), key: item, target, params: {} };
        const [verdict] = await runActions({ ...job, nodeId: "act", alias: "closed", again: "never" }, [task]);
        return verdict?.kind === "linked" ? verdict.link.outcome : verdict?.kind;
      },
      die: () => locks.close(),
    };
  }

  it("counts as created what the killed process created, as updated what it updated", async () => {
    const runId = await newRun();
    const earlier = await processOf(await newRun(), "orders");
    await earlier.write(["2", "2", "B"]);
    await earlier.die();
    const killed = await processOf(runId, "orders");
    expect(await killed.write(["1", "1", "A"], ["2", "2", "B2"])).toEqual(["created", "updated"]);
    await killed.die();
    const next = await processOf(runId, "orders");
    expect(await next.write(["1", "1", "A"], ["2", "2", "B2"], ["3", "3", "C"])).toEqual(["created", "updated", "created"]);
    await next.die();
  });

  it("a link keeps what the target answered, and half of the hash of what it was sent", async () => {
    const scope = { sql: store.sql, workspaceId, owner: "flw_kept", sourceStream: "shop:orders" };
    const key = { ...scope, targetConnectionId: "con_1", targetStream: "orders" };
    const answers: JsonObject[] = [
      { id: "7", ref: "CO-7" },
      { id: "7" },
      { id: "7", ref: "other" },
      { id: "7", ref: "CO-7", kept: { code: "A-2" } },
      { id: "8", invoice: "7" },
      { ref: "CO-7" },
      {},
    ];
    const links = answers.map((data, index) => ({ key: String(index), targetId: "7", targetRef: "CO-7", data }));
    const contentHash = "ab".repeat(32);
    await settleIntents({ ...key, results: links.map((link) => ({ ...link, status: "linked", contentHash })) });
    const found = await findLinks({ ...key, keys: links.map((link) => link.key) });
    expect(found.sort((one, other) => Number(one.key) - Number(other.key))).toEqual(
      links.map((link) => ({ ...link, contentHash: contentHash.slice(0, 32) })),
    );
    await store.sql`update record_links set data = '{"id": "7", "ref": "CO-7"}', content_hash = decode(${contentHash}, 'hex') where key = '6'`;
    expect(await findLinks({ ...key, keys: ["6"] })).toMatchObject([{ contentHash, data: { id: "7", ref: "CO-7" } }]);
  });

  it("a target's id that ends with the name of its source is kept without it, and found as before", async () => {
    const scope = { sql: store.sql, workspaceId, owner: "int_short", sourceStream: "shop:payments" };
    const key = { ...scope, targetConnectionId: "con_1", targetStream: "payments" };
    const idOf = (source: string) => `89:int_short:shop:payments:${source}`;
    const links = [
      { key: "95", targetId: idOf("95") },
      { key: "96", targetId: idOf("96") },
      { key: "97", targetId: "90:PAY-1" },
    ];
    const results = links.map((link) => ({ ...link, status: "linked" as const, targetRef: "", contentHash: "ab".repeat(32) }));
    await settleIntents({ ...key, results });
    const kept = await store.sql<{ id: string }[]>`select target_id as id from record_links where key in ('95', '96', '97')`;
    expect(Math.max(...kept.map(({ id }) => id.length))).toBeLessThan(10);
    const byKey = (one: { key: string }, other: { key: string }) => one.key.localeCompare(other.key);
    expect((await findLinks({ ...key, keys: ["95", "96", "97"] })).sort(byKey)).toMatchObject(links);
    expect(await findHolders({ ...key, targetIds: [idOf("96")] })).toEqual([links[1]]);
    // As an earlier version kept it.
    await store.sql`update record_links set target_id = ${idOf("95")} where key = '95'`;
    expect((await findHolders({ ...key, targetIds: [idOf("95"), "90:PAY-1"] })).sort(byKey)).toEqual([links[0], links[2]]);
  });

  it("a link is forgotten by its target's id and by the id of what that lives under, however the id is kept", async () => {
    const scope = { sql: store.sql, workspaceId, owner: "int_forget", sourceStream: "shop:payments" };
    const key = { ...scope, targetConnectionId: "con_1", targetStream: "payments" };
    const idOf = (invoice: string, source: string) => `${invoice}:int_forget:shop:payments:${source}`;
    const links = [
      { key: "1", targetId: idOf("89", "1") },
      { key: "2", targetId: idOf("89", "2") },
      { key: "3", targetId: "89:PAY-1" },
      { key: "4", targetId: idOf("891", "4") },
    ];
    const results = links.map((link) => ({ ...link, status: "linked" as const, targetRef: "", contentHash: "ab".repeat(32) }));
    const left = async () => (await findLinks({ ...key, keys: ["1", "2", "3", "4"] })).map((link) => link.key).sort();
    const target = { db: store.db, workspaceId, owner: key.owner, targetConnectionId: "con_1", targetStream: "payments" };
    await settleIntents({ ...key, results });
    await forgetContent({ ...target, targetId: idOf("89", "2") });
    expect((await findLinks({ ...key, keys: ["1", "2"] })).filter(({ contentHash }) => contentHash === "")).toMatchObject([
      { key: "2" },
    ]);
    await forgetTarget({ ...target, targetId: idOf("89", "2") });
    expect(await left()).toEqual(["1", "3", "4"]);
    await forgetUnder({ ...target, targetId: "89" });
    expect(await left()).toEqual(["4"]);
  });

  it("an action that the killed process did is not counted as nothing", async () => {
    const runId = await newRun();
    const killed = await processOf(runId, "orders");
    const done = await killed.act("1");
    await killed.die();
    const next = await processOf(runId, "orders");
    expect(done).not.toBe("unchanged");
    expect(await next.act("1")).toBe(done);
    await next.die();
  });

  it("what was made for another record, or by another run, was there", async () => {
    const runId = await newRun();
    const killed = await processOf(runId, "customers");
    await killed.write(["order 1", "customer 9", "Ada"]);
    await killed.die();
    const next = await processOf(runId, "customers");
    expect(await next.write(["order 2", "customer 9", "Ada"])).toEqual(["unchanged"]);
    expect(await next.write(["order 1", "customer 9", "Ada"])).toEqual(["created"]);
    await next.die();
    const other = await processOf(await newRun(), "customers");
    expect(await other.write(["order 1", "customer 9", "Ada"])).toEqual(["unchanged"]);
    await other.die();
  });

  it("writes are forgotten when the run is over, and those of pages that were counted when it may be resumed", async () => {
    const { db, sql } = store;
    const runId = await newRun();
    const page = { db, workspaceId, runId, driver: "read" };
    const first = await processOf(runId, "counted");
    await startPage({ ...page, page: 0 });
    await first.write(["1", "1", "A"]);
    await finishPage({
      ...{ ...page, page: 0 },
      values: { cursorAfter: "1", last: false, watermark: null, records: 1, counts: {}, timings: {} },
    });
    await sql`update run_writes set at = at - interval '1 minute' where run_id = ${runId}`;
    await first.write(["2", "2", "B"]);
    await first.die();
    await deleteRunWrites({ db, runId, isOver: false });
    expect([...(await findRunWrites({ sql, runId })).values()].flatMap((keys) => [...keys.keys()])).toEqual(["2"]);
    await deleteRunWrites({ db, runId, isOver: true });
    expect(await sql`select 1 from run_writes where run_id = ${runId}`).toHaveLength(0);
  });
});
