import type { TableValue } from "@/components/mapping/expression-scope";
import type { Action } from "@/components/ui/use-action";
import type { FlowDocument } from "@/engine/document/schema";
import type { FieldProblem } from "@/engine/mapping/visual/check";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** A record that arrives at the node, as a try found it. */
export interface MappingSample {
  readonly key: string;
  readonly label: string;
  readonly data: JsonObject;
  readonly links: Readonly<Record<string, unknown>>;
}

export interface MappingTable {
  readonly id: string;
  readonly integrationId: string;
  readonly key: string;
  readonly title: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  /** Number of source values, and the labels of those without a target. */
  readonly values: number;
  readonly unmapped: readonly string[];
}

/** Both sides of a mapping, and what its rules may name. */
export interface MappingDescription {
  readonly input: JsonObject;
  /** null: the record is free, as that of a Transform. */
  readonly target: { readonly title: string; readonly schema: JsonObject } | null;
  readonly links: readonly { readonly alias: string; readonly title: string }[];
  readonly settings: readonly string[];
  readonly tables: readonly MappingTable[];
  /** How templates of the gallery fill the same fields. */
  readonly known: readonly { readonly field: string; readonly text: string }[];
}

/** How far a table covers what live records look up in it. */
export interface TableCoverageView {
  readonly table: string;
  readonly records: number;
  readonly unmapped: number;
  readonly byDefault: number;
  readonly values: readonly { readonly code: string; readonly label: string; readonly records: number }[];
}

/** What was counted on live records, for the mapper of one node. */
export interface MapperCoverage {
  /** Records read; null = nothing was counted yet. */
  readonly records: number | null;
  readonly tables: readonly TableCoverageView[];
  readonly problems: readonly FieldProblem[];
  readonly isBusy: boolean;
  measure(): void;
}

export interface PreviewResult {
  readonly id: string;
  /** Absent = nothing: the field is left out. */
  readonly value?: Json;
  readonly error?: ErrorInfo;
}

/** What the mapper asks of the server. */
export interface MappingActions {
  readonly describe: Action<{ flowId: string; document: FlowDocument; nodeId: string }, MappingDescription>;
  readonly preview: (input: PreviewRequest) => ReturnType<Action<PreviewRequest, readonly PreviewResult[]>>;
  readonly lookup: Action<
    { flowId: string; connection: string; lookup: string },
    readonly { readonly value: string; readonly label: string }[]
  >;
  /** Values that a table of the integration has a row for. */
  readonly table: Action<{ flowId: string; table: string }, readonly TableValue[]>;
}

export interface PreviewRequest {
  readonly flowId: string;
  readonly sample: { key: string; label: string; data: JsonObject; links: Record<string, never> };
  readonly expressions: { id: string; text: string }[];
}
