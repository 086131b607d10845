import type { ConnectorLedger, DocumentFigures, DocumentView, ExpectedDocument, SourceRecord } from "@/connectors/contract";
import type { BoundConnector, Difference } from "@/engine/interpreter/ports";
import { addFigures, compareFigures } from "@/engine/nodes/reconcile/compare";
import type { Wanted } from "@/engine/nodes/reconcile/gather";
import { readByIds } from "@/engine/nodes/reconcile/read-by-ids";

/** One document beside what it must say. */
export interface Compared {
  readonly wanted: Wanted;
  readonly record: SourceRecord | undefined;
  readonly expected: ExpectedDocument;
  readonly view: DocumentView | undefined;
  readonly difference: Difference | undefined;
  /** What counts on either side where several documents say together what one was expected to. */
  readonly counted?: { readonly source: DocumentFigures; readonly target: DocumentFigures };
}

const NOTHING: DocumentFigures = { net: "0", vat: "0", gross: "0", vatRates: [] };
const OFF: readonly DocumentView["state"][] = ["draft", "abandoned", "cancelled"];

/**
 * An order that was billed and changed afterwards is right as it stands when its bills say together what the shop says:
 * the invoice, what was billed later, what was credited. What else differs stays.
 */
export async function settleFamilies(connector: BoundConnector, compared: readonly Compared[]): Promise<Compared[]> {
  const { ledger } = connector;
  const settled = new Map<Compared, Compared>();
  for (const order of compared) {
    const bills = order.record && ledger?.billedBy?.(order.wanted.stream, order.record.data);
    if (!ledger || !bills || bills.ids.length < 2) continue;
    const own = compared.filter(({ wanted }) => wanted.stream === bills.stream && bills.ids.includes(wanted.targetId ?? ""));
    if (own.length === 0 || ![order, ...own].some(hasFigures)) continue;
    const billed = await sumOf(connector, ledger, bills);
    const wanted = own.reduce((sum, { expected }) => addFigures(sum, expected.figures ?? NOTHING), NOTHING);
    if (compareFigures(wanted, billed).length > 0) continue;
    const rest = own.slice(1);
    if (own[0]) settled.set(own[0], { ...withoutFigures(own[0]), counted: { source: wanted, target: billed } });
    for (const each of rest) settled.set(each, { ...withoutFigures(each), counted: { source: NOTHING, target: NOTHING } });
    // The order itself says what was ordered first: nobody changes it once it is billed.
    if (order.view) settled.set(order, { ...withoutFigures(order), counted: { source: order.view, target: order.view } });
  }
  return compared.map((each) => settled.get(each) ?? each);
}

async function sumOf(
  connector: BoundConnector,
  ledger: ConnectorLedger,
  { stream, ids }: { stream: string; ids: readonly string[] },
): Promise<DocumentFigures> {
  const views = (await readByIds(connector, stream, ids)).map(({ data }) => ledger.view(stream, data));
  return views.filter(({ state }) => !OFF.includes(state)).reduce((sum, view) => addFigures(sum, view), NOTHING);
}

const isFigure = (field: string): boolean => ["net", "vat", "gross"].includes(field) || field.startsWith("vat:");

const hasFigures = ({ difference }: Compared): boolean => difference?.fields.some(({ field }) => isFigure(field)) ?? false;

function withoutFigures(compared: Compared): Compared {
  const { difference } = compared;
  const fields = difference?.fields.filter(({ field }) => !isFigure(field)) ?? [];
  return { ...compared, difference: difference && fields.length > 0 ? { ...difference, fields } : undefined };
}
