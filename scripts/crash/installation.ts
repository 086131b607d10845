import { z } from "zod";
import type { StartedSandbox } from "@/connectors/sandboxes";
import { openStore } from "@/db/client";
import { systemClock } from "@/lib/core/clock";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { App } from "@/lib/server/app";
import { parseEnv } from "@/lib/server/env";
import { createLog } from "@/lib/server/log";
import { createSecretBox } from "@/lib/server/secrets";

const SandboxSchema = z.object({ url: z.string(), config: JsonObjectSchema, secrets: z.record(z.string(), z.string()) });
/** What processes of one installation share: the store's address, and where the systems answer. */
export const PlaceSchema = z.object({
  databaseUrl: z.string(),
  sandboxes: z.object({ prestashop: SandboxSchema, dolibarr: SandboxSchema }),
});
export type Place = z.infer<typeof PlaceSchema>;

/** An installation over a store and systems that run in other processes. */
export function openInstallation(place: Place, wakeRelay: () => void): { app: App; close(): Promise<void> } {
  const env = parseEnv({ PASSERELLE_LOG_LEVEL: process.env.PASSERELLE_LOG_LEVEL ?? "error", DATABASE_URL: place.databaseUrl });
  const store = openStore({ url: place.databaseUrl, max: 15 });
  const started = (sandbox: z.infer<typeof SandboxSchema>): StartedSandbox => ({ ...sandbox, close: async () => undefined });
  const sandboxes = new Map(Object.entries(place.sandboxes).map(([id, sandbox]) => [id, started(sandbox)]));
  const app: App = {
    env,
    log: createLog({ level: env.logLevel }),
    db: store.db,
    sql: store.sql,
    secrets: createSecretBox({ secret: "the secret of the crash suite" }),
    sandboxes: {
      get: (id) => {
        const sandbox = sandboxes.get(id);
        if (!sandbox) throw new Error(`No sandbox ${id}`);
        return sandbox;
      },
      running: () => [...sandboxes.keys()],
      close: async () => undefined,
    },
    clock: systemClock,
    wakeRelay,
  };
  return { app, close: () => store.close() };
}
