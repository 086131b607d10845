import type { Evaluator, RunTable } from "@/engine/interpreter/ports";
import { createInlineEvaluator } from "@/engine/mapping/inline-evaluator";
import type { WatchedTable } from "@/engine/mapping/tables";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** A look-up that was made: which value, in which table, by which expression, for which record. */
export interface TableUse {
  readonly table: string;
  readonly code: string;
  /** Key of the record; a number of its own where none is known. */
  readonly record: string;
  /** Without a row the record goes on by an answer of its own. */
  readonly isOptional: boolean;
  /** The expression; null for a step that looks up by itself. */
  readonly expression: string | null;
}

export interface TableWatch {
  readonly tables: readonly RunTable[];
  readonly evaluator: Evaluator;
  uses(): readonly TableUse[];
}

/**
 * Tables and an evaluator that note each look-up. A value without a row gets the values of another row, so that what
 * comes after it in the record is seen too: nothing that is made with it may be written.
 */
export function watchTables(tables: readonly RunTable[]): TableWatch {
  const uses: TableUse[] = [];
  let now: { record: string; expression: string } | undefined;
  const watched = tables.map((table): WatchedTable => {
    const [standIn] = Object.values(table.rows);
    return {
      ...table,
      fallback: table.fallback ?? standIn ?? ({ value: "?" } satisfies JsonObject),
      onLookUp: (code, isOptional) => {
        uses.push({ table: table.key, code, isOptional, record: `#${uses.length}`, expression: null, ...now });
      },
    };
  });
  const inner = createInlineEvaluator({ tables: new Map(watched.map((table) => [table.key, table])) });
  return {
    tables: watched,
    uses: () => uses,
    evaluator: {
      // One record after the other: a look-up belongs to the record that is evaluated.
      evaluate: async (expression, inputs) => {
        const results = [];
        for (const input of inputs) {
          const { item } = input.bindings;
          const key = isJsonObject(item) && typeof item.key === "string" ? item.key : "";
          now = { record: key.split("#", 1)[0] ?? key, expression };
          results.push(...(await inner.evaluate(expression, [input])));
        }
        now = undefined;
        return results;
      },
    },
  };
}
