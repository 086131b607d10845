import type { TargetView } from "@/components/runs/types";

/** What people look for first. */
const RANKS = ["invoices", "creditnotes", "orders", "proposals", "shipments", "payments", "products", "services"];

/** A document of the target, once, under the name it ended up with. */
export type DocumentView = Pick<TargetView, "alias" | "stream" | "id" | "outcome"> & {
  /** Empty when the target gives none that people would know. */
  readonly ref: string;
};

/** The documents a record became, most telling first; actions on a document only give it its last reference. */
export function documentsOf(targets: readonly TargetView[]): DocumentView[] {
  const documents = targets.filter(({ stream }) => !stream.startsWith("action:"));
  return documents
    .map(({ alias, stream, id, ref, outcome }) => {
      const later = targets.findLast(
        (other) => other.id === id && other.ref !== "" && other.stream.startsWith(`action:${stream}:`),
      );
      // Ids that a connector composed name nothing in the target.
      return { alias, stream, id, outcome, ref: later?.ref ?? (ref || (id.includes(":") ? "" : id)) };
    })
    .sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ stream }: DocumentView): number {
  const rank = RANKS.indexOf(stream);
  return rank < 0 ? RANKS.length : rank;
}
