import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { SANDBOXES, type SandboxOptions, type StartedSandbox } from "@/connectors/sandboxes";
import { AppError } from "@/lib/core/errors";
import type { AppLogger } from "@/lib/server/log";

/** The built-in doubles of the systems; none is running where the demo is off. */
export interface Sandboxes {
  /** Throws `connector.unavailable` when that sandbox is not running. */
  get(id: string): StartedSandbox;
  running(): readonly string[];
  close(): Promise<void>;
}

const PortsSchema = z.record(z.string(), z.int());

/**
 * Starts every sandbox. Their journals and ports are kept below `<dataDir>/sandboxes`, so that a restart finds the
 * same records at the same address; a port that was taken meanwhile is replaced.
 */
export async function startSandboxes({ dataDir, log }: { dataDir: string; log: AppLogger }): Promise<Sandboxes> {
  const folder = join(dataDir, "sandboxes");
  const portsFile = join(folder, "ports.json");
  mkdirSync(folder, { recursive: true });
  const ports = existsSync(portsFile) ? PortsSchema.parse(JSON.parse(readFileSync(portsFile, "utf8"))) : {};
  const started = new Map<string, StartedSandbox>();
  for (const [id, start] of Object.entries(SANDBOXES)) {
    const sandbox = await startOne(start, { dataFile: join(folder, `${id}.journal`), port: ports[id] });
    started.set(id, sandbox);
    log.info("sandbox.started", { sandbox: id, url: sandbox.url });
  }
  const used = Object.fromEntries([...started].map(([id, sandbox]) => [id, Number(new URL(sandbox.url).port)]));
  writeFileSync(portsFile, JSON.stringify(used));
  return {
    get: (id) => {
      const sandbox = started.get(id);
      if (!sandbox) throw notRunning(id);
      return sandbox;
    },
    running: () => [...started.keys()],
    close: async () => {
      await Promise.all([...started.values()].map((sandbox) => sandbox.close()));
    },
  };
}

async function startOne(
  start: (options: SandboxOptions) => Promise<StartedSandbox>,
  options: SandboxOptions,
): Promise<StartedSandbox> {
  try {
    return await start(options);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken || options.port === undefined) throw error;
    return start({ dataFile: options.dataFile });
  }
}

export const NO_SANDBOXES: Sandboxes = {
  get: (id) => {
    throw notRunning(id);
  },
  running: () => [],
  close: () => Promise.resolve(),
};

function notRunning(id: string): AppError {
  return new AppError({
    code: "connector.unavailable",
    category: "config",
    message: `The sandbox ${id} is not running: start with PASSERELLE_DEMO=1, or give the connection a real address`,
    details: { sandbox: id },
  });
}
