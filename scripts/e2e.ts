// End-to-end tests: the built application as a user starts it, in a temporary data folder, driven by Chromium.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApplication } from "./lib/application";

const root = join(import.meta.dirname, "..");

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

const dataDir = mkdtempSync(join(tmpdir(), "passerelle-e2e-"));
const application = await startApplication(dataDir, {
  PASSERELLE_API_TOKEN: "e2e-owner-token-0123456789abcdef",
  // The sandboxes are on this computer: a connection with a wrong key reaches them.
  PASSERELLE_ALLOW_PRIVATE_NETWORK: "1",
});
let code = 1;
try {
  code = await playwright(application.url);
} finally {
  await application.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(code);
