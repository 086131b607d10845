import { describe, expect, it } from "vitest";
import type { PlannedWrite, ReconcilePart } from "@/engine/interpreter/ports";
import { ReconcileConfigSchema } from "@/engine/nodes/reconcile/definition";
import { reconcileRunner } from "@/engine/nodes/reconcile/run";
import { makeNode } from "@/engine/testing/flows";
import { createMemoryConnector } from "@/engine/testing/memory-connector";
import { createMemoryContext, makeItem } from "@/engine/testing/memory-ports";
import { describeNode } from "@/engine/testing/suite";
import type { JsonObject } from "@/lib/core/json";

const CONFIG = { look: "expected", connection: "role:erp", flow: "stocks", streams: ["levels"], fields: ["level"] };
const ITEMS = ["a", "b", "c", "d"].map((key) => makeItem(key, {}));

/** `a` agrees, `b` differs, `c` is gone, `d` differs until its flow runs. */
function context(parts: ReconcilePart[] = []) {
  const records = ["a", "b"].map((key) => ({ key: `L${key}`, label: `Level ${key}`, data: { level: "5.00" } }));
  const wanted = (key: string, level: string): [string, PlannedWrite[]] => [
    key,
    [
      {
        ...{ nodeId: "w", alias: "level", stream: "levels", outcome: "unchanged" as const, before: null },
        after: { level },
        link: { id: `L${key}`, ref: "", outcome: "unchanged", stream: "levels" },
      },
    ],
  ];
  return {
    ...createMemoryContext({ connectors: { "role:erp": createMemoryConnector({ records: { levels: records } }) } }),
    reconcile: {
      expect: async () => ({
        writes: new Map([wanted("a", "5"), wanted("b", "6"), wanted("c", "7"), wanted("d", "8")]),
        failed: new Map(),
        waiting: new Set(["d"]),
        sourceStream: "shop:stock",
      }),
      report: async (part: ReconcilePart) => void parts.push(part),
    },
  };
}

function run(parts: ReconcilePart[], config: JsonObject = CONFIG) {
  const parsed = ReconcileConfigSchema.parse(config);
  return reconcileRunner.run({ node: makeNode("r", "reconcile"), config: parsed, items: ITEMS, ctx: context(parts) });
}

describeNode("reconcile", { config: CONFIG, items: ITEMS, context });

describe("reconcile", () => {
  it("tells what differs and what is missing; what agrees by value goes on, what its flow has not met yet is marked", async () => {
    const parts: ReconcilePart[] = [];
    const { emit, ignored } = await run(parts);
    expect(emit.out?.map(({ key }) => key)).toEqual(["a"]);
    expect(ignored?.map(({ item, reason }) => [item.key, reason.code])).toEqual([
      ["b", "differs"],
      ["c", "differs"],
      ["d", "differs"],
    ]);
    expect(parts[0]).toMatchObject({
      compared: 4,
      waiting: 1,
      differences: [
        { kind: "value", key: "b", targetId: "Lb", fields: [{ field: "level", expected: "6", actual: "5.00" }] },
        { kind: "missing", key: "c", targetId: "Lc", pending: false },
        { kind: "missing", key: "d", pending: true },
      ],
    });
  });

  it("reports the same page under the same name, so that it may be done twice", async () => {
    const parts: ReconcilePart[] = [];
    await run(parts);
    await run(parts);
    expect(parts[0]?.id).toBe(parts[1]?.id);
  });

  it("says so where there is no integration to compare with", async () => {
    const config = ReconcileConfigSchema.parse(CONFIG);
    const ctx = createMemoryContext();
    const running = reconcileRunner.run({ node: makeNode("r", "reconcile"), config, items: ITEMS, ctx });
    await expect(running).rejects.toMatchObject({ code: "connector.unsupported" });
  });
});
