import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next/**", "e2e/**"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A condition waited for ends only when something is broken.
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
  },
});
