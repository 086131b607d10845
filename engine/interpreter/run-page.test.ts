import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/engine/document/schema";
import { planFlow } from "@/engine/interpreter/plan";
import { runPage } from "@/engine/interpreter/run-page";
import type { Item } from "@/engine/nodes/contract";
import { makeFlow, makeNode, START } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, type MemoryContextOptions, makeItem } from "@/engine/testing/memory-ports";

const WRITE = { connection: "role:erp", stream: "orders", alias: "order", record: '{ "ref": ref }' };

function setUp(document: FlowDocument, options: MemoryContextOptions = {}) {
  const erp = createMemoryConnector();
  const ctx = createMemoryContext({ connectors: { "role:erp": erp }, ...options });
  const plan = planFlow(document);
  const [driver] = plan.drivers;
  if (driver === undefined) throw new Error("the test flow has no driver");
  return { erp, ctx, run: (items: readonly Item[], samples = 0) => runPage({ plan, driver, items, ctx, samples }) };
}

function orders(...refs: string[]): Item[] {
  return refs.map((ref, index) => makeItem(String(index + 1), { ref }));
}

describe("runPage", () => {
  it("GEN-03 a record that fails never stops the others", async () => {
    const { run, erp } = setUp(
      makeFlow(
        [...START, makeNode("t", "transform", { expression: '{ "ref": $uppercase(ref) }' }), makeNode("w", "write", WRITE)],
        ["start>orders", "orders>t", "t>w"],
      ),
    );
    const bad = makeItem("2", { ref: 12 });
    const { outcomes } = await run([makeItem("1", { ref: "a" }), bad, makeItem("3", { ref: "c" })]);
    expect(outcomes.map(({ key, outcome }) => [key, outcome])).toEqual([
      ["1", "created"],
      ["2", "failed"],
      ["3", "created"],
    ]);
    expect(outcomes[1]).toMatchObject({ nodeId: "t", error: { code: "mapping.expression_failed", details: { code: "T0410" } } });
    expect(outcomes[1]?.steps).toEqual([{ nodeId: "t", input: { ref: 12 }, output: null }]);
    expect(erp.stored.get("orders")?.map(({ data }) => data.ref)).toEqual(["A", "C"]);
  });

  it("GEN-03 a record that failed is created at the next run, the others are left unchanged", async () => {
    const { run, erp } = setUp(makeFlow([...START, makeNode("w", "write", WRITE)], ["start>orders", "orders>w"]));
    erp.faults = ["write", "refuse"];
    await run(orders("A", "B"));
    const { outcomes } = await run(orders("A", "B"));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["unchanged", "created"]);
  });

  it("GEN-04 every record of the page has exactly one outcome", async () => {
    const document = makeFlow(
      [...START, makeNode("f", "filter", { expression: 'ref != "skip"', reason: "Skipped" }), makeNode("w", "write", WRITE)],
      ["start>orders", "orders>f", "f>w"],
    );
    const { run, erp } = setUp(document);
    erp.faults = ["write", "refuse", "write"];
    const { outcomes, traces } = await run(orders("A", "skip", "B", "C", "skip"));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", "ignored", "failed", "created", "ignored"]);
    expect(outcomes[1]).toMatchObject({ outcome: "ignored", nodeId: "f", reason: { code: "filtered", text: "Skipped" } });
    expect(traces).toMatchObject([
      { nodeId: "f", in: 5, out: { out: 3 }, ignored: 2 },
      { nodeId: "w", in: 3, out: { out: 2 }, failed: 1, counts: { created: 2 } },
    ]);
  });

  it("GEN-05 ignores a record whose dependency is missing, with the reason", async () => {
    const find = {
      connection: "role:erp",
      stream: "customers",
      alias: "customer",
      match: [{ fields: [{ field: "email", value: "email" }] }],
    };
    const document = makeFlow(
      [...START, makeNode("c", "find", find), makeNode("w", "write", WRITE)],
      ["start>orders", "orders>c", "c>w"],
    );
    const { run, erp } = setUp(document);
    erp.stored.set("customers", [{ id: "9", externalRef: "", data: { email: "a@b.fr" } }]);
    const { outcomes } = await run([makeItem("1", { ref: "A", email: "a@b.fr" }), makeItem("2", { ref: "B", email: "x@y.fr" })]);
    expect(outcomes).toMatchObject([
      { outcome: "created", targets: [{ alias: "order", stream: "orders" }] },
      { outcome: "ignored", nodeId: "c", reason: { code: "missingDependency", text: "customers" } },
    ]);
  });

  it("GEN-05 creates the missing dependency first when the flow writes it, and links the record to it", async () => {
    const customer = {
      connection: "role:erp",
      stream: "customers",
      alias: "customer",
      record: "customer",
      identity: { stream: "customers", key: "customer.id" },
    };
    const order = { ...WRITE, record: '{ "ref": ref, "customer_id": $links.customer.id }' };
    const document = makeFlow(
      [...START, makeNode("c", "write", customer), makeNode("w", "write", order)],
      ["start>orders", "orders>c", "c>w"],
    );
    const { run, erp, ctx } = setUp(document);
    const items = ["A", "B"].map((ref, index) => makeItem(String(index), { ref, customer: { id: 7, name: "Ada" } }));
    const { outcomes } = await run(items);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", "created"]);
    expect(erp.stored.get("customers")).toHaveLength(1);
    expect(erp.stored.get("orders")?.map(({ data }) => data.customer_id)).toEqual(["1", "1"]);
    expect([...ctx.links.linksOf({ sourceStream: "shop:customers", targetStream: "customers" }).keys()]).toEqual(["7"]);
  });

  it("GEN-06 never deletes: no call of a run is anything but a question, a write or an action", async () => {
    const { run, erp } = setUp(makeFlow([...START, makeNode("w", "write", WRITE)], ["start>orders", "orders>w"]));
    await run(orders("A", "B"));
    await run(orders("B"));
    expect(new Set(erp.calls.map(({ call }) => call))).toEqual(new Set(["find", "write"]));
    expect(erp.stored.get("orders")).toHaveLength(2);
  });

  it("sends each record down its branch, and ignores one that no connected case takes", async () => {
    const cases = [
      { id: "paid", label: "Paid", when: 'state = "paid"' },
      { id: "lost", label: "Lost", when: 'state = "lost"' },
    ];
    const document = makeFlow(
      [
        ...START,
        makeNode("b", "branch", { cases }),
        makeNode("w", "write", WRITE),
        makeNode("s", "stop", { message: '"not paid: " & ref' }),
      ],
      ["start>orders", "orders>b", "b:paid>w", "b:otherwise>s"],
    );
    const { run } = setUp(document);
    const { outcomes } = await run([
      makeItem("1", { ref: "A", state: "paid" }),
      makeItem("2", { ref: "B", state: "new" }),
      makeItem("3", { ref: "C", state: "lost" }),
    ]);
    expect(outcomes).toMatchObject([
      { outcome: "created" },
      { outcome: "ignored", nodeId: "s", reason: { code: "stopped", text: "not paid: B" } },
      { outcome: "ignored", nodeId: "b", reason: { code: "noBranch", text: "lost" } },
    ]);
  });

  it("joins what arrives by two ways, and stops what failed on one of them", async () => {
    const left = { ...WRITE, stream: "left", alias: "left" };
    const right = { ...WRITE, stream: "right", alias: "right" };
    const end = { ...WRITE, stream: "end", alias: "end", record: '{ "l": $links.left.id, "r": $links.right.id }' };
    const document = makeFlow(
      [...START, makeNode("l", "write", left), makeNode("r", "write", right), makeNode("e", "write", end)],
      ["start>orders", "orders>l", "orders>r", "l>e", "r>e"],
    );
    const { run, erp } = setUp(document);
    erp.faults = ["write", "refuse"];
    const { outcomes } = await run(orders("A", "B"));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", "failed"]);
    expect(erp.stored.get("end")?.map(({ data }) => data)).toEqual([{ l: "1", r: "2" }]);
  });

  it("counts the children of a split for the record they come from", async () => {
    const payment = { ...WRITE, stream: "payments", alias: "payment", record: '{ "amount": amount, "order": parent.ref }' };
    const document = makeFlow(
      [...START, makeNode("s", "split", { expression: "payments" }), makeNode("w", "write", payment)],
      ["start>orders", "orders>s", "s>w"],
    );
    const { run, erp } = setUp(document);
    erp.faults = ["write", "write", "refuse"];
    const { outcomes } = await run([
      makeItem("1", { ref: "A", payments: [{ amount: "1" }, { amount: "2" }] }),
      makeItem("2", { ref: "B", payments: [{ amount: "3" }] }),
      makeItem("3", { ref: "C", payments: [] }),
    ]);
    expect(outcomes).toMatchObject([
      { outcome: "created", targets: [{ id: "1" }, { id: "2" }] },
      { outcome: "failed" },
      { outcome: "ignored", reason: { code: "emptyList" } },
    ]);
    expect(erp.stored.get("payments")?.map(({ externalRef }) => externalRef)).toEqual([
      "int_test:shop:orders:1#1",
      "int_test:shop:orders:1#2",
    ]);
  });

  it("does an action once, after the record it acts on, and never at a later run", async () => {
    const validate = { connection: "role:erp", action: "validate", target: "order" };
    const document = makeFlow(
      [...START, makeNode("w", "write", WRITE), makeNode("v", "action", validate)],
      ["start>orders", "orders>w", "w>v"],
    );
    const { run, erp } = setUp(document);
    await run(orders("A"));
    const { outcomes } = await run(orders("A"));
    expect(erp.calls.filter(({ call }) => call === "action:validate")).toMatchObject([{ request: { targetId: "1" } }]);
    expect(outcomes).toMatchObject([{ outcome: "unchanged" }]);
  });

  it("passes a disabled node over, and what when refuses", async () => {
    const document = makeFlow(
      [
        ...START,
        makeNode("t", "transform", { expression: '{ "ref": "changed" }' }, { disabled: true }),
        makeNode("w", "write", { ...WRITE, when: 'ref != "B"' }),
        makeNode("v", "action", { connection: "role:erp", action: "validate", target: "order" }),
      ],
      ["start>orders", "orders>t", "t>w", "w>v"],
    );
    const { run, erp } = setUp(document);
    const { outcomes } = await run(orders("A", "B"));
    expect(outcomes).toMatchObject([{ outcome: "created" }, { outcome: "ignored", reason: { code: "nothingToDo" } }]);
    expect(erp.stored.get("orders")).toMatchObject([{ data: { ref: "A" } }]);
    expect(erp.calls.filter(({ call }) => call === "action:validate")).toHaveLength(1);
  });

  it("stops the run at a node that says so, naming the record", async () => {
    const write = makeNode("w", "write", WRITE, { onError: "stopRun" });
    const { run, erp } = setUp(makeFlow([...START, write], ["start>orders", "orders>w"]));
    erp.faults = ["write", "refuse"];
    await expect(run(orders("A", "B"))).rejects.toMatchObject({
      code: "connector.rejected",
      details: { nodeId: "w", key: "2", label: "Record 2" },
    });
  });

  it("stops between nodes when the run is cancelled", async () => {
    const signal = AbortSignal.abort();
    const { run, erp } = setUp(makeFlow([...START, makeNode("w", "write", WRITE)], ["start>orders", "orders>w"]), { signal });
    await expect(run(orders("A"))).rejects.toMatchObject({ code: "run.cancelled" });
    expect(erp.calls).toEqual([]);
  });

  it("keeps the steps of the first records, cut to size", async () => {
    const document = makeFlow(
      [...START, makeNode("t", "transform", { expression: '{ "ref": ref, "text": text }' }), makeNode("w", "write", WRITE)],
      ["start>orders", "orders>t", "t>w"],
    );
    const { run } = setUp(document);
    const text = "x".repeat(10_000);
    const { outcomes } = await run(
      ["A", "B"].map((ref) => makeItem(ref, { ref, text })),
      1,
    );
    expect(outcomes[0]?.steps.map(({ nodeId }) => nodeId)).toEqual(["t", "w"]);
    expect(outcomes[0]?.steps[1]?.output).toMatchObject({ $links: { order: { id: "1", outcome: "created" } } });
    expect(JSON.stringify(outcomes[0]?.steps).length).toBeLessThan(3_000);
    expect(outcomes[1]?.steps).toEqual([]);
  });
});
