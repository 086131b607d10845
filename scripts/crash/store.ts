import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "@/db/embedded";

/** The Postgres of the suite: killed with -9 like the rest, and started again at the same address. */
export interface CrashStore {
  readonly url: string;
  /** Kills it, and answers once another one has taken its place. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

const TRIES = 100;

export async function startStore(dataDir: string): Promise<CrashStore> {
  const first = await startEmbedded({ dataDir, survivesKill: true });
  let current = first;
  return {
    url: first.url,
    killAndRestart: async () => {
      const pid = serverPid(dataDir);
      if (pid !== undefined) process.kill(pid, "SIGKILL");
      for (let tries = 1; ; tries += 1) {
        try {
          current = await startEmbedded({ dataDir, survivesKill: true, port: first.port });
          return;
        } catch (thrown) {
          // Its children may hold its memory for a moment after it.
          if (tries === TRIES) throw thrown;
          await sleep(200);
        }
      }
    },
    stop: () => current.stop(),
  };
}

function serverPid(dataDir: string): number | undefined {
  const file = join(dataDir, "postgres", "postmaster.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : Number.NaN;
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}
