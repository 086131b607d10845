import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import { expressionsOf } from "@/engine/document/validation/context";
import { type Driver, type Plan, planFlow } from "@/engine/interpreter/plan";
import type { NodeContext, PlannedWrite } from "@/engine/interpreter/ports";
import { readPage } from "@/engine/interpreter/read-page";
import { runPage } from "@/engine/interpreter/run-page";
import { createTryWorld } from "@/engine/interpreter/try-world";
import { checkRecord, type FieldProblem } from "@/engine/mapping/visual/check";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { TableUse } from "@/engine/mapping/watch-tables";
import type { Item } from "@/engine/nodes/contract";
import type { Json } from "@/lib/core/json";

/** What a flow looks up and gives on records read now. Nothing is written. */
export interface Measured {
  /** Records read. */
  readonly records: number;
  readonly uses: readonly (TableUse & { readonly nodeId: string | null })[];
  readonly fields: readonly MeasuredField[];
}

/** A field of a target that some records do not fill as it asks. */
export interface MeasuredField {
  readonly nodeId: string;
  readonly problem: FieldProblem;
  /** Records with this problem, of those that were to be written there. */
  readonly records: number;
  readonly of: number;
  /** Key of one of them. */
  readonly example: string;
}

export interface MeasureInput {
  readonly document: FlowDocument;
  readonly ctx: NodeContext;
  readonly limit: number;
  readonly uses: () => readonly TableUse[];
  /** Fields of what a node writes to; undefined = not known. */
  readonly targetOf: (node: FlowNode) => readonly RecordField[] | undefined;
}

/** Runs the flow's reads on their first records, up to the limit each. Throws what a read throws. */
export async function measureFlow({ document, ctx, limit, uses, targetOf }: MeasureInput): Promise<Measured> {
  const planned: { key: string; write: PlannedWrite }[] = [];
  const world = createTryWorld(ctx, (item, write) => planned.push({ key: item.key.split("#", 1)[0] ?? item.key, write }));
  const plan = planFlow(document);
  let records = 0;
  for (const driver of plan.drivers) {
    const own = { ...world.ctx, sourceStream: driver.sourceStream };
    const items = await readItems({ plan, driver, ctx: own, limit });
    records += items.length;
    if (items.length > 0) await runPage({ plan, driver, items, ctx: own, samples: 0 });
  }
  const nodeOf = expressionOwners(document);
  return {
    records,
    uses: uses().map((use) => ({ ...use, nodeId: nodeOf(use) })),
    fields: fieldsOf(document, planned, targetOf),
  };
}

async function readItems(input: { plan: Plan; driver: Driver; ctx: NodeContext; limit: number }): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: Json | null = null;
  do {
    const page = await readPage({ ...input, cursor, since: null, limit: input.limit - items.length });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < input.limit);
  return items;
}

/** The node an expression stands in; a step that looks up by itself is found by the table it names. */
function expressionOwners(document: FlowDocument): (use: TableUse) => string | null {
  const byText = new Map(document.nodes.flatMap((node) => expressionsOf(node).map(({ text }) => [text, node.id] as const)));
  const byTable = new Map(
    document.nodes.flatMap(({ id, config }) => (typeof config.table === "string" ? [[config.table, id]] : [])),
  );
  return ({ expression, table }) => (expression === null ? byTable.get(table) : byText.get(expression)) ?? null;
}

function fieldsOf(
  document: FlowDocument,
  planned: readonly { key: string; write: PlannedWrite }[],
  targetOf: MeasureInput["targetOf"],
): MeasuredField[] {
  return document.nodes.flatMap((node) => {
    const target = targetOf(node);
    const own = planned.filter(({ write }) => write.nodeId === node.id && write.outcome !== "ignored");
    if (!target || own.length === 0) return [];
    const of = new Set(own.map(({ key }) => key)).size;
    const found = new Map<string, { problem: FieldProblem; keys: Set<string> }>();
    for (const { key, write } of own) {
      for (const problem of checkRecord(target, write.after, write.outcome === "created")) {
        const id = `${problem.code} ${problem.target.join(".")}`;
        const known = found.get(id) ?? { problem, keys: new Set() };
        found.set(id, known);
        known.keys.add(key);
      }
    }
    return [...found.values()].map(({ problem, keys }) => {
      const [example = ""] = keys;
      return { nodeId: node.id, problem, records: keys.size, of, example };
    });
  });
}
