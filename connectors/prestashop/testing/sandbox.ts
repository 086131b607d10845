import { createHttpClient } from "@/connectors/http";
import { PrestashopConfigSchema, type PrestashopContext } from "@/connectors/prestashop/config";
import { type PrestashopSandbox, type SandboxOptions, startSandbox } from "@/connectors/prestashop/sandbox";
import { spec } from "@/connectors/prestashop/spec";
import type { Json } from "@/lib/core/json";

export interface SandboxedShop {
  readonly sandbox: PrestashopSandbox;
  /** A fresh context, with nothing learnt of the shop; `sent` counts its requests. */
  context(options?: { readonly key?: string; readonly config?: Record<string, Json> }): CountedContext;
}

export type CountedContext = PrestashopContext & { readonly sent: string[] };

/** A running sandbox shop and contexts that talk to it over real HTTP. */
export async function sandboxedShop(options: SandboxOptions = {}): Promise<SandboxedShop> {
  const sandbox = await startSandbox(options);
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return {
    sandbox,
    context: ({ key = sandbox.key, config = {} } = {}) => {
      const sent: string[] = [];
      const signal = new AbortController().signal;
      const http = createHttpClient({
        baseUrl: sandbox.url,
        secrets: [key],
        limits: spec.limits,
        allowPrivate: true,
        log,
        signal,
        onRequest: (request) => sent.push(`${request.method} ${request.path}`),
      });
      const parsed = PrestashopConfigSchema.parse({ url: sandbox.url, ...config });
      return { config: parsed, secrets: { webserviceKey: key }, http, log, signal, now: () => new Date(), sent };
    },
  };
}
