import type { ConnectorLedger, DocumentFigures, DocumentView, ExpectedDocument, SourceRecord } from "@/connectors/contract";
import type { BoundConnector, Difference } from "@/engine/interpreter/ports";
import { addFigures, compareFigures } from "@/engine/nodes/reconcile/compare";
import type { Wanted } from "@/engine/nodes/reconcile/gather";
import { readByIds } from "@/engine/nodes/reconcile/read-by-ids";
import { Decimal } from "@/lib/core/decimal";

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
    const views = await billsOf(connector, ledger, bills);
    const billed = views.reduce((sum, view) => addFigures(sum, view), NOTHING);
    const wanted = own.reduce((sum, { expected }) => addFigures(sum, expected.figures ?? NOTHING), NOTHING);
    if (compareFigures(wanted, billed).length > 0 && !isConverted(own, views, { wanted, billed })) continue;
    const rest = own.slice(1);
    if (own[0]) settled.set(own[0], { ...withoutFigures(own[0]), counted: { source: billed, target: billed } });
    for (const each of rest) settled.set(each, { ...withoutFigures(each), counted: { source: NOTHING, target: NOTHING } });
    // The order itself says what was ordered first: nobody changes it once it is billed.
    if (order.view) settled.set(order, { ...withoutFigures(order), counted: { source: order.view, target: order.view } });
  }
  return compared.map((each) => settled.get(each) ?? each);
}

async function billsOf(
  connector: BoundConnector,
  ledger: ConnectorLedger,
  { stream, ids }: { stream: string; ids: readonly string[] },
): Promise<DocumentView[]> {
  const views = (await readByIds(connector, stream, ids)).map(({ data }) => ledger.view(stream, data));
  return views.filter(({ state }) => !OFF.includes(state));
}

/**
 * In another currency each bill is converted, and rounded, on its own: what counts is that they say together what the
 * shop says in the currency of the order; in that of the company a cent for each bill is the rounding.
 */
function isConverted(
  own: readonly Compared[],
  views: readonly DocumentView[],
  { wanted, billed }: { wanted: DocumentFigures; billed: DocumentFigures },
): boolean {
  const sum = (amounts: readonly string[]) => Decimal.sum(amounts.map((amount) => Decimal.of(amount)));
  if (views.some(({ currency }) => currency === null || currency !== views[0]?.currency)) return false;
  if (!sum(own.flatMap(({ expected }) => expected.due ?? [])).equals(sum(views.map(({ due }) => due)))) return false;
  const most = Decimal.of("0.01").mul(Decimal.of(views.length));
  return compareFigures(wanted, billed).every(
    ({ expected, actual }) =>
      Decimal.of(expected ?? "0")
        .sub(Decimal.of(actual ?? "0"))
        .abs()
        .compare(most) <= 0,
  );
}

const isFigure = (field: string): boolean => ["net", "vat", "gross"].includes(field) || field.startsWith("vat:");

const hasFigures = ({ difference }: Compared): boolean => difference?.fields.some(({ field }) => isFigure(field)) ?? false;

function withoutFigures(compared: Compared): Compared {
  const { difference } = compared;
  const fields = difference?.fields.filter(({ field }) => !isFigure(field)) ?? [];
  return { ...compared, difference: difference && fields.length > 0 ? { ...difference, fields } : undefined };
}
