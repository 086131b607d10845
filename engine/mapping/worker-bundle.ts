import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where the worker is found: one file, the same for tests, development and `next start`. */
const root = () => join(/* turbopackIgnore: true */ process.cwd());
const bundleFile = () => join(/* turbopackIgnore: true */ root(), "dist", "evaluator.mjs");

let ready: Promise<string> | undefined;

/** Path of the worker's bundle, built first when it is missing or older than its sources. */
export function workerBundle(): Promise<string> {
  ready ??= findOrBuild().catch((thrown) => {
    ready = undefined;
    throw thrown;
  });
  return ready;
}

async function findOrBuild(): Promise<string> {
  const bundle = bundleFile();
  if (isStale(bundle)) {
    const script = join(/* turbopackIgnore: true */ root(), "scripts", "build-worker.ts");
    await promisify(execFile)(process.execPath, ["--import", "tsx", script], { cwd: root() });
  }
  return bundle;
}

/** A packaged installation may have the bundle and not the sources: it is then taken as it is. */
function isStale(bundle: string): boolean {
  if (!existsSync(bundle)) return true;
  const built = statSync(bundle).mtimeMs;
  return sourceFolders().some((folder) =>
    readdirSync(folder, { withFileTypes: true }).some(
      (entry) => entry.isFile() && !entry.name.endsWith(".test.ts") && statSync(join(folder, entry.name)).mtimeMs > built,
    ),
  );
}

function sourceFolders(): string[] {
  const folders = [
    "engine/mapping",
    "engine/mapping/compiled",
    "engine/mapping/compiled/functions",
    "engine/mapping/functions",
    "lib/core",
  ];
  return folders.map((folder) => join(/* turbopackIgnore: true */ root(), folder)).filter((folder) => existsSync(folder));
}
