import type { EvaluationResult } from "@/engine/interpreter/ports";
import { findInTable } from "@/engine/mapping/tables";
import type { IgnoreReason, Item } from "@/engine/nodes/contract";
import { defineRunner } from "@/engine/nodes/define-node";
import { evaluateItems } from "@/engine/nodes/shared/evaluate";
import { badResult, type Failure } from "@/engine/nodes/shared/failures";
import { OUT } from "@/engine/nodes/shared/handles";
import { AppError, type ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import { setPath } from "@/lib/core/json-path";
import type { MapTableConfig } from "./definition";

export const mapTableRunner = defineRunner<MapTableConfig>({
  async run({ config, items, ctx }) {
    const table = ctx.table(config.table);
    if (table === undefined) {
      const message = `there is no table ${config.table}`;
      throw new AppError({ code: "mapping.table_unknown", category: "config", message, details: { table: config.table } });
    }
    const results = await evaluateItems(ctx, config.source, items);
    const emitted: Item[] = [];
    const failed: Failure[] = [];
    const ignored: { item: Item; reason: IgnoreReason }[] = [];
    for (const [index, item] of items.entries()) {
      const code = codeOf(results[index]);
      if (!code.ok) {
        failed.push({ item, error: code.error });
        continue;
      }
      const found = findInTable(table, code.value);
      if (found !== undefined) emitted.push({ ...item, data: setPath(item.data, config.into, found) });
      else if (config.onMissing === "null") emitted.push({ ...item, data: setPath(item.data, config.into, null) });
      else if (config.onMissing === "ignore")
        ignored.push({ item, reason: { code: "missingDependency", text: `${config.table}: ${code.value}` } });
      else failed.push({ item, error: unmapped(config.table, code.value) });
    }
    return { emit: { [OUT]: emitted }, failed, ignored };
  },
});

type Code = { ok: true; value: string } | { ok: false; error: ErrorInfo };

function codeOf(result: EvaluationResult | undefined): Code {
  if (result === undefined) return { ok: false, error: badResult("a value to translate", undefined) };
  if (!result.ok) return result;
  const value: Json | undefined = result.value;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { ok: true, value: String(value) };
  return { ok: false, error: badResult("a value to translate", value) };
}

function unmapped(table: string, code: string): ErrorInfo {
  return {
    code: "mapping.table_unmapped",
    category: "data",
    message: `${code} has no row in the table ${table}, which has no default`,
    details: { table, code },
  };
}
