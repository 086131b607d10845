import type { FindCandidate, FindMatches, FindRequest } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import { list } from "@/connectors/prestashop/client";
import type { PrestashopContext } from "@/connectors/prestashop/config";
import { sameText, textsOf, valueParts } from "@/connectors/prestashop/filters";
import { mainLanguage } from "@/connectors/prestashop/reference";
import { reading } from "@/connectors/prestashop/related";
import { type Resource, resourceOf } from "@/connectors/prestashop/resources";
import { isFlagSet, labelOf, toRecord } from "@/connectors/prestashop/values";
import { AppError } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";

/**
 * Records whose `by` fields equal a candidate's, as the shop's database compares (no case, no accents); all candidates
 * in one request as far as its length allows. References are not unique in PrestaShop: several hits are possible.
 * PrestaShop has no field for our reference, so `externalRef` finds nothing.
 */
export async function find(ctx: PrestashopContext, request: FindRequest): Promise<FindMatches[]> {
  const resource = resourceOf(request.stream);
  if (request.by === "externalRef") return request.candidates.map(({ key }) => ({ key, matches: [] }));
  const fields = request.by;
  const candidates = request.candidates.map((candidate) => fitting(resource, candidate));
  for (const field of fields) assertSearchable(resource, field);
  const searched = candidates.filter((candidate) => fields.every((field) => candidateText(candidate, field) !== ""));
  if (searched.length === 0) return request.candidates.map(({ key }) => ({ key, matches: [] }));
  const [rows, how, language] = await Promise.all([search(ctx, resource, fields, searched), reading(ctx), mainLanguage(ctx)]);
  return candidates.map((candidate) => {
    const matching = searched.includes(candidate)
      ? preferred(
          resource,
          fields,
          candidate,
          rows.filter((row) => matches(row, fields, candidate)),
        )
      : [];
    return { key: candidate.key, matches: matching.map((row) => toMatch(resource, toRecord(resource, row, how), language)) };
  });
}

/** A name that would be made fit on the way in is looked for as it would be. */
function fitting({ fitting }: Resource, candidate: FindCandidate): FindCandidate {
  const values = Object.entries(candidate.values).map(([field, value]) => {
    const made = fitting[field];
    return [field, made && typeof value === "string" ? made(value) : value] as const;
  });
  return { ...candidate, values: Object.fromEntries(values) };
}

function assertSearchable(resource: Resource, field: string): void {
  if (resource.kinds.has(field) && !resource.unfilterable.has(field)) return;
  throw new AppError({
    code: "connector.unsupported",
    category: "config",
    message: `Cannot search ${resource.name} by ${field}`,
    details: { stream: resource.name, field },
  });
}

function candidateText(candidate: FindCandidate, field: string): string {
  const value = candidate.values[field];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** One request per part of the field with the most different values; the others narrow it where one request can hold them. */
async function search(
  ctx: PrestashopContext,
  resource: Resource,
  fields: readonly string[],
  candidates: readonly FindCandidate[],
): Promise<RawRecord[]> {
  const parts = fields.map((field) => ({
    field,
    parts: valueParts(
      field,
      candidates.map((candidate) => candidateText(candidate, field)),
    ),
  }));
  const [main, ...others] = parts.sort((a, b) => b.parts.length - a.parts.length);
  if (!main) return [];
  const narrow = others.flatMap(({ field, parts: [only, ...more] }) => (only && more.length === 0 ? [[field, only.filter]] : []));
  const found = new Map<string, RawRecord>();
  for (const part of main.parts) {
    const rows = await list(ctx, resource, { filters: { ...Object.fromEntries(narrow), [main.field]: part.filter } });
    for (const row of rows) found.set(String(row.id), row);
  }
  return [...found.values()];
}

function matches(row: RawRecord, fields: readonly string[], candidate: FindCandidate): boolean {
  return fields.every((field) => textsOf(row[field]).some((text) => sameText(text, candidateText(candidate, field))));
}

/** Written exactly alike before alike without case; accounts before guests and deleted ones. */
function preferred(
  resource: Resource,
  fields: readonly string[],
  candidate: FindCandidate,
  rows: readonly RawRecord[],
): readonly RawRecord[] {
  const exact = rows.filter((row) => fields.every((field) => textsOf(row[field]).includes(candidateText(candidate, field))));
  const alike = exact.length > 0 ? exact : rows;
  if (!resource.kinds.has("deleted")) return alike;
  const kept = alike.filter((row) => !isFlagSet(row.deleted));
  const accounts = kept.filter((row) => !isFlagSet(row.is_guest));
  return accounts.length > 0 ? accounts : kept;
}

function toMatch(resource: Resource, data: JsonObject, language: string) {
  const ref = ["reference", "email", "iso_code"]
    .map((name) => data[name])
    .find((value) => typeof value === "string" && value !== "");
  return { id: String(data.id), label: labelOf(resource, data, language), data, ...(typeof ref === "string" ? { ref } : {}) };
}
