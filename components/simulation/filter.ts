import type { SimulatedRecord } from "@/components/simulation/types";
import type { OutcomeKind } from "@/lib/core/outcomes";

/** What of a simulation is looked at. `stream`: only records with a write to it. */
export interface RecordFilter {
  readonly outcome: OutcomeKind | null;
  /** Replays: only what differs, or only what is the same. */
  readonly differs: boolean | null;
  readonly stream: string | null;
  readonly search: string;
}

export const ALL: RecordFilter = { outcome: null, differs: null, stream: null, search: "" };

export function matches(record: SimulatedRecord, { outcome, differs, stream, search }: RecordFilter): boolean {
  if (outcome !== null && record.outcome !== outcome) return false;
  if (differs !== null && record.differs !== differs) return false;
  if (stream !== null && !streamsOf(record).includes(stream)) return false;
  const words = search.trim().toLowerCase();
  if (words === "") return true;
  const texts = [record.key, record.label, record.name, ...record.writes.map(({ ref }) => ref)];
  return texts.some((text) => text.toLowerCase().includes(words));
}

/** Streams a record would write to; of a replay, those where the versions differ. Actions belong to what they act on. */
export function streamsOf({ writes, comparison }: SimulatedRecord): string[] {
  const all = comparison ? comparison.writes : writes.filter(({ outcome }) => outcome === "created" || outcome === "updated");
  return [...new Set(all.map(({ stream }) => stream).filter((stream) => !stream.startsWith("action:")))];
}

/** Would a real run write it? */
export function isWritten({ outcome }: Pick<SimulatedRecord, "outcome">): boolean {
  return outcome === "created" || outcome === "updated";
}
