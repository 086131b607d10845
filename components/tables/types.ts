import type { ComboOption } from "@/components/ui/combobox";
import type { Action } from "@/components/ui/use-action";
import type { JsonObject } from "@/lib/core/json";

export type Cell = string | boolean | null;
export type Target = Readonly<Record<string, Cell>>;

export type ColumnView = {
  readonly key: string;
  readonly title: string;
  readonly required: boolean;
  readonly control: /** Values read from a system, or listed by the template; null = they could not be read. */
    | { readonly type: "choice"; readonly options: readonly ComboOption[] | null }
    | { readonly type: "switch" }
    | { readonly type: "text" };
};

export type ConditionView = {
  readonly fact: string;
  readonly title: string;
  /** null = they could not be read. */
  readonly options: readonly ComboOption[] | null;
};

/** A value of the source and what it becomes. */
export type RowView = {
  readonly source: string;
  readonly label: string;
  readonly target: Target;
  readonly origin: "auto" | "manual" | "default" | "none";
  /** Rule of auto-match that chose the row's values. */
  readonly reason: string | null;
};

export type TableView = {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly sourceTitle: string;
  readonly columns: readonly ColumnView[];
  /** What a row may be limited to, as the flows tell it with the value. */
  readonly conditions: readonly ConditionView[];
  readonly rows: readonly RowView[];
  /** What values without a match become at run time (UI-26); null = their records fail. */
  readonly fallback: Target | null;
  readonly revision: number;
  /** Flows that look up in it. */
  readonly users: readonly { readonly id: string; readonly name: string }[];
  /** Why the values of a side could not be read. */
  readonly unread: readonly string[];
};

/** What was done to a table, by whom. */
export type TableEventView = {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly by: string | null;
  readonly rows: number;
  readonly changes: readonly {
    /** null = the default. */
    readonly source: string | null;
    readonly label: string;
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
  }[];
};

/** How far the table covers live records of a flow; null = none of them looks up in it. */
export type TableCoverageView = {
  readonly flow: { readonly id: string; readonly name: string };
  readonly read: number;
  readonly coverage: {
    readonly records: number;
    readonly unmapped: number;
    readonly byDefault: number;
    readonly values: readonly { readonly code: string; readonly label: string; readonly records: number }[];
  } | null;
};

export type TableActions = {
  readonly save: Action<TableChangeInput>;
  readonly match: Action<{ id: string }, { added: readonly string[]; gone: readonly string[] }>;
  readonly importFile: Action<{ id: string; file: string; revision?: number }, { changed: number }>;
  readonly history: Action<{ id: string }, readonly TableEventView[]>;
  /** Absent for who may not read live records. */
  readonly measure?: Action<{ id: string }, readonly TableCoverageView[]>;
};

/** A table in the list beside the grid. */
export type TableSummary = {
  readonly id: string;
  readonly title: string;
  readonly mapped: number;
  readonly total: number;
  readonly hasFallback: boolean;
};

export type TableChangeInput = {
  id: string;
  revision: number;
  rows: { source: string; target: Record<string, Cell> }[];
  default?: Record<string, Cell> | null;
};
