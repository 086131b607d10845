// End-to-end tests: the built application as a user starts it, in a temporary data folder, driven by Chromium.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const READY = /Passerelle is ready: (\S+)/;

function startApplication(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      PORT: "0",
      PASSERELLE_DATA_DIR: dataDir,
      PASSERELLE_DEMO: "1",
      PASSERELLE_API_TOKEN: "e2e-owner-token-0123456789abcdef",
    },
  });
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (process.env.E2E_VERBOSE) process.stdout.write(chunk);
      const url = READY.exec(printed)?.[1];
      if (url) resolve({ child, url });
    });
    child.once("exit", (code) =>
      reject(new Error(`The application ended with ${code} before it was ready:\n${printed.slice(-4000)}`)),
    );
  });
}

function playwright(url: string): Promise<number> {
  const reporters = process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? "list,json" : "list";
  const args = ["playwright", "test", "-c", "e2e/playwright.config.ts", `--reporter=${reporters}`, ...process.argv.slice(2)];
  const child = spawn("npx", ["--no-install", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PASSERELLE_E2E_URL: url },
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await ended;
}

const dataDir = mkdtempSync(join(tmpdir(), "passerelle-e2e-"));
const { child, url } = await startApplication(dataDir);
let code = 1;
try {
  code = await playwright(url);
} finally {
  await stop(child);
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(code);
