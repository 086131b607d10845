import { defineConfig } from "@playwright/test";

/** The application under test is started by `scripts/e2e.ts`, which tells where it is. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  workers: 1,
  fullyParallel: false,
  // A shared machine of two cores: waits are on conditions, and end only when something is broken.
  timeout: 240_000,
  // Tried once more, and named at the end of `npm test` when only that passed.
  retries: 1,
  expect: { timeout: 60_000 },
  use: {
    baseURL: process.env.PASSERELLE_E2E_URL,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    },
  },
});
