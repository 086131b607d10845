import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A child of this script, and the first line it prints. */
export type Child = { readonly process: ChildProcess; readonly firstLine: Promise<string> };

export function startChild(script: string, environment: Record<string, string> = {}): Child {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  const { stdout } = child;
  const firstLine = new Promise<string>((resolve, reject) => {
    createInterface({ input: stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`${script} ended (${code ?? "killed"}) before it was ready`)));
  });
  // A child may be killed while it starts: whoever waits for it hears of it, nobody else has to.
  firstLine.catch(() => undefined);
  return { process: child, firstLine };
}

export async function kill({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
