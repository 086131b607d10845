import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type DolibarrSandbox, startSandbox } from "@/connectors/dolibarr/sandbox";
import { insertConnection } from "@/db/queries/connections";
import { insertWorkspace } from "@/db/queries/workspaces";
import { openTestStore, type TestStore } from "@/db/testing";
import { newId } from "@/lib/core/ids";
import type { Place } from "./installation";

const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));
const VerdictsSchema = z.array(z.object({ outcome: z.string(), id: z.string().optional() }));
type Writer = { readonly child: ChildProcess; readonly lines: AsyncIterator<string> };

/** Two processes of one installation are told at the same moment to write the same orders to one Dolibarr. */
describe("two processes that write the same records", () => {
  let store: TestStore;
  let erp: DolibarrSandbox;
  const writers: Writer[] = [];
  const connectionId = newId("con");
  let workspaceId = "";
  let socid = "";

  beforeAll(async () => {
    [store, erp] = await Promise.all([openTestStore(), startSandbox()]);
    workspaceId = await insertWorkspace({ db: store.db, name: "Test" });
    const values = { id: connectionId, workspaceId, connector: "dolibarr", name: "ERP", config: {}, sandbox: "dolibarr" };
    await insertConnection({ db: store.db, values });
    socid = z.coerce.string().parse(await call("POST", "thirdparties", { name: "Client", client: 1 }));
  });
  afterAll(async () => {
    for (const { child } of writers) child.kill("SIGKILL");
    await erp.close();
    await store.close();
  });

  it("GEN-01 make one document of each, which both know afterwards", async () => {
    const [first, second] = await writeTogether("a", { gated: true });
    expect(first.map(({ id }) => id)).toEqual(second.map(({ id }) => id));
    expect(made(first) + made(second)).toBe(first.length);
    await expectOneEach("a", first.length);
  });

  it("GEN-01 make one document of each where only the records' own locks part them, and replies get lost", async () => {
    erp.control.faults({ latencyMs: 15, rate: { lostReply: 0.3 }, only: "write", seed: 3 });
    const [first, second] = await writeTogether("b", { gated: false });
    erp.control.faults({});
    expect([...first, ...second].filter(({ outcome }) => outcome === "failed" || outcome === "review")).toEqual([]);
    await expectOneEach("b", first.length);
  });

  async function writeTogether(prefix: string, { gated }: { gated: boolean }) {
    const records = Array.from({ length: 24 }, (_, index) => ({
      key: `${prefix}${index}`,
      record: {
        socid,
        date: "2026-11-22",
        ref_client: `${prefix}${index}`,
        lines: [{ desc: "x", qty: "1", subprice: "10", tva_tx: "20" }],
      },
    }));
    const pair = await Promise.all([start({ gated, records }), start({ gated, records: [...records].reverse() })]);
    for (const { child } of pair) child.stdin?.write("go\n");
    const [first, second] = await Promise.all(pair.map(async ({ lines }) => VerdictsSchema.parse(JSON.parse(await next(lines)))));
    await Promise.all(pair.map(({ child }) => (child.exitCode === null ? once(child, "exit") : undefined)));
    return [first ?? [], [...(second ?? [])].reverse()] as const;
  }

  /** A process of its own, ready to write. */
  async function start(job: { gated: boolean; records: unknown[] }): Promise<Writer> {
    const systems = { url: erp.url, config: { url: erp.url }, secrets: { apiKey: erp.key } };
    const place: Place = { databaseUrl: store.url, sandboxes: { prestashop: systems, dolibarr: systems } };
    const child = spawn(process.execPath, ["--import", "tsx", WRITER], {
      stdio: ["pipe", "pipe", "inherit"],
      env: {
        ...process.env,
        PASSERELLE_PLACE: JSON.stringify(place),
        PASSERELLE_JOB: JSON.stringify({ workspaceId, connectionId, ...job }),
      },
    });
    const writer = { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
    writers.push(writer);
    expect(await next(writer.lines)).toBe("ready");
    return writer;
  }

  async function next(lines: AsyncIterator<string>): Promise<string> {
    const line = await lines.next();
    if (line.done) throw new Error("the writer ended before it said anything");
    return line.value;
  }

  async function expectOneEach(prefix: string, count: number): Promise<void> {
    const orders = z.array(z.object({ ref_client: z.string() })).parse(await call("GET", "orders?limit=500"));
    const refs = orders.map((order) => order.ref_client).filter((ref) => ref.startsWith(prefix));
    expect(refs).toHaveLength(count);
    expect(new Set(refs).size).toBe(count);
    expect(await store.sql`select 1 from intents`).toHaveLength(0);
  }

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const headers = { DOLAPIKEY: erp.key, "content-type": "application/json" };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    return (await fetch(`${erp.url}/api/index.php/${path}`, init)).json();
  }
});

const made = (verdicts: readonly { outcome: string }[]) => verdicts.filter(({ outcome }) => outcome === "created").length;
