import { type LookedUp, readLookedUp } from "@/engine/mapping/row-conditions";
import { findInTable } from "@/engine/mapping/tables";
import type { IgnoreReason, Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateEach } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { OUT } from "@/engine/nodes/shared/handles";
import { AppError, type ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import { setPath } from "@/lib/core/json-path";
import type { MapTableConfig } from "./definition";

export const mapTableRunner = defineRunner<MapTableConfig>({
  async run({ config, items, ctx }) {
    const { into, onMissing } = config;
    const table = ctx.table(config.table);
    if (table === undefined) throw unknownTable(config.table);
    const { done, failed } = await evaluateEach(ctx, config.source, items);
    const emitted: Item[] = [];
    const refused: Failure[] = [];
    const ignored: { item: Item; reason: IgnoreReason }[] = [];
    for (const { item, value } of done) {
      const code = codeOf(value);
      const found = code === undefined ? undefined : findInTable(table, code, onMissing !== "fail");
      if (found !== undefined) emitted.push({ ...item, data: setPath(item.data, into, found) });
      else if (onMissing === "null") emitted.push({ ...item, data: setPath(item.data, into, null) });
      else if (onMissing === "ignore")
        ignored.push({ item, reason: { code: "missingDependency", text: `${config.table}: ${code?.code ?? ""}` } });
      else
        refused.push({
          item,
          error: code === undefined ? badResult("a value to translate", value) : unmapped(config.table, code.code),
        });
    }
    return { emit: { [OUT]: emitted }, failed: [...failed, ...refused], ignored };
  },
});

function codeOf(value: Json | undefined): LookedUp | undefined {
  return value === undefined || value === null ? undefined : readLookedUp(value);
}

function unmapped(table: string, code: string): ErrorInfo {
  return {
    code: "mapping.table_unmapped",
    category: "data",
    message: `${code} has no row in the table ${table}, which has no default`,
    details: { table, code },
  };
}

function unknownTable(table: string): AppError {
  const message = `there is no table ${table}`;
  return new AppError({ code: "mapping.table_unknown", category: "config", message, details: { table } });
}
