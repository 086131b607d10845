"use client";

import { useMemo } from "react";
import type { EditorChoices } from "@/components/canvas/editor-types";
import type { ExpressionScope, TableValue } from "@/components/mapping/expression-scope";
import type { MappingActions } from "@/components/mapping/visual/types";

/** What the expressions of a flow may name. Values of a table are asked once; a request that was lost, again. */
export function useScope(flowId: string, { settings, tables }: EditorChoices, read: MappingActions["table"]): ExpressionScope {
  return useMemo(() => {
    const known = new Map<string, Promise<readonly TableValue[]>>();
    const ask = async (table: string) => {
      const result = await read({ flowId, table });
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    };
    const tableValues = (table: string) => {
      const asked =
        known.get(table) ??
        ask(table).catch(() => {
          known.delete(table);
          return [];
        });
      known.set(table, asked);
      return asked;
    };
    return { settings, tables, tableValues };
  }, [flowId, settings, tables, read]);
}
