import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A child of this script, and the first line it prints; `readyAt` is when it did, in milliseconds. */
export type Child = { readonly process: ChildProcess; readonly firstLine: Promise<string>; readonly readyAt: () => number };

/** Nobody starts for longer, on the busiest machine. */
const LONGEST_START_MS = 600_000;

export function startChild(script: string, environment: Record<string, string> = {}): Child {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  const { stdout } = child;
  const latest = Date.now() + LONGEST_START_MS;
  let ready: number | undefined;
  const firstLine = new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once("line", (line) => {
      ready = Date.now();
      resolve(line);
    });
    child.once("exit", (code) => reject(new Error(`${script} ended (${code ?? "killed"}) before it was ready`)));
  });
  // A child may be killed while it starts: whoever waits for it hears of it, nobody else has to.
  firstLine.catch(() => undefined);
  return { process: child, firstLine, readyAt: () => ready ?? Math.min(Date.now(), latest) };
}

/** Since when those that live are all ready: nobody answers for the time before it. */
export function readySince(children: readonly Child[]): number {
  const living = children.filter(({ process: { exitCode, signalCode } }) => exitCode === null && signalCode === null);
  return Math.max(0, ...living.map(({ readyAt }) => readyAt()));
}

export async function kill({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
