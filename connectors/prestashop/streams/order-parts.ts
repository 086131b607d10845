import type { PrestashopContext } from "@/connectors/prestashop/config";
import { reference, referenceById } from "@/connectors/prestashop/reference";
import { byId, groupBy, reading, related, relatedRecords } from "@/connectors/prestashop/related";
import { resourceOf } from "@/connectors/prestashop/resources";
import { associationRows, toRecord } from "@/connectors/prestashop/values";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

type ByKey = ReadonlyMap<string, JsonObject[]>;
type ById = ReadonlyMap<string, JsonObject>;

/** A reference list as records by id. */
export async function referenceRecords(ctx: PrestashopContext, name: string): Promise<ById> {
  const [rows, how] = await Promise.all([referenceById(ctx, name), reading(ctx)]);
  return new Map([...rows].map(([id, row]) => [id, toRecord(resourceOf(name), row, how)]));
}

/** order_details of the orders, each with `taxes: [{id, rate}]`: the webservice names taxes by id only. */
export async function orderLines(ctx: PrestashopContext, orderIds: readonly Json[]): Promise<ByKey> {
  const [lines, taxes] = await Promise.all([
    relatedRecords(ctx, "order_details", "id_order", orderIds),
    referenceById(ctx, "taxes"),
  ]);
  return groupBy(
    lines.map((line) => withRates(line, taxes)),
    "id_order",
  );
}

/** `taxes: [{id, rate}]`; rate null for a tax the shop has deleted: it is gone from every list. */
function withRates({ associations, ...line }: JsonObject, taxes: ReadonlyMap<string, JsonObject>): JsonObject {
  const rows = isJsonObject(associations) ? associationRows(associations.taxes) : [];
  const rateOf = (id: string) => (id === "0" ? "0" : (taxes.get(id)?.rate ?? null));
  return { ...line, taxes: rows.map(({ id = "0" }) => ({ id, rate: rateOf(String(id)) })) };
}

/** Lines of the stream `order_details`. */
export async function withTaxRates(ctx: PrestashopContext, lines: readonly JsonObject[]): Promise<JsonObject[]> {
  const taxes = await referenceById(ctx, "taxes");
  return lines.map((line) => withRates(line, taxes));
}

/** Rows of a list by order id, without their empty associations. */
export async function orderRows(ctx: PrestashopContext, name: string, orderIds: readonly Json[]): Promise<ByKey> {
  const rows = await relatedRecords(ctx, name, "id_order", orderIds);
  return groupBy(rows.map(withoutAssociations), "id_order");
}

export function withoutAssociations({ associations: _associations, ...record }: JsonObject): JsonObject {
  return record;
}

/** Payments have no order id: they are found by the order's reference. */
export async function orderPayments(ctx: PrestashopContext, references: readonly Json[]): Promise<ByKey> {
  const rows = await relatedRecords(ctx, "order_payments", "order_reference", references);
  const currencies = await referenceById(ctx, "currencies");
  const named = rows.map((row) => ({
    ...withoutAssociations(row),
    currency: String(currencies.get(String(row.id_currency))?.iso_code ?? ""),
  }));
  return groupBy(named, "order_reference");
}

/** Credit slips with their `lines`. */
export async function orderSlips(ctx: PrestashopContext, orderIds: readonly Json[]): Promise<ByKey> {
  const rows = await relatedRecords(ctx, "order_slip", "id_order", orderIds);
  return groupBy(rows.map(toSlip), "id_order");
}

export function toSlip({ associations, ...slip }: JsonObject): JsonObject {
  return { ...slip, lines: isJsonObject(associations) ? associationRows(associations.order_slip_details) : [] };
}

export async function customersOf(ctx: PrestashopContext, ids: readonly (Json | undefined)[]): Promise<ById> {
  return byId((await relatedRecords(ctx, "customers", "id", ids)).map(withGroups));
}

/** `groups`: ids of the customer's groups. */
export function withGroups({ associations, ...customer }: JsonObject): JsonObject {
  const rows = isJsonObject(associations) ? associationRows(associations.groups) : [];
  return { ...customer, groups: rows.map((row) => row.id ?? "") };
}

/** Addresses by id, with `country` and `state` by name and ISO code. */
export async function addressesOf(ctx: PrestashopContext, ids: readonly (Json | undefined)[]): Promise<ById> {
  const rows = await related(ctx, "addresses", "id", ids);
  const how = await reading(ctx);
  const records = rows.map((row) => toRecord(resourceOf("addresses"), row, how));
  return byId(await withPlaces(ctx, records));
}

export async function withPlaces(ctx: PrestashopContext, addresses: readonly JsonObject[]): Promise<JsonObject[]> {
  const countries = await referenceRecords(ctx, "countries");
  const hasStates = addresses.some(({ id_state }) => id_state !== undefined && id_state !== "0");
  const states = new Map((hasStates ? await reference(ctx, "states") : []).map((state) => [String(state.id), state]));
  return addresses.map((address) => {
    const country = countries.get(String(address.id_country));
    const state = states.get(String(address.id_state));
    return {
      ...withoutAssociations(address),
      country: country ? { id: country.id ?? "", iso_code: country.iso_code ?? "", name: country.name ?? {} } : null,
      state: state ? { id: String(state.id), iso_code: String(state.iso_code), name: String(state.name) } : null,
    };
  });
}
