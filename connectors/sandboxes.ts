import { startSandbox as startDolibarr } from "@/connectors/dolibarr/sandbox";
import { startSandbox as startPrestashop } from "@/connectors/prestashop/sandbox";
import type { JsonObject } from "@/lib/core/json";

/** A double of a system, as a connection needs it: config and secrets that reach it. */
export interface StartedSandbox {
  readonly url: string;
  readonly config: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** Journal of what the sandbox acknowledged; absent = memory only. */
  readonly dataFile?: string;
  /** Absent = any free port. */
  readonly port?: number;
}

/** Every sandbox by the id of its connector. */
export const SANDBOXES: Readonly<Record<string, (options: SandboxOptions) => Promise<StartedSandbox>>> = {
  prestashop: async (options) => {
    const { url, key, close } = await startPrestashop(options);
    return { url, config: { url }, secrets: { webserviceKey: key }, close };
  },
  dolibarr: async (options) => {
    const { url, key, close } = await startDolibarr(options);
    return { url, config: { url }, secrets: { apiKey: key }, close };
  },
};
