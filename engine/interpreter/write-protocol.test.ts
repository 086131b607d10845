import { describe, expect, it } from "vitest";
import type { WriteJob, WriteOptions, WriteTask } from "@/engine/interpreter/write-decisions";
import { writeRecords } from "@/engine/interpreter/write-protocol";
import { createMemoryConnector, type MemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryLinks } from "@/engine/testing/memory-links";
import { createMemoryContext, type MemoryContext, makeItem } from "@/engine/testing/memory-ports";
import type { JsonObject } from "@/lib/core/json";

const OPTIONS: WriteOptions = {
  nodeId: "write",
  alias: "order",
  mode: "upsert",
  onChange: "update",
  onAmbiguous: "review",
  onTaken: "review",
};

function setUp(input: { connector?: MemoryConnector; ctx?: MemoryContext; options?: Partial<WriteOptions> } = {}) {
  const connector = input.connector ?? createMemoryConnector();
  const ctx = input.ctx ?? createMemoryContext();
  const scope = {
    owner: ctx.owner,
    sourceStream: "shop:orders",
    targetConnectionId: connector.connectionId,
    targetStream: "orders",
  };
  const job: WriteJob = { ctx, connector, scope, options: { ...OPTIONS, ...input.options } };
  return { connector, ctx, job, scope };
}

function task(key: string, record: JsonObject, match: JsonObject = {}): WriteTask {
  const rules = Object.entries(match).map(([field, value]) => ({ by: [field], values: { [field]: value } }));
  return { item: makeItem(key, record), key, record, rules };
}

function outcomesOf(verdicts: Awaited<ReturnType<typeof writeRecords>>): string[] {
  return verdicts.map((verdict) => (verdict.kind === "linked" ? verdict.link.outcome : verdict.kind));
}

describe("writeRecords", () => {
  it("GEN-01 creates once, keeps the link, and makes no call for unchanged content", async () => {
    const { job, connector, ctx, scope } = setUp();
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" }), task("2", { ref: "B" })]))).toEqual([
      "created",
      "created",
    ]);
    expect(connector.stored.get("orders")?.map((stored) => stored.externalRef)).toEqual([
      "int_test:shop:orders:1",
      "int_test:shop:orders:2",
    ]);
    expect([...ctx.links.linksOf(scope).values()].map((link) => link.targetId)).toEqual(["1", "2"]);
    const before = connector.requests();
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" }), task("2", { ref: "B" })]))).toEqual([
      "unchanged",
      "unchanged",
    ]);
    expect(connector.requests()).toBe(before);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("updates the linked record when its content changed", async () => {
    const { job, connector } = setUp();
    await writeRecords(job, [task("1", { ref: "A" })]);
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A2" })]))).toEqual(["updated"]);
    expect(connector.stored.get("orders")).toMatchObject([{ id: "1", data: { ref: "A2" } }]);
  });

  it("tells the nodes that follow when a record it leaves alone has changed since", async () => {
    const { job } = setUp({ options: { mode: "create" } });
    const changed = async (ref: string) =>
      (await writeRecords(job, [task("1", { ref })])).map((verdict) => verdict.kind === "linked" && verdict.link.data?.changed);
    expect(await changed("A")).toEqual([undefined]);
    expect(await changed("B")).toEqual([true]);
    expect(await changed("A")).toEqual([undefined]);
  });

  it.each([
    ["ignore", ["unchanged"]],
    ["review", ["review"]],
  ] as const)("leaves a changed record alone with onChange %s", async (onChange, expected) => {
    const { job, connector, ctx } = setUp({ options: { onChange } });
    await writeRecords(job, [task("1", { ref: "A" })]);
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A2" })]))).toEqual(expected);
    expect(connector.stored.get("orders")).toMatchObject([{ data: { ref: "A" } }]);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("recognises an existing record by the first rule that answers", async () => {
    const { job, connector } = setUp();
    connector.stored.set("orders", [{ id: "77", externalRef: "", data: { email: "a@b.fr", phone: "1" } }]);
    const verdicts = await writeRecords(job, [task("1", { name: "Ada" }, { vat: "FR1", email: "a@b.fr" })]);
    expect(verdicts).toMatchObject([{ kind: "linked", link: { id: "77", outcome: "updated" } }]);
    expect(connector.stored.get("orders")).toHaveLength(1);
  });

  it("sends an ambiguous match to review, or takes the first where the node says so", async () => {
    const existing = () => [
      { id: "7", externalRef: "", data: { email: "a@b.fr" } },
      { id: "8", externalRef: "", data: { email: "a@b.fr" } },
    ];
    const asked = setUp();
    asked.connector.stored.set("orders", existing());
    const [verdict] = await writeRecords(asked.job, [task("1", { name: "Ada" }, { email: "a@b.fr" })]);
    expect(verdict).toMatchObject({ kind: "review", question: { reason: "ambiguous", candidates: [{ id: "7" }, { id: "8" }] } });
    expect(asked.ctx.links.openIntents()).toEqual([]);
    const first = setUp({ options: { onAmbiguous: "first" } });
    first.connector.stored.set("orders", existing());
    expect(await writeRecords(first.job, [task("1", { name: "Ada" }, { email: "a@b.fr" })])).toMatchObject([
      { link: { id: "7" } },
    ]);
  });

  it("links and leaves alone what exists in mode create, ignores what does not in mode update", async () => {
    const create = setUp({ options: { mode: "create" } });
    create.connector.stored.set("orders", [{ id: "7", externalRef: "", data: { email: "a@b.fr" } }]);
    expect(outcomesOf(await writeRecords(create.job, [task("1", { name: "Ada" }, { email: "a@b.fr" })]))).toEqual(["unchanged"]);
    expect(create.connector.calls.some(({ call }) => call === "write")).toBe(false);
    const update = setUp({ options: { mode: "update" } });
    expect(await writeRecords(update.job, [task("1", {})])).toMatchObject([{ kind: "ignored", reason: { code: "notFound" } }]);
    expect(update.connector.stored.get("orders")).toBeUndefined();
  });

  it("writes two items of one source record once", async () => {
    const { job, connector } = setUp();
    expect(outcomesOf(await writeRecords(job, [task("c1", { name: "A" }), task("c1", { name: "A" })]))).toEqual([
      "created",
      "unchanged",
    ]);
    expect(connector.stored.get("orders")).toHaveLength(1);
  });

  it("lets the second of two records with the same natural key share what the first created, where the node says so", async () => {
    const { job, connector } = setUp({ options: { onTaken: "share" } });
    const guests = [task("g1", { name: "Ada" }, { email: "a@b.fr" }), task("g2", { name: "Ada" }, { email: "a@b.fr" })];
    connector.stored.set("orders", []);
    for (const guest of guests) Object.assign(guest.record, { email: "a@b.fr" });
    expect(outcomesOf(await writeRecords(job, guests))).toEqual(["created", "updated"]);
    expect(connector.stored.get("orders")).toHaveLength(1);
  });

  it("GEN-03 a refused record fails alone and closes its intent", async () => {
    const { job, connector, ctx } = setUp();
    connector.faults = ["write", "refuse", "write"];
    expect(
      outcomesOf(
        await writeRecords(
          job,
          ["1", "2", "3"].map((key) => task(key, { key })),
        ),
      ),
    ).toEqual(["created", "failed", "created"]);
    expect(ctx.links.openIntents()).toEqual([]);
    expect(outcomesOf(await writeRecords(job, [task("2", { key: "2" })]))).toEqual(["created"]);
  });

  it("asks for many records in few calls", async () => {
    const { job, connector } = setUp({ connector: createMemoryConnector({ parallelWrites: 8 }) });
    await writeRecords(
      job,
      Array.from({ length: 64 }, (_, index) => task(String(index), { index })),
    );
    expect(connector.calls.map(({ call }) => call)).toEqual(["find", "write"]);
  });
});

describe("writeRecords and records that belong to another", () => {
  const taken = async (options: Partial<WriteOptions>) => {
    const world = setUp({ options });
    await writeRecords(world.job, [task("p1", { ref: "ABC" }, { ref: "ABC" })]);
    return world;
  };

  it("GEN-01 CO-16 a record linked to another source record is not adopted: a person is asked", async () => {
    const { job, connector, ctx } = await taken({});
    const verdicts = await writeRecords(job, [task("p2", { ref: "ABC", label: "other" }, { ref: "ABC" })]);
    expect(verdicts).toMatchObject([
      { kind: "review", question: { reason: "taken", candidates: [{ id: "1", linkedTo: "p1" }], link: { key: "p2" } } },
    ]);
    expect(connector.stored.get("orders")).toMatchObject([{ data: { ref: "ABC" } }]);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("CO-16 two records of one batch that recognise one target by different rules do not both adopt it", async () => {
    const { job, connector } = setUp();
    connector.stored.set("orders", [{ id: "7", externalRef: "", data: { ref: "ABC", barcode: "1" } }]);
    const tasks = [task("p1", { ref: "ABC" }, { ref: "ABC" }), task("p2", { barcode: "1" }, { barcode: "1" })];
    expect(outcomesOf(await writeRecords(job, tasks))).toEqual(["updated", "review"]);
  });

  it("CO-16 a reference that is taken gets the first number that is free, and keeps it", async () => {
    const { job, connector } = await taken({ onTaken: "increment", incrementField: "ref" });
    connector.stored.get("orders")?.push({ id: "50", externalRef: "", data: { ref: "ABC-2" } });
    const verdicts = await writeRecords(job, [
      task("p2", { ref: "ABC", label: "b" }, { ref: "ABC" }),
      task("p3", { ref: "ABC", label: "c" }, { ref: "ABC" }),
    ]);
    expect(outcomesOf(verdicts)).toEqual(["created", "created"]);
    expect(connector.stored.get("orders")?.map(({ data }) => data.ref)).toEqual(["ABC", "ABC-2", "ABC-3", "ABC-4"]);
    expect(outcomesOf(await writeRecords(job, [task("p2", { ref: "ABC", label: "b" }, { ref: "ABC" })]))).toEqual(["unchanged"]);
    expect(outcomesOf(await writeRecords(job, [task("p2", { ref: "ABC", label: "b2" }, { ref: "ABC" })]))).toEqual(["updated"]);
    expect(connector.stored.get("orders")?.[2]).toMatchObject({ data: { ref: "ABC-3", label: "b2" } });
    expect(outcomesOf(await writeRecords(job, [task("p2", { ref: "ABC", label: "b3" }, { ref: "ABC" })]))).toEqual(["updated"]);
    expect(connector.stored.get("orders")?.[2]).toMatchObject({ data: { ref: "ABC-3", label: "b3" } });
  });

  it("CO-16 a numbered creation whose reply was lost is recognised", async () => {
    const { job, connector } = await taken({ onTaken: "increment", incrementField: "ref" });
    connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(job, [task("p2", { ref: "ABC" }, { ref: "ABC" })]))).toEqual(["created"]);
    expect(connector.stored.get("orders")).toHaveLength(2);
  });

  it("a person's answer “create a new one” is acted on once, through a lost reply as well", async () => {
    const connector = createMemoryConnector({ idempotency: "naturalKey" });
    const { job, ctx } = setUp({ connector });
    const same = (id: string) => ({ id, externalRef: "", data: { email: "a@b.fr" } });
    connector.stored.set("orders", [same("70"), same("80")]);
    const one = () => [task("1", { email: "a@b.fr" }, { email: "a@b.fr" })];
    expect(outcomesOf(await writeRecords(job, one()))).toEqual(["review"]);
    ctx.links.given.set("1", { kind: "create", candidates: ["70", "80"] });
    connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(job, one()))).toEqual(["failed"]);
    expect(outcomesOf(await writeRecords(job, one()))).toEqual(["created"]);
    expect(connector.stored.get("orders")).toHaveLength(3);
    expect(outcomesOf(await writeRecords(job, one()))).toEqual(["unchanged"]);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("a person's answer “ignore” holds as long as the record stays as it was", async () => {
    const { job, ctx } = await taken({});
    const asked = await writeRecords(job, [task("p2", { ref: "ABC", label: "b" }, { ref: "ABC" })]);
    const [verdict] = asked;
    if (verdict?.kind !== "review") throw new Error("not asked");
    const { contentHash } = verdict.question.link;
    ctx.links.given.set("p2", { kind: "ignore", contentHash, reason: "old stock" });
    expect(await writeRecords(job, [task("p2", { ref: "ABC", label: "b" }, { ref: "ABC" })])).toMatchObject([
      { kind: "ignored", reason: { code: "dismissed", text: "old stock" } },
    ]);
    expect(outcomesOf(await writeRecords(job, [task("p2", { ref: "ABC", label: "b2" }, { ref: "ABC" })]))).toEqual(["review"]);
  });

  it("a link a person chose is written even where changes are reviewed", async () => {
    const { job, connector, ctx, scope } = setUp({ options: { onChange: "review" } });
    connector.stored.set("orders", [{ id: "7", externalRef: "", data: { ref: "A" } }]);
    const chosen = { status: "linked", targetId: "7", targetRef: "7", contentHash: "", data: {} } as const;
    await ctx.links.settle(scope, [{ key: "1", ...chosen }]);
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A2" })]))).toEqual(["updated"]);
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A2" })]))).toEqual(["unchanged"]);
  });
});

describe("writeRecords when something goes wrong", () => {
  it("GEN-01 a record that changed between an attempt in doubt and the next one is brought up to date", async () => {
    const { job, connector, ctx } = setUp();
    connector.afterWrite = () => ctx.links.kill();
    await expect(writeRecords(job, [task("1", { ref: "A" })])).rejects.toThrow("killed");
    ctx.links.restart();
    connector.afterWrite = () => {};
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A2" })]))).toEqual(["updated"]);
    expect(connector.stored.get("orders")).toMatchObject([{ data: { ref: "A2" } }]);
  });

  it("GEN-01 killed before the request: the intent stays open and the next attempt creates once", async () => {
    const { job, connector, ctx } = setUp();
    connector.faults = ["down"];
    connector.beforeWrite = () => ctx.links.kill();
    await expect(writeRecords(job, [task("1", { ref: "A" })])).rejects.toThrow("killed");
    ctx.links.restart();
    expect(ctx.links.openIntents()).toEqual(["1"]);
    connector.beforeWrite = () => {};
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" })]))).toEqual(["created"]);
    expect(connector.stored.get("orders")).toHaveLength(1);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("GEN-01 killed between the reply and the link: the next attempt finds the record and creates nothing", async () => {
    const { job, connector, ctx } = setUp();
    connector.afterWrite = () => ctx.links.kill();
    await expect(writeRecords(job, [task("1", { ref: "A" }), task("2", { ref: "B" })])).rejects.toThrow("killed");
    expect(connector.stored.get("orders")).toHaveLength(2);
    ctx.links.restart();
    connector.afterWrite = () => {};
    expect(await writeRecords(job, [task("1", { ref: "A" }), task("2", { ref: "B" })])).toMatchObject([
      { kind: "linked", link: { id: "1", outcome: "created" } },
      { kind: "linked", link: { id: "2", outcome: "created" } },
    ]);
    expect(connector.stored.get("orders")).toHaveLength(2);
    expect(connector.calls.filter(({ call }) => call === "write")).toHaveLength(1);
  });

  it("GEN-01 a lost reply is asked about at once", async () => {
    const { job, connector, ctx } = setUp();
    connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" })]))).toEqual(["created"]);
    expect(connector.stored.get("orders")).toHaveLength(1);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("GEN-01 what is set and never created is written again after an attempt in doubt, where the target cannot be asked", async () => {
    const plain = setUp({ connector: createMemoryConnector({ idempotency: "none" }) });
    plain.connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(plain.job, [task("1", { quantity: "7" })]))).toEqual(["review"]);
    const connector = Object.assign(createMemoryConnector({ idempotency: "none" }), { repeatable: ["orders"] });
    const { job, ctx } = setUp({ connector });
    connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(job, [task("1", { quantity: "7" })]))).toEqual(["failed"]);
    expect(ctx.links.openIntents()).toEqual([]);
    connector.afterWrite = () => ctx.links.kill();
    await expect(writeRecords(job, [task("1", { quantity: "7" })])).rejects.toThrow("killed");
    ctx.links.restart();
    connector.afterWrite = () => {};
    expect(ctx.links.openIntents()).toEqual(["1"]);
    expect(outcomesOf(await writeRecords(job, [task("1", { quantity: "7" })]))).toEqual(["created"]);
    expect(ctx.links.openIntents()).toEqual([]);
  });

  it("GEN-01 a lost request leaves the record in doubt; the next run asks, then creates once", async () => {
    const { job, connector, ctx } = setUp();
    connector.faults = ["loseRequest"];
    expect(await writeRecords(job, [task("1", { ref: "A" })])).toMatchObject([
      { kind: "failed", error: { code: "connector.uncertain" } },
    ]);
    expect(ctx.links.openIntents()).toEqual(["1"]);
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" })]))).toEqual(["created"]);
    expect(connector.stored.get("orders")).toHaveLength(1);
  });

  it("asks a person when a create is in doubt and the target cannot be asked", async () => {
    const { job, connector, ctx } = setUp({ connector: createMemoryConnector({ idempotency: "none" }) });
    connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" })]))).toEqual(["review"]);
    expect(await writeRecords(job, [task("1", { ref: "A" })])).toMatchObject([
      { kind: "review", question: { reason: "uncertain" } },
    ]);
    expect(connector.stored.get("orders")).toHaveLength(1);
    expect(ctx.links.openIntents()).toEqual(["1"]);
  });

  it("asks by the natural key where the target keeps no reference of ours", async () => {
    const { job, connector } = setUp({ connector: createMemoryConnector({ idempotency: "naturalKey" }) });
    connector.faults = ["loseReply"];
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" }, { ref: "A" })]))).toEqual(["created"]);
    expect(connector.stored.get("orders")).toHaveLength(1);
  });

  it("throws when the system is down, with the records in doubt and no key held", async () => {
    const { job, connector, ctx } = setUp();
    connector.faults = ["down"];
    await expect(writeRecords(job, [task("1", { ref: "A" })])).rejects.toMatchObject({ code: "connector.unavailable" });
    expect(ctx.links.openIntents()).toEqual(["1"]);
    expect(outcomesOf(await writeRecords(job, [task("1", { ref: "A" })]))).toEqual(["created"]);
  });

  it("GEN-01 two writers of one record: the second waits and finds the link of the first", async () => {
    const links = createMemoryLinks();
    const connector = createMemoryConnector();
    const one = setUp({ connector, ctx: createMemoryContext({ links }) });
    const other = setUp({ connector, ctx: createMemoryContext({ links }) });
    const verdicts = await Promise.all([one, other].map(({ job }) => writeRecords(job, [task("1", { ref: "A" })])));
    expect(verdicts.flatMap(outcomesOf).sort()).toEqual(["created", "unchanged"]);
    expect(connector.stored.get("orders")).toHaveLength(1);
  });
});

describe("writeRecords in a simulation", () => {
  it("says what would be created, updated or left alone, and writes nothing", async () => {
    const connector = createMemoryConnector();
    const links = createMemoryLinks();
    await writeRecords(setUp({ connector, ctx: createMemoryContext({ links }) }).job, [
      task("1", { ref: "A" }),
      task("2", { ref: "B" }),
    ]);
    const writes = connector.calls.filter(({ call }) => call === "write").length;
    const dry = setUp({ connector, ctx: createMemoryContext({ mode: "dry", links }) });
    const verdicts = await writeRecords(dry.job, [task("1", { ref: "A" }), task("2", { ref: "B2" }), task("3", { ref: "C" })]);
    expect(outcomesOf(verdicts)).toEqual(["unchanged", "updated", "created"]);
    expect(dry.ctx.planned.map(({ write }) => [write.outcome, write.before, write.after])).toEqual([
      ["unchanged", {}, { ref: "A" }],
      ["updated", { ref: "B" }, { ref: "B2" }],
      ["created", null, { ref: "C" }],
    ]);
    expect(connector.calls.filter(({ call }) => call === "write")).toHaveLength(writes);
    expect(links.openIntents()).toEqual([]);
  });

  it("says unchanged when the record found in the target already says it all", async () => {
    const { job, connector, ctx } = setUp({ ctx: createMemoryContext({ mode: "dry" }) });
    connector.stored.set("orders", [{ id: "7", externalRef: "", data: { email: "a@b.fr", name: "Ada" } }]);
    await writeRecords(job, [task("1", { name: "Ada" }, { email: "a@b.fr" })]);
    expect(ctx.planned).toMatchObject([{ write: { outcome: "unchanged", before: { name: "Ada" }, link: { id: "7" } } }]);
  });
});
