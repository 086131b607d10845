import { describe, expect, it } from "vitest";
import type { Connector, ConnectorContext, FindMatches, WriteOutcome, WriteRecord } from "@/connectors/contract";
import { failureOf, openWorkbench } from "@/connectors/testing/bench";
import type { Session } from "@/connectors/testing/suite";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** How one writable stream is tried. */
export interface WriteCase {
  readonly stream: string;
  /** Valid data for a new record; `n` makes it differ from the others. May write what it depends on first. */
  readonly make: (n: number, ctx: ConnectorContext) => Promise<JsonObject> | JsonObject;
  /** Data that changes the record `make` made; absent where records cannot change. */
  readonly change?: (data: JsonObject) => JsonObject;
  /** Data the system refuses. */
  readonly bad: JsonObject;
  /** How the record is found again: by our reference, or by natural-key fields of its data. Default: the reference. */
  readonly by?: readonly string[];
}

type Written = Extract<WriteOutcome, { id: string }>;

export function writeSuite(connector: Connector, cases: readonly WriteCase[], session: Session): void {
  describe.each(cases)("writing $stream", (each) => {
    const { stream } = each;
    let serial = 0;
    const newRecord = async (): Promise<WriteRecord> => {
      serial += 1;
      const name = `suite:${stream}:${serial}`;
      const data = await each.make(serial, session().bench.ctx);
      return { key: String(serial), externalRef: name, data, idempotencyKey: name };
    };
    const write = (records: readonly WriteRecord[]) => connector.write(session().bench.ctx, { stream, records });
    const findOne = async ({ key, externalRef, data }: WriteRecord): Promise<FindMatches["matches"]> => {
      const request = { stream, by: each.by ?? ("externalRef" as const), candidates: [{ key, externalRef, values: data }] };
      const [found] = await connector.find(session().bench.ctx, request);
      expect(found?.key).toBe(key);
      return found?.matches ?? [];
    };

    it("GEN-01 creates a record once, finds it by reference, updates that one and says so", async () => {
      const record = await newRecord();
      expect(await findOne(record)).toEqual([]);
      const created = written((await write([record]))[0]);
      expect(created.outcome).toBe("created");
      expect((await findOne(record)).map((match) => match.id)).toEqual([created.id]);
      if (!each.change) return;
      const changed = { ...record, targetId: created.id, data: each.change(record.data) };
      expect(written((await write([changed]))[0])).toMatchObject({ outcome: "updated", id: created.id });
      const again = written((await write([changed]))[0]);
      expect(again.id).toBe(created.id);
      expect(["updated", "unchanged"]).toContain(again.outcome);
      expect(await findOne({ ...changed, data: { ...record.data, ...changed.data } })).toHaveLength(1);
    });

    it("GEN-03 answers one outcome per record, in order; a refused one is data and stops nothing", async () => {
      const [first, last] = [await newRecord(), await newRecord()];
      const bad = { ...(await newRecord()), data: each.bad };
      const outcomes = await write([first, bad, last]);
      expect(outcomes.map((outcome) => outcome.outcome)).toEqual(["created", "failed", "created"]);
      const [, refused] = outcomes;
      if (refused?.outcome !== "failed") throw new Error("the bad record was not refused");
      expect(refused.uncertain).toBe(false);
      expect(refused.error.category).toBe("data");
      expect(refused.error.message).not.toBe("");
      expect(await findOne(first)).toHaveLength(1);
      expect(await findOne(last)).toHaveLength(1);
    });

    it("GEN-01 a lost reply is uncertain, and the record is then found, once", async (test) => {
      const { started } = session();
      if (!started.loseNextReply) return test.skip();
      const record = await newRecord();
      // Whatever the connector reads before it creates must be answered.
      started.loseNextReply();
      const [outcome] = await write([record]);
      expect(outcome).toMatchObject({ outcome: "failed", uncertain: true });
      expect(await findOne(record)).toHaveLength(1);
    });

    it("an aborted write ends with run.cancelled", async () => {
      const { ctx } = openWorkbench(connector, session().started, AbortSignal.abort());
      expect((await failureOf(connector.write(ctx, { stream, records: [await newRecord()] }))).code).toBe("run.cancelled");
    });

    it("the data given is not changed", async () => {
      const record = freezeAll(await newRecord());
      expect(written((await write([record]))[0]).outcome).toBe("created");
    });
  });
}

function written(outcome: WriteOutcome | undefined): Written {
  if (outcome && outcome.outcome !== "failed") return outcome;
  throw new Error(`not written: ${JSON.stringify(outcome)}`);
}

function freezeAll<T extends object>(value: T): T {
  for (const each of Object.values(value)) if (isJsonObject(each) || Array.isArray(each)) freezeAll(each);
  return Object.freeze(value);
}
