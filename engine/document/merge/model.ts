import type { FlowDocument } from "@/engine/document/schema";
import type { Json } from "@/lib/core/json";

/** The document both sides began with, what it became here, and what its template made of it. */
export interface ThreeWay {
  readonly base: FlowDocument;
  readonly ours: FlowDocument;
  readonly theirs: FlowDocument;
}

/** Something the template changed and this flow has not: taken or refused by itself. */
export interface Difference {
  /** The same for the same difference, as long as the three documents are. */
  readonly id: string;
  /** Changed here too, otherwise: to take it loses what was done here. */
  readonly isConflict: boolean;
  readonly what: NodeDifference | EdgeDifference | ValueDifference;
}

/** Its edges come and go with it. */
export interface NodeDifference {
  readonly kind: "node.added" | "node.removed";
  readonly nodeId: string;
}

export interface EdgeDifference {
  readonly kind: "edge.added" | "edge.removed";
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  readonly targetHandle: string;
}

/** A side without a value lacks its key. */
export interface ValueDifference {
  readonly kind: "value";
  /** Absent for what the flow itself is: `name`, `settings.pageSize`. */
  readonly nodeId?: string;
  /** Names from the node down: `config`, `record`. */
  readonly path: readonly string[];
  /** Inside a mapping: names of the field of the target, or `$name` of a variable. */
  readonly field?: readonly string[];
  readonly base?: Json;
  readonly ours?: Json;
  readonly theirs?: Json;
}
