// `npm test`: everything that must hold, from a fresh clone, ending with one line that sums it up.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, ensureBuild, ensureDependencies, requireNode, run } from "./lib/tooling.mjs";

requireNode();
await ensureDependencies();
const { ensureChromium } = await import("./lib/chromium.mjs");
const scratch = mkdtempSync(join(tmpdir(), "passerelle-test-"));
const sum = { passed: 0, failed: 0, skipped: 0 };
const broken = [];

/** Says what begins; the returned function says how long it took. */
function begin(name) {
  const start = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  return () => process.stdout.write(`── ${name}: ${Math.round((Date.now() - start) / 1000)} s\n`);
}

function count(name, { passed = 0, failed = 0, skipped = 0 }) {
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  if (failed > 0) broken.push(`${name} (${failed})`);
}

async function check(name, command, args) {
  const end = begin(name);
  const code = await run(bin(command), args);
  end();
  count(name, code === 0 ? { passed: 1 } : { failed: 1 });
}

/** A runner that leaves its counts in a JSON file; one that dies without counts is one failure. */
async function suite(name, command, args, file, read, env = {}) {
  const end = begin(name);
  const code = await run(bin(command), args, { env: { ...process.env, ...env } });
  end();
  let counts;
  try {
    counts = read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    counts = { failed: 1 };
  }
  if (code !== 0 && !counts.failed) counts = { ...counts, failed: 1 };
  count(name, counts);
}

await check("format and lint", "biome", ["check", "."]);
await check("dependency rule", "tsx", ["scripts/lint-imports.ts"]);
await check("types", "tsc", ["--noEmit"]);
await check("dead code", "knip", []);
await check("evaluator bundle", "tsx", ["scripts/build-worker.ts"]);
const unit = join(scratch, "unit.json");
await suite(
  "unit, contract, conformance, integration",
  "vitest",
  ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${unit}`],
  unit,
  (r) => ({
    passed: r.numPassedTests,
    failed: r.numFailedTests + (r.numFailedTestSuites > 0 && r.numFailedTests === 0 ? r.numFailedTestSuites : 0),
    skipped: r.numPendingTests + r.numTodoTests,
  }),
);
await check("crash suite, short form", "tsx", ["scripts/crash.ts", "--short"]);
const built = begin("build");
await ensureBuild();
built();
const browser = await ensureChromium();
if (browser) {
  const e2e = join(scratch, "e2e.json");
  await suite(
    "end to end",
    "tsx",
    ["scripts/e2e.ts"],
    e2e,
    (r) => ({ passed: r.stats.expected + r.stats.flaky, failed: r.stats.unexpected, skipped: r.stats.skipped }),
    {
      PLAYWRIGHT_CHROMIUM: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: e2e,
    },
  );
} else {
  process.stdout.write("\nNo Chromium was found and none could be installed: set PLAYWRIGHT_CHROMIUM to the path of one.\n");
  count("end to end", { failed: 1 });
}

rmSync(scratch, { recursive: true, force: true });
if (broken.length > 0) process.stdout.write(`\nFailed: ${broken.join(", ")}\n`);
process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exit(sum.failed > 0 ? 1 : 0);
