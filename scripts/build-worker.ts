import { mkdir, rename } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the expression worker into one file that runs the same under vitest, tsx and `next start`. */
const root = fileURLToPath(new URL("..", import.meta.url));
const file = `${root}dist/evaluator.mjs`;
// Written apart, then renamed: several processes may build at once, and another may be starting a worker.
const draft = `${file}.${process.pid}`;

await mkdir(`${root}dist`, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ["engine/mapping/worker.ts"],
  outfile: draft,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  legalComments: "inline",
  logLevel: "warning",
});
await rename(draft, file);
