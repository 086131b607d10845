import { z } from "zod";
import {
  type Connector,
  type ConnectorLimits,
  defineConnector,
  type FindMatches,
  type HttpClient,
  type WriteOutcome,
} from "@/connectors/contract";
import { AppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";

/** Records the ERP takes in one call, and asks for in one: what WooCommerce, HubSpot and Zoho allow. */
export const BATCH = 100;
export const PARALLEL_WRITES = 4;

const ConfigSchema = z.strictObject({ url: z.string() });
type Config = z.infer<typeof ConfigSchema>;

/** Trusted: they come from this bench. */
type ProductPage = { readonly records: readonly (JsonObject & Product)[]; readonly next: number | null };
export type Product = {
  readonly id: string;
  readonly sku: string;
  readonly summary: string;
  readonly brand: string;
  readonly category: { id: string; name: string };
  readonly taxRate: string;
  readonly active: boolean;
};

const limits: ConnectorLimits = {
  parallelReads: 4,
  parallelWrites: PARALLEL_WRITES,
  writeBatch: BATCH,
  requestsPerSecond: 1_000_000,
  burst: 1_000_000,
  pageSize: 500,
};

function stub(id: string, does: Pick<Connector<Config>, "read" | "write" | "find">): Connector<Config> {
  return defineConnector<Config>({
    spec: {
      id,
      title: id,
      versions: "1",
      docsUrl: "https://example.com",
      badge: { text: "St", tone: "blue" },
      config: ConfigSchema,
      fields: [],
      auth: "token",
      limits,
      idempotency: "externalRef",
    },
    check: async () => ({ ok: true, message: { en: "", fr: "" }, problems: [] }),
    discover: async () => ({ streams: [] }),
    lookup: async () => ({ items: [] }),
    actions: {},
    ...does,
  });
}

const refused = async (): Promise<never> => {
  throw new AppError({ code: "connector.unsupported", category: "config", message: "The stub does not do this" });
};

export const stubShop = stub("stub-shop", {
  write: refused,
  find: refused,
  read: async ({ http }, { cursor }) => {
    const page = await readProducts(http, typeof cursor === "number" ? cursor : 0);
    const records = page.records.map((data) => ({ key: data.id, label: data.sku, data }));
    return { records, nextCursor: page.next, watermark: null };
  },
});

export const stubErp = stub("stub-erp", {
  read: refused,
  find: async ({ http }, { candidates }) => {
    const parts = slices(candidates).map(async (part): Promise<FindMatches[]> => {
      const found = await findProducts(
        http,
        part.map(({ externalRef }) => externalRef),
      );
      return part.map(({ key, externalRef }) => {
        const id = found.get(externalRef);
        return { key, matches: id === undefined ? [] : [{ id }] };
      });
    });
    return (await Promise.all(parts)).flat();
  },
  write: async ({ http }, { records }) => {
    const parts = slices(records).map(async (part): Promise<WriteOutcome[]> => {
      const sent = part.map(({ externalRef, targetId, data }) => ({
        externalRef,
        ...(targetId ? { id: targetId } : {}),
        ...data,
      }));
      const results = await writeProducts(http, sent);
      return results.map(({ id, status }) => ({ outcome: status, id }));
    });
    return (await Promise.all(parts)).flat();
  },
});

/** The requests themselves, shared with the loop that is not durable. */
export async function readProducts(http: HttpClient, after: number): Promise<ProductPage> {
  return (await call(http, "GET", `/shop/products?after=${after}`)) as ProductPage;
}

export async function findProducts(http: HttpClient, refs: readonly string[]): Promise<Map<string, string>> {
  const { found } = (await call(http, "POST", "/erp/find", [...refs])) as { found: { ref: string; id: string }[] };
  return new Map(found.map(({ ref, id }) => [ref, id]));
}

export async function writeProducts(http: HttpClient, records: readonly Json[]) {
  const { results } = (await call(http, "POST", "/erp/batch", [...records])) as {
    results: { id: string; status: "created" | "updated" }[];
  };
  return results;
}

async function call(http: HttpClient, method: "GET" | "POST", path: string, body?: Json): Promise<unknown> {
  const answer = await http.request({
    method,
    path,
    accept: ["json"],
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  return answer.json();
}

export function slices<T>(list: readonly T[]): T[][] {
  const made: T[][] = [];
  for (let start = 0; start < list.length; start += BATCH) made.push(list.slice(start, start + BATCH));
  return made;
}
