import { type SandboxControl, startServer } from "@/connectors/sandbox-kit/server";
import { openStore } from "@/connectors/sandbox-kit/store";
import { systemClock } from "@/lib/core/clock";
import type { JsonObject } from "@/lib/core/json";
import { type AccessKey, fullKey, limitedKey } from "./access";
import { type DemoOptions, generateMore, seedDemo } from "./demo";
import { errorsJson } from "./render-json";
import { RESOURCE_NAMES } from "./resources";
import { DEFAULT_SETTINGS, type PrestashopVersion, type Shop, type ShopSettings } from "./shop";
import { answer } from "./webservice";

export type { DemoOptions } from "./demo";
export type { PrestashopVersion } from "./shop";

/** 32 characters as a shop generates them; known to everyone, as the demo's data is. */
export const SANDBOX_KEY = "PASSERELLEDEMOPRESTASHOPKEY00001";
/** May read everything and write nothing: enough for a shop that is only read. */
export const SANDBOX_READER_KEY = "PASSERELLEDEMOPRESTASHOPKEY00003";
/** May read products and stock only. */
export const SANDBOX_READ_ONLY_KEY = "PASSERELLEDEMOPRESTASHOPKEY00002";

export interface SandboxOptions {
  /** Journal that keeps the shop between starts; absent = memory only. */
  readonly dataFile?: string;
  readonly port?: number;
  /** Counts of the demo shop; false = an empty shop with only its fixed lists. */
  readonly demo?: DemoOptions | false;
  readonly version?: PrestashopVersion;
  readonly clock?: () => Date;
}

export interface PrestashopSandbox {
  /** `http://127.0.0.1:<port>`; the Webservice is under `/api`. */
  readonly url: string;
  readonly key: string;
  readonly readOnlyKey: string;
  readonly control: SandboxControl;
  /** What an administrator could change in the back office or the server; takes effect at once. */
  readonly settings: ShopSettings;
  /** The tables themselves, for tests and conformance. */
  readonly shop: Shop;
  close(): Promise<void>;
}

/** Starts a PrestaShop on loopback: the Webservice as the real shop answers it, demo data of our own. */
export async function startSandbox(options: SandboxOptions = {}): Promise<PrestashopSandbox> {
  const store = openStore(options.dataFile);
  const settings: ShopSettings = { ...DEFAULT_SETTINGS, version: options.version ?? DEFAULT_SETTINGS.version };
  const state = { store, settings, url: "", clock: options.clock ?? systemClock };
  const shop: Shop = state;
  const keys: AccessKey[] = [
    fullKey(SANDBOX_KEY),
    readOnly(),
    reader(),
    { ...fullKey("PASSERELLEDEMOPRESTASHOPINACTIVE"), active: false },
  ];
  const seed = (): void => {
    seedDemo(shop, options.demo === false ? { products: 0, customers: 0, orders: 0 } : (options.demo ?? {}));
  };
  if (store.isEmpty()) {
    seed();
    store.commit();
  }
  const server = await startServer({
    port: options.port,
    handle: (request) => answer(shop, keys, request),
    commit: () => store.commit(),
    label: (request) => request.path.split("/")[2] ?? "",
    reset: () => {
      store.reset();
      seed();
    },
    generate: (counts: JsonObject) => generateMore(shop, counts),
    refusal: (status, request) => refusal(status, request.query.includes("output_format=JSON")),
  });
  state.url = server.url;
  return {
    url: server.url,
    key: SANDBOX_KEY,
    readOnlyKey: SANDBOX_READ_ONLY_KEY,
    control: server.control,
    settings,
    shop,
    close: async () => {
      await server.close();
      store.close();
    },
  };
}

function reader(): AccessKey {
  const every = RESOURCE_NAMES.map((name): [string, readonly ["GET", "HEAD"]] => [name, ["GET", "HEAD"]]);
  return limitedKey(SANDBOX_READER_KEY, Object.fromEntries(every));
}

function readOnly(): AccessKey {
  return limitedKey(SANDBOX_READ_ONLY_KEY, { products: ["GET", "HEAD"], stock_availables: ["GET"] });
}

/** What a host in front of the shop says, not the shop: HTML mostly, JSON never promised. */
function refusal(status: number, json: boolean) {
  if (status === 500 && json) {
    const body = errorsJson([{ code: 3, message: "[PHP Warning #2] sandbox fault" }]);
    return { status, headers: { "content-type": "application/json" }, body };
  }
  const titles: Record<number, string> = { 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable" };
  const title = titles[status] ?? String(status);
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}
