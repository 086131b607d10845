import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { HttpRequest } from "@/connectors/contract";
import { parseLenientJson, type RawRecord, recordsOf } from "@/connectors/prestashop/body";
import { firstError, readErrors } from "@/connectors/prestashop/errors";
import { read } from "@/connectors/prestashop/read";
import { RESOURCES, type Resource } from "@/connectors/prestashop/resources";
import { basics, type StubAnswer, stubShop } from "@/connectors/prestashop/testing/stub";
import { toRecord } from "@/connectors/prestashop/values";
import { decimal } from "@/lib/core/decimal";
import type { Json, JsonObject } from "@/lib/core/json";

/** Recorded on a real PrestaShop 8.2.4 and not part of the project: without the folder these tests are skipped. */
const RECORDINGS = resolve("../shared/fixtures/prestashop");
const VECTORS = resolve("../shared/vectors");

const RecordingSchema = z.object({
  request: z.object({ method: z.string(), path: z.string(), query: z.string().nullable() }),
  response: z.object({ status: z.number(), body: z.string().nullable(), bodyEncoding: z.string().optional() }),
});

function recordings() {
  return readdirSync(RECORDINGS)
    .filter((file) => /^\d.*\.json$/.test(file))
    .map((file) => ({ file, ...RecordingSchema.parse(JSON.parse(readFileSync(resolve(RECORDINGS, file), "utf8"))) }));
}

const LANGUAGES = [
  { id: "1", iso: "en", active: true },
  { id: "2", iso: "fr", active: true },
];

const MISFITS: Readonly<Record<string, (value: Json) => boolean>> = {
  id: (value) => value !== null && typeof value !== "string",
  text: (value) => value !== null && typeof value !== "string",
  flag: (value) => typeof value !== "boolean",
  decimal: (value) => value !== null && (typeof value !== "string" || !/^-?\d*(\.\d+)?$/.test(value)),
  date: (value) => value !== null && (typeof value !== "string" || !/T.*[+-]\d\d:\d\d$/.test(value)),
  day: (value) => value !== null && (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)),
  translated: (value) => typeof value !== "object",
};

function misfits(resource: Resource, raw: RawRecord): string[] {
  const record = toRecord(resource, raw, { languages: LANGUAGES, zone: "Europe/Paris" });
  return Object.entries(record)
    .filter(([name]) => name !== "associations")
    .filter(([name, value]) => MISFITS[resource.kinds.get(name) ?? "unknown"]?.(value) ?? true)
    .map(([name, value]) => `${resource.name}.${name} = ${JSON.stringify(value)}`);
}

describe.skipIf(!existsSync(RECORDINGS))("recorded answers", () => {
  it("every field of every recorded record is known and of its kind", () => {
    const found = new Set<string>();
    let records = 0;
    for (const { request, response } of recordings()) {
      const resource = RESOURCES.get(request.path.split("/")[2] ?? "");
      const isList = request.method === "GET" && response.status === 200 && request.query?.includes("output_format=JSON");
      // A recorded price computed on demand (`price[my_final]`) is a field of that request alone.
      if (!resource || !isList || request.query?.includes("price[")) continue;
      for (const raw of recordsOf(parseLenientJson(response.body ?? "[]"))) {
        records += 1;
        for (const misfit of misfits(resource, raw)) found.add(misfit);
      }
    }
    expect([...found]).toEqual([]);
    expect(records).toBeGreaterThan(300);
  });

  it("every recorded refusal has its own code, never that of a PHP warning (quirk 11)", () => {
    const refusals = recordings().filter(
      ({ response }) => response.status >= 400 && /<error>|"errors"/.test(response.body ?? ""),
    );
    expect(refusals.length).toBeGreaterThan(80);
    for (const { response, file } of refusals) {
      const errors = readErrors(response.body ?? "");
      const own = errors.filter((error) => !error.message.startsWith("[PHP"));
      expect({ file, error: firstError(response.body ?? "") }).toEqual({ file, error: own[0] });
    }
  });
});

const RESOURCE_OF: Readonly<Record<string, string>> = {
  details: "order_details",
  cart_rules: "order_cart_rules",
  carriers: "order_carriers",
  payments: "order_payments",
  histories: "order_histories",
  invoices: "order_invoices",
  slips: "order_slip",
  addresses: "addresses",
};

function vectorTables(): Map<string, RawRecord[]> {
  const RowsSchema = z.array(z.record(z.string(), z.json()));
  const lists = z.record(z.string(), z.json()).parse(JSON.parse(readFileSync(resolve(VECTORS, "prestashop-shop.json"), "utf8")));
  const tables = new Map(
    Object.entries(lists).flatMap(([name, rows]) => (Array.isArray(rows) ? [[name, RowsSchema.parse(rows)] as const] : [])),
  );
  const add = (name: string, row: RawRecord) => {
    const rows = tables.get(name) ?? [];
    tables.set(name, rows);
    if (!rows.some((known) => known.id === row.id)) rows.push(row);
  };
  for (const line of readFileSync(resolve(VECTORS, "prestashop-orders.jsonl"), "utf8").trim().split("\n")) {
    const order = z.record(z.string(), z.json()).parse(JSON.parse(line));
    for (const [key, name] of [
      ["order", "orders"],
      ["customer", "customers"],
    ] as const)
      add(name, RowsSchema.parse([order[key]])[0] ?? {});
    for (const [key, name] of Object.entries(RESOURCE_OF)) for (const row of RowsSchema.parse(order[key])) add(name, row);
  }
  return tables;
}

/** The lists of the recorded shop, with the filters the orders stream uses. */
function answerFrom(tables: ReadonlyMap<string, RawRecord[]>, request: HttpRequest): StubAnswer {
  const name = request.path.slice("api/".length);
  let rows = tables.get(name) ?? [];
  for (const [key, value] of Object.entries(request.query ?? {})) {
    const field = /^filter\[(\w+)\]$/.exec(key)?.[1];
    if (field === undefined) continue;
    const wanted = String(value)
      .replace(/^>?\[|\]$/g, "")
      .split("|");
    rows = rows.filter((row) =>
      String(value).startsWith(">") ? Number(row[field]) > Number(wanted[0]) : wanted.includes(String(row[field])),
    );
  }
  const sorted = [...rows].sort((a, b) => Number(a.id) - Number(b.id)).slice(0, Number(request.query?.limit ?? rows.length));
  return { body: JSON.stringify(sorted.length > 0 ? { [name]: sorted } : []) };
}

describe.skipIf(!existsSync(VECTORS))("orders of a real shop", () => {
  it("each is read whole, as a sale of exactly what was paid, about 13 requests per hundred", async () => {
    const tables = vectorTables();
    const { ctx, requests } = stubShop((request) =>
      request.path === "api/languages" ? answerFrom(tables, request) : (basics(request) ?? answerFrom(tables, request)),
    );
    const orders: JsonObject[] = [];
    let cursor: Json | null = null;
    do {
      const page = await read(ctx, { stream: "orders", cursor, pageSize: 100, since: null });
      orders.push(...page.records.map((record) => record.data));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(orders).toHaveLength(tables.get("orders")?.length ?? 0);
    for (const order of orders) {
      expect(order.saleProblem).toBeNull();
      expect(order).toMatchObject({
        customer: { id: order.id_customer },
        invoiceAddress: { id: order.id_address_invoice },
        state: { id: order.current_state },
      });
      const { sale } = z.object({ sale: z.object({ totals: z.object({ due: z.string() }) }) }).parse(order);
      expect(decimal(sale.totals.due).equals(decimal(String(order.total_paid)))).toBe(true);
    }
    expect(requests.length / (orders.length / 100)).toBeLessThan(14);
  });
});
