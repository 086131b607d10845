import type { ConnectorLedger, PlannedDocument } from "@/connectors/contract";
import type { PlannedWrite } from "@/engine/interpreter/ports";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** One record of the target that a flow makes of a source record. */
export interface Wanted {
  /** Key of the source record as it was read. */
  readonly key: string;
  readonly stream: string;
  /** Id in the target; undefined where nothing is linked yet. */
  readonly targetId: string | undefined;
  readonly targetRef: string;
  readonly planned: PlannedDocument;
  /** A second one of the stream made of the same record: a credit note. */
  readonly alias: string;
}

const PLANNED = "planned:";

/** Writes and actions of one source record, by what they are about. */
export function gatherWanted(
  key: string,
  writes: readonly PlannedWrite[],
  streams: readonly string[],
  ledger: ConnectorLedger | undefined,
): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const at = (stream: string, id: string) => `${stream} ${id}`;
  for (const write of writes) {
    // What waits for an answer, or is passed over, is no business of a comparison.
    if (!streams.includes(write.stream) || write.outcome === "ignored" || write.outcome === "review") continue;
    const id = write.link?.id ?? "";
    const targetId = isThere(id) ? id : ledger?.keyOf?.(write.stream, write.after);
    const known = wanted.get(at(write.stream, id))?.planned;
    // A second write of the same record, such as an edit, goes on from the first.
    const planned = { record: { ...known?.record, ...write.after }, actions: known?.actions ?? [], payments: [] };
    wanted.set(at(write.stream, id), {
      ...{ key, stream: write.stream, alias: write.alias, planned, targetId },
      targetRef: write.link?.ref ?? "",
    });
  }
  for (const write of writes) {
    const [kind, stream = "", action = ""] = write.stream.split(":");
    if (kind === "action") addAction(wanted, { key, stream, action, write, streams });
    else if (write.stream === "payments") addPayment(wanted, write.after);
  }
  return [...wanted.values()];
}

function isThere(id: string): boolean {
  return id !== "" && !id.startsWith(PLANNED);
}

/** An action on a document the flow does not write: an order that is cancelled. */
function addAction(
  wanted: Map<string, Wanted>,
  input: { key: string; stream: string; action: string; write: PlannedWrite; streams: readonly string[] },
): void {
  const { key, stream, action, write, streams } = input;
  const id = write.link?.id ?? "";
  if (!streams.includes(stream) || id === "") return;
  const place = `${stream} ${id}`;
  const known = wanted.get(place);
  if (known) {
    wanted.set(place, { ...known, planned: { ...known.planned, actions: [...known.planned.actions, action] } });
    return;
  }
  const planned = { record: null, actions: [action], payments: [] };
  wanted.set(place, { key, stream, targetId: id, targetRef: write.link?.ref ?? "", alias: stream, planned });
}

function addPayment(wanted: Map<string, Wanted>, payment: JsonObject): void {
  const place = `invoices ${String(payment.invoice ?? "")}`;
  const known = wanted.get(place);
  if (!known || !isJsonObject(payment)) return;
  wanted.set(place, { ...known, planned: { ...known.planned, payments: [...known.planned.payments, payment] } });
}
