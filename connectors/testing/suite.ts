import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connector, StreamDescriptor } from "@/connectors/contract";
import { failureOf, openWorkbench, readPages, recordsOf, type Started, type Workbench } from "@/connectors/testing/bench";
import { declaredProperties, misfits } from "@/connectors/testing/json-schema";
import { type WriteCase, writeSuite } from "@/connectors/testing/write-suite";
import { LocalizedTextSchema } from "@/lib/core/text";

export type { Started } from "@/connectors/testing/bench";
export type { WriteCase } from "@/connectors/testing/write-suite";

interface ContractSuite {
  readonly connector: Connector;
  /** A fresh system with a few records in every readable stream; called once for the suite. */
  readonly start: () => Promise<Started>;
  /** Secrets the system refuses. */
  readonly wrongSecrets: Readonly<Record<string, string>>;
  /** Lookups that must answer at least one item. */
  readonly lookups: readonly string[];
  /** Streams that hold nothing in the started system, so that emptiness is expected of them. */
  readonly emptyStreams?: readonly string[];
  /** A condition that chooses some but not all records of a stream, by one of its filters. */
  readonly where?: { readonly stream: string; readonly field: string };
  readonly writes: readonly WriteCase[];
}

/** What every connector owes the engine, tried over real HTTP. One call per connector; extras go beside it. */
export function connectorContractSuite(suite: ContractSuite): void {
  const { connector } = suite;
  describe(`${connector.spec.id}: connector contract`, () => {
    let started: Started;
    let bench: Workbench;
    beforeAll(async () => {
      started = await suite.start();
      bench = openWorkbench(connector, started);
    });
    afterAll(async () => {
      await started.close();
    });
    const session = () => ({ started, bench });
    specTests(suite, session);
    checkTests(suite, session);
    catalogTests(suite, session);
    pagingTests(suite, session);
    selectionTests(suite, session);
    lookupTests(suite, session);
    writeSuite(connector, suite.writes, session);
    it("no secret is in any log line", () => {
      const shown = bench.logged.join("\n");
      for (const secret of Object.values(started.secrets)) expect(shown).not.toContain(secret);
    });
  });
}

export type Session = () => { readonly started: Started; readonly bench: Workbench };

function specTests({ connector }: ContractSuite, session: Session): void {
  const { spec } = connector;
  it("its config parses, and refuses an empty one", () => {
    expect(spec.config.safeParse(session().started.config).success).toBe(true);
    expect(spec.config.safeParse({}).success).toBe(false);
  });

  it("its form names every config property and every secret once, in both languages", () => {
    const { started } = session();
    const names = spec.fields.map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    const config = Object.keys(spec.config.parse(started.config));
    expect(names.filter((name) => !(name in started.secrets)).sort()).toEqual(config.sort());
    for (const secret of Object.keys(started.secrets)) expect(names).toContain(secret);
    for (const field of spec.fields) {
      expect(LocalizedTextSchema.safeParse(field.label).success).toBe(true);
      expect(field.control === "secret").toBe(field.name in started.secrets);
    }
  });

  it("its actions go by their ids and act on streams it has", async () => {
    const { streams } = await connector.discover(session().bench.ctx);
    for (const [id, action] of Object.entries(connector.actions)) {
      expect(action.id).toBe(id);
      expect(streams.map((stream) => stream.name)).toContain(action.stream);
      expect(LocalizedTextSchema.safeParse(action.title).success).toBe(true);
    }
  });
}

function checkTests({ connector, wrongSecrets }: ContractSuite, session: Session): void {
  it("check succeeds and tells the version", async () => {
    const result = await connector.check(session().bench.ctx);
    expect(result.problems.filter((problem) => problem.severity === "error")).toEqual([]);
    expect(result).toMatchObject({ ok: true, version: expect.stringMatching(/\d/) });
  });

  it("check with a wrong key is a value with advice in both languages, and never shows the key", async () => {
    const { started } = session();
    const { ctx, logged } = openWorkbench(connector, { ...started, secrets: wrongSecrets });
    const result = await connector.check(ctx);
    expect(result.ok).toBe(false);
    expect(result.message.fr).not.toBe("");
    expect(result.message.fr).not.toBe(result.message.en);
    const shown = JSON.stringify([result, logged]);
    for (const secret of Object.values(wrongSecrets)) expect(shown).not.toContain(secret);
  });

  it("check of an address where nobody listens is a value", async () => {
    const { started } = session();
    const { ctx } = openWorkbench(connector, { ...started, config: { ...started.config, url: "http://127.0.0.1:1" } });
    expect((await connector.check(ctx)).ok).toBe(false);
  });
}

function readableOf(connector: Connector, session: Session): () => Promise<StreamDescriptor[]> {
  return async () => (await connector.discover(session().bench.ctx)).streams.filter((each) => each.modes.includes("read"));
}

function catalogTests({ connector, emptyStreams = [] }: ContractSuite, session: Session): void {
  const readable = readableOf(connector, session);
  it("every stream is described in both languages, with its key and filters among its properties", async () => {
    const { streams } = await connector.discover(session().bench.ctx);
    expect(new Set(streams.map((stream) => stream.name)).size).toBe(streams.length);
    for (const stream of streams) {
      const properties = declaredProperties(stream.jsonSchema);
      for (const name of [...stream.primaryKey, ...stream.naturalKeys])
        expect(properties, `${stream.name}.${name}`).toContain(name);
      if (stream.cursorField) expect(properties, stream.name).toContain(stream.cursorField);
      expect(LocalizedTextSchema.safeParse(stream.title).success).toBe(true);
    }
  });

  it("every readable stream is read to its end, and its records fit their schema", async () => {
    for (const stream of await readable()) {
      const records = recordsOf(
        await readPages(connector, session().bench.ctx, { stream: stream.name, pageSize: 50, since: null }),
      );
      if (!emptyStreams.includes(stream.name)) expect(records.length, stream.name).toBeGreaterThan(0);
      for (const record of records) {
        expect(misfits(record.data, stream.jsonSchema), `${stream.name} ${record.key}`).toEqual([]);
        expect(record.label, `${stream.name} ${record.key}`).not.toBe("");
      }
    }
  });
}

function pagingTests({ connector }: ContractSuite, session: Session): void {
  const readable = readableOf(connector, session);
  it("small pages bring every record once, in the same order, and end", async () => {
    for (const stream of await readable()) {
      const request = { stream: stream.name, since: null };
      const { ctx } = session().bench;
      const whole = recordsOf(await readPages(connector, ctx, { ...request, pageSize: connector.spec.limits.pageSize }));
      const small = recordsOf(await readPages(connector, ctx, { ...request, pageSize: whole.length > 60 ? 17 : 3 }));
      expect(
        small.map((record) => record.key),
        stream.name,
      ).toEqual(whole.map((record) => record.key));
      expect(new Set(small.map((record) => record.key)).size, stream.name).toBe(small.length);
    }
  });

  it("a watermark never moves back, overlaps, and reads only what changed", async () => {
    for (const stream of (await readable()).filter((each) => each.cursorField !== undefined)) {
      const { ctx } = session().bench;
      const full = await readPages(connector, ctx, { stream: stream.name, pageSize: 50, since: null });
      const watermark = full.at(-1)?.watermark ?? null;
      if (recordsOf(full).length === 0) continue;
      expect(watermark, stream.name).not.toBeNull();
      const again = await readPages(connector, ctx, { stream: stream.name, pageSize: 50, since: watermark });
      const next = again.at(-1)?.watermark ?? null;
      expect(
        JSON.stringify(next) >= JSON.stringify(watermark),
        `${stream.name}: ${String(next)} after ${String(watermark)}`,
      ).toBe(true);
      const keys = new Set(recordsOf(full).map((record) => record.key));
      for (const record of recordsOf(again)) expect(keys, stream.name).toContain(record.key);
    }
  });
}

function selectionTests({ connector, where }: ContractSuite, session: Session): void {
  const readable = readableOf(connector, session);
  it("reads the records asked for by key, and no other", async () => {
    for (const stream of await readable()) {
      const { ctx } = session().bench;
      const all = recordsOf(await readPages(connector, ctx, { stream: stream.name, pageSize: 50, since: null }));
      const keys = all.filter((_, index) => index % 2 === 0).map((record) => record.key);
      if (keys.length === 0) continue;
      const chosen = recordsOf(
        await readPages(connector, ctx, { stream: stream.name, pageSize: 2, since: null, keys: [...keys, "0"] }),
      );
      expect(new Set(chosen.map((record) => record.key)), stream.name).toEqual(new Set(keys));
    }
  });

  it.runIf(where)("where … in chooses exactly the records with these values", async () => {
    if (!where) return;
    const { stream, field } = where;
    const { ctx } = session().bench;
    const all = recordsOf(await readPages(connector, ctx, { stream, pageSize: 50, since: null }));
    const values = [...new Set(all.map((record) => String(record.data[field])))].slice(0, 2);
    const condition = { field, op: "in" as const, values };
    const chosen = recordsOf(await readPages(connector, ctx, { stream, pageSize: 50, since: null, where: [condition] }));
    expect(chosen.map((record) => record.key)).toEqual(
      all.filter((record) => values.includes(String(record.data[field]))).map((record) => record.key),
    );
  });

  it("an unknown stream is connector.unsupported", async () => {
    const request = { stream: "no_such_stream", cursor: null, pageSize: 5, since: null };
    expect((await failureOf(Promise.resolve().then(() => connector.read(session().bench.ctx, request)))).code).toBe(
      "connector.unsupported",
    );
  });

  it("an aborted read ends with run.cancelled", async () => {
    const { ctx } = openWorkbench(connector, session().started, AbortSignal.abort());
    const [stream] = await readable();
    const request = { stream: stream?.name ?? "", cursor: null, pageSize: 5, since: null };
    expect((await failureOf(connector.read(ctx, request))).code).toBe("run.cancelled");
  });
}

function lookupTests({ connector, lookups }: ContractSuite, session: Session): void {
  it.each(lookups)("lookup %s answers items with unique ids and labels", async (lookup) => {
    const { items } = await connector.lookup(session().bench.ctx, { lookup });
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    for (const item of items) expect(item.id !== "" && item.label !== "").toBe(true);
    const query = items[0]?.label ?? "";
    const searched = await connector.lookup(session().bench.ctx, { lookup, query });
    expect(searched.items.map((item) => item.id)).toContain(items[0]?.id);
  });

  it("an unknown lookup is connector.unsupported", async () => {
    const asked = Promise.resolve().then(() => connector.lookup(session().bench.ctx, { lookup: "no_such_lookup" }));
    expect((await failureOf(asked)).code).toBe("connector.unsupported");
  });
}
