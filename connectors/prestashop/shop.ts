import type { HttpClient } from "@/connectors/contract";
import type { RawRecord } from "@/connectors/prestashop/body";
import { type PrestashopConfig, PrestashopConfigSchema, type PrestashopContext } from "@/connectors/prestashop/config";

const CACHE_MS = 5 * 60_000;

type Cached = { readonly at: number; readonly records: Promise<RawRecord[]> };

/**
 * What a context has learnt of its shop: version and clock from the headers of every answer, and the shop's own lists
 * (languages, taxes, countries…), kept for five minutes.
 */
export class Shop {
  readonly config: PrestashopConfig;
  /** `8.2.4`; undefined before the first authenticated answer. */
  version: string | undefined;
  /** The shop's clock at its last answer, in milliseconds since 1970. */
  clock: number | undefined;
  /** Where the webservice answers: at `/api`, or at its script where the host rewrites no addresses. */
  route: "dispatcher" | undefined;
  readonly #lists = new Map<string, Cached>();

  constructor(config: PrestashopConfig) {
    this.config = config;
  }

  observe(headers: Readonly<Record<string, string>>): void {
    const version = headers["psws-version"];
    if (version && version !== "0") this.version = version;
    const date = Date.parse(headers.date ?? "");
    if (!Number.isNaN(date)) this.clock = date;
  }

  /** PATCH came with 8.0 (quirk 19). */
  get hasPatch(): boolean {
    return Number((this.version ?? "8").split(".")[0]) >= 8;
  }

  /** A failed read is not kept. */
  cached(name: string, now: number, read: () => Promise<RawRecord[]>): Promise<RawRecord[]> {
    const known = this.#lists.get(name);
    if (known && now - known.at < CACHE_MS) return known.records;
    const records = read();
    this.#lists.set(name, { at: now, records });
    records.catch(() => this.#lists.delete(name));
    return records;
  }

  forget(name: string): void {
    this.#lists.delete(name);
  }
}

const shops = new WeakMap<HttpClient, Shop>();

/** The one `Shop` of this context's HTTP client. */
export function shopOf(ctx: PrestashopContext): Shop {
  const known = shops.get(ctx.http);
  if (known) return known;
  const shop = new Shop(PrestashopConfigSchema.parse(ctx.config));
  shops.set(ctx.http, shop);
  return shop;
}
