import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertFlow, insertVersion } from "@/db/queries/flows";
import { insertOutcomes, type NewOutcome } from "@/db/queries/outcomes";
import { findOutcome, listOutcomes } from "@/db/queries/run-records";
import { insertRun } from "@/db/queries/runs";
import { insertWorkspace } from "@/db/queries/workspaces";
import { openTestStore } from "@/db/testing";
import { FlowDocumentSchema } from "@/engine/document/schema";

const PAGES = 10;
const PER_PAGE = 5;

let store: Awaited<ReturnType<typeof openTestStore>>;
let run: { db: typeof store.db; workspaceId: string; runId: string };

beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  const workspaceId = await insertWorkspace({ db, name: "Records" });
  const layout = { positions: {} };
  const document = FlowDocumentSchema.parse({ schemaVersion: 1, name: "F", nodes: [], edges: [], settings: {}, layout });
  const flowId = await insertFlow({ db, workspaceId, document });
  const hash = { contentHash: "h", publishedBy: "system", note: null };
  const { id: versionId } = await insertVersion({ db, workspaceId, flowId, document, ...hash });
  const values = { flowId, integrationId: null, versionId, mode: "live", trigger: "manual", requestedBy: "system" } as const;
  run = { db, workspaceId, runId: await insertRun({ db, workspaceId, values }) };
  for (let page = 0; page < PAGES; page += 1) {
    const outcomes = Array.from({ length: PER_PAGE }, (_, index) => outcomeOf(page * PER_PAGE + index + 1));
    await insertOutcomes({ ...run, driver: "read", page, outcomes });
  }
});
afterAll(() => store.close());

/** Every tenth record fails, every seventh is left alone; the rest were created. */
function outcomeOf(seq: number): NewOutcome {
  const common = { seq, key: `k${seq}`, label: `Record ${seq}`, error: undefined, reason: undefined, planned: undefined };
  if (seq % 10 === 0) {
    const error = { code: "system.unexpected", category: "system", message: "no" };
    return { ...common, outcome: "failed", nodeId: "write", targets: [], error, steps: [{ nodeId: "write" }] };
  }
  if (seq % 7 === 0) {
    return { ...common, outcome: "ignored", nodeId: "keep", targets: [], reason: { code: "filtered" }, steps: [] };
  }
  const targets = [{ alias: "order", stream: "orders", id: String(seq), ref: `CO-${seq}`, outcome: "created" }];
  return { ...common, outcome: "created", nodeId: null, targets, steps: [] };
}

const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq);
const all = Array.from({ length: PAGES * PER_PAGE }, (_, index) => index + 1);

describe("records of a run", () => {
  it("come in the order they were done, page by page, whether they have more to tell or not", async () => {
    const got: number[] = [];
    for (let after = 0; ; ) {
      const rows = await listOutcomes({ ...run, after, limit: 7 });
      got.push(...seqs(rows));
      if (rows.length < 7) break;
      after = rows.at(-1)?.seq ?? after;
    }
    expect(got).toEqual(all);
  });

  it("come newest first as well", async () => {
    expect(seqs(await listOutcomes({ ...run, newest: true, limit: 12 }))).toEqual([...all].reverse().slice(0, 12));
    expect(seqs(await listOutcomes({ ...run, newest: true, after: 39, limit: 3 }))).toEqual([38, 37, 36]);
  });

  it("are chosen by outcome, and by the words of the record or of what it became", async () => {
    expect(seqs(await listOutcomes({ ...run, outcome: "failed", limit: 50 }))).toEqual([10, 20, 30, 40, 50]);
    expect(seqs(await listOutcomes({ ...run, outcome: "ignored", limit: 50 }))).toEqual([7, 14, 21, 28, 35, 42, 49]);
    expect(seqs(await listOutcomes({ ...run, search: "co-33", limit: 50 }))).toEqual([33]);
    expect(seqs(await listOutcomes({ ...run, search: "RECORD 4", limit: 50 }))).toEqual([
      4,
      ...all.filter((n) => n >= 40 && n < 50),
    ]);
  });

  it("are found one by one, with all that was kept of them", async () => {
    const reason = { code: "filtered" };
    expect(await findOutcome({ ...run, seq: 14 })).toMatchObject({ key: "k14", page: 2, nodeId: "keep", reason, steps: [] });
    expect(await findOutcome({ ...run, seq: 20 })).toMatchObject({ outcome: "failed", steps: [{ nodeId: "write" }] });
    expect(await findOutcome({ ...run, seq: 33 })).toMatchObject({ targets: [{ ref: "CO-33" }], error: null });
    expect(await findOutcome({ ...run, seq: 51 })).toBeUndefined();
  });
});
