import type { ComboOption } from "@/components/ui/combobox";

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
  readonly rows: readonly RowView[];
  /** What values without a match become at run time (UI-26); null = their records fail. */
  readonly fallback: Target | null;
  readonly revision: number;
  /** Why the values of a side could not be read. */
  readonly unread: readonly string[];
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
