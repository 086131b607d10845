import type { RawRecord } from "@/connectors/prestashop/body";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { idParts, valueParts } from "@/connectors/prestashop/filters";
import { languages, timeZone } from "@/connectors/prestashop/reference";
import { resourceOf } from "@/connectors/prestashop/resources";
import { type Reading, toRecord } from "@/connectors/prestashop/values";
import type { Json, JsonObject } from "@/lib/core/json";

/** What every conversion of a read needs; two requests at the first call of a run. */
export async function reading(ctx: PrestashopContext): Promise<Reading> {
  const [known, zone] = await Promise.all([languages(ctx), timeZone(ctx)]);
  return { languages: known, zone };
}

/**
 * The rows of another list that belong to a page of records: one request for the whole page (more only when the
 * request line would grow too long), never one per record. `0` is PrestaShop's "none".
 */
export async function related(
  ctx: PrestashopContext,
  name: string,
  field: string,
  values: readonly (Json | undefined)[],
): Promise<RawRecord[]> {
  const wanted = [...new Set(values.map((value) => String(value ?? "")))].filter((value) => value !== "" && value !== "0");
  const isId = resourceOf(name).kinds.get(field) === "id";
  const parts = isId ? idParts(wanted) : valueParts(field, wanted);
  const lists = await Promise.all(
    parts.map(async (part) => {
      const rows = await list(ctx, resourceOf(name), { filters: { [field]: part.filter } });
      return part.keep ? rows.filter(part.keep) : rows;
    }),
  );
  return lists.flat();
}

/** The same, as records. */
export async function relatedRecords(
  ctx: PrestashopContext,
  name: string,
  field: string,
  values: readonly (Json | undefined)[],
): Promise<JsonObject[]> {
  const [rows, how] = await Promise.all([related(ctx, name, field, values), reading(ctx)]);
  return rows.map((row) => toRecord(resourceOf(name), row, how));
}

export function groupBy(records: readonly JsonObject[], field: string): ReadonlyMap<string, JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const record of records) {
    const key = String(record[field]);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return groups;
}

export function byId(records: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  return new Map(records.map((record) => [String(record.id), record]));
}
