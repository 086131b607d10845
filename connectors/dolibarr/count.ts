import type { CountRequest } from "@/connectors/contract";
import { type Context, get, list } from "@/connectors/dolibarr/client";
import { and } from "@/connectors/dolibarr/filters";
import { readClauses } from "@/connectors/dolibarr/read";
import type { StreamTable } from "@/connectors/dolibarr/streams/table";
import { countByAsking } from "@/lib/core/count";
import { isJsonObject } from "@/lib/core/json";

/** Lists that say how many there are when asked to (`pagination_data`, from version 20 on). */
const COUNTED = new Set(["/products", "/orders", "/invoices"]);

/** How many rows a read would bring: told by the list, or found by asking for rows at chosen places. */
export async function count(ctx: Context, table: StreamTable, request: CountRequest): Promise<number | null> {
  if (request.keys) return request.keys.length;
  const query = { ...table.listQuery, sortfield: "t.rowid", limit: 1, properties: "id" };
  const clauses = readClauses(ctx, table, request);
  const filtered = clauses.length > 0 ? { ...query, sqlfilters: and(clauses) } : query;
  const told = COUNTED.has(table.path)
    ? totalOf(await get(ctx, table.path, { ...filtered, pagination_data: "true" }))
    : undefined;
  return told ?? countByAsking(async (page) => (await list(ctx, table.path, { ...filtered, page })).length > 0);
}

/** undefined from a version that does not know the parameter and answers rows. */
function totalOf(answer: unknown): number | undefined {
  if (!isJsonObject(answer) || !isJsonObject(answer.pagination)) return undefined;
  const total = Number(answer.pagination.total);
  return Number.isInteger(total) ? total : undefined;
}
