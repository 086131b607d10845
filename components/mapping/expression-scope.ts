import { createContext, useContext } from "react";

/** What may be named in the expressions of a flow beside the record. */
export interface ExpressionScope {
  readonly settings: readonly { readonly value: string; readonly label: string }[];
  readonly tables: readonly { readonly value: string; readonly label: string }[];
  /** Values a table has a row for; asked when a text needs them, and kept. */
  readonly tableValues: (table: string) => Promise<readonly TableValue[]>;
}

export interface TableValue {
  readonly value: string;
  readonly label: string;
}

const NOTHING: ExpressionScope = { settings: [], tables: [], tableValues: async () => [] };

export const ExpressionScopeContext = createContext<ExpressionScope>(NOTHING);

export function useExpressionScope(): ExpressionScope {
  return useContext(ExpressionScopeContext);
}
