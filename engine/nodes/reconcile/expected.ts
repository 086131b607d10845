import type { SourceRecord } from "@/connectors/contract";
import type { BoundConnector, Difference, Expectation } from "@/engine/interpreter/ports";
import type { IgnoreReason, Item } from "@/engine/nodes/contract";
import { compareDocuments, compareFields, Sums } from "@/engine/nodes/reconcile/compare";
import { type Compared, settleFamilies } from "@/engine/nodes/reconcile/family";
import { gatherWanted, type Wanted } from "@/engine/nodes/reconcile/gather";
import { readByIds } from "@/engine/nodes/reconcile/read-by-ids";
import type { Found, Look } from "@/engine/nodes/reconcile/run";

/** Of prices and weights, where a target does not say how many it keeps. */
const MOST_DECIMALS = 6;

/** What the flow would make of these records, against what the target holds: missing and different ones. */
export async function lookForExpected(look: Omit<Look, "sums">): Promise<Found> {
  const { config, items, ctx, port, connector } = look;
  const expectation = await port.expect(config.flow, items, ctx);
  const wanted = items.flatMap(({ key }) =>
    gatherWanted(key, expectation.writes.get(key) ?? [], config.streams, connector.ledger),
  );
  if (expectation.hasRun === false && !config.streams.some((stream) => connector.ledger?.documents.includes(stream))) {
    return { differences: new Map(), sums: new Sums(), compared: 0, waiting: 0, ignored: reasons(items, []) };
  }
  const actual = await readTargets(connector, wanted);
  const arithmetic = await connector.arithmetic?.();
  const labels = new Map(items.map((item) => [item.key, item.label]));
  const compared = wanted.map((each) => {
    const label = labels.get(each.key) ?? each.key;
    const record = actual.get(`${each.stream} ${each.targetId}`);
    return compareOne(look, each, { label, record, arithmetic, pending: expectation.waiting.has(each.key) });
  });
  const settled = await settleFamilies(connector, compared);
  const sums = new Sums();
  for (const each of settled) addSums(sums, each);
  const differences = new Map<string, Difference[]>();
  const found = [...settled.flatMap(({ difference }) => difference ?? []), ...blocked(look, items, { expectation, wanted })];
  for (const each of found) differences.set(each.key ?? "", [...(differences.get(each.key ?? "") ?? []), each]);
  return {
    differences,
    sums,
    compared: wanted.length,
    waiting: expectation.waiting.size,
    ignored: reasons(items, wanted),
  };
}

async function readTargets(connector: BoundConnector, wanted: readonly Wanted[]): Promise<Map<string, SourceRecord>> {
  const found = new Map<string, SourceRecord>();
  for (const stream of new Set(wanted.map((each) => each.stream))) {
    const ids = [...new Set(wanted.flatMap((each) => (each.stream === stream && each.targetId ? [each.targetId] : [])))];
    for (const record of await readByIds(connector, stream, ids)) found.set(`${stream} ${record.key}`, record);
  }
  return found;
}

type Beside = {
  readonly label: string;
  readonly pending: boolean;
  readonly record: SourceRecord | undefined;
  readonly arithmetic: Awaited<ReturnType<NonNullable<BoundConnector["arithmetic"]>>> | undefined;
};

function compareOne(look: Omit<Look, "sums">, wanted: Wanted, { label, record, arithmetic, pending }: Beside): Compared {
  const { ledger } = look.connector;
  const common = {
    ...{ stream: wanted.stream, connectionId: look.connector.connectionId, flow: look.config.flow, key: wanted.key, label },
    ...{ targetId: wanted.targetId ?? "", targetRef: wanted.targetRef, pending },
  };
  if (!ledger?.documents.includes(wanted.stream)) {
    const none = { wanted, record, expected: {}, view: undefined };
    if (!record) return { ...none, difference: { ...common, kind: "missing", day: null, fields: [] } };
    const fields = compareFields(look.config.fields, {
      expected: wanted.planned.record ?? {},
      actual: record.data,
      given: wanted.targetRef,
      decimals: arithmetic?.unitDecimals ?? MOST_DECIMALS,
    });
    const targetRef = common.targetRef || record.label;
    return { ...none, difference: fields.length === 0 ? undefined : { ...common, targetRef, kind: "value", day: null, fields } };
  }
  const expected = ledger.expected(wanted.stream, wanted.planned, arithmetic?.totals ?? noTotals);
  const view = record && ledger.view(wanted.stream, record.data);
  const day = expected.day ?? view?.day ?? null;
  const compared = { wanted, record, expected, view };
  // A document that was to be cancelled, and is gone, is as good as cancelled.
  if (!view && wanted.planned.record === null) return { ...compared, difference: undefined };
  if (!view) return { ...compared, difference: { ...common, kind: "missing", day, fields: [] } };
  const fields = compareDocuments(expected, view);
  const targetRef = view.ref;
  return { ...compared, difference: fields.length === 0 ? undefined : { ...common, kind: "different", targetRef, day, fields } };
}

function noTotals(): never {
  throw new Error("a connector that keeps documents must say how it totals them");
}

function addSums(sums: Sums, { wanted: { stream }, expected, view, counted }: Compared): void {
  const day = expected.day ?? view?.day ?? null;
  const source = counted?.source ?? expected.figures ?? (view?.day ? view : undefined);
  if (source && day !== null) sums.add("source", { stream, day, figures: source });
  if (view?.day) sums.add("target", { stream, day: view.day, figures: counted?.target ?? view });
}

/** Records the flow cannot bring over at all: missing, with the reason, unless they are there from before. */
function blocked(
  { config, connector }: Omit<Look, "sums">,
  items: readonly Item[],
  { expectation, wanted }: { expectation: Expectation; wanted: readonly Wanted[] },
): Difference[] {
  const known = new Set(wanted.filter(({ targetId }) => targetId !== undefined).map(({ key }) => key));
  return items.flatMap(({ key, label, data }) => {
    const error = expectation.failed.get(key);
    if (!error || known.has(key)) return [];
    const day = typeof data.date_add === "string" ? data.date_add.slice(0, 10) : null;
    const pending = expectation.waiting.has(key);
    const target = {
      pending,
      stream: config.streams[0] ?? "",
      connectionId: connector.connectionId,
      targetId: "",
      targetRef: "",
    };
    return [{ ...target, kind: "missing" as const, flow: config.flow, key, label, day, fields: [], error }];
  });
}

function reasons(items: readonly Item[], wanted: readonly Wanted[]): ReadonlyMap<string, IgnoreReason> {
  const compared = new Set(wanted.map(({ key }) => key));
  const given = new Map<string, IgnoreReason>();
  for (const { key } of items) {
    if (!compared.has(key)) given.set(key, { code: "nothingToDo" });
  }
  return given;
}
