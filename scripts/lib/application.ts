import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const READY = /Passerelle is ready: (\S+)/;

export interface Application {
  readonly child: ChildProcess;
  readonly url: string;
  stop(): Promise<void>;
}

/** The built application as a user starts it, on a port of its own; `env` over what a demo needs. */
export function startApplication(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Application> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PORT: "0", PASSERELLE_DATA_DIR: dataDir, PASSERELLE_DEMO: "1", ...env },
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (process.env.E2E_VERBOSE) process.stdout.write(chunk);
      const url = READY.exec(printed)?.[1];
      if (url) resolve({ child, url, stop: () => stop(child) });
    });
    child.once("exit", (code) =>
      reject(new Error(`The application ended with ${code} before it was ready:\n${printed.slice(-4000)}`)),
    );
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await ended;
}
