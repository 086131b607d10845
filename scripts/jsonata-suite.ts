// `npm run jsonata-suite [-- folder]`: JSONata's own cases on our evaluator, as one JSON line and the cases that fail.
// `npm run jsonata-suite -- --fuzz 100000 [--seed 1]`: random expressions, compiled against the package.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { compileProgram } from "@/engine/mapping/compiled/program";
import { fuzz } from "@/engine/mapping/testing/fuzz";
import { judge } from "@/engine/mapping/testing/judge";
import { readSuite } from "@/engine/mapping/testing/suite-cases";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fuzz: { type: "string" }, seed: { type: "string" }, list: { type: "boolean" } },
});

async function runSuite(folder: string): Promise<boolean> {
  if (!existsSync(folder)) {
    console.log(
      JSON.stringify({ cases: 0, passed: 0, compiled: 0, interpreted: 0, mismatches: 0, skipped: `no folder ${folder}` }),
    );
    return true;
  }
  const { cases, unreadable } = readSuite(folder);
  const counts = { cases: cases.length + unreadable.length, passed: 0, compiled: 0, interpreted: 0, mismatches: 0 };
  const failing: Record<string, unknown>[] = unreadable.map(({ name, why }) => ({ failing: name, why }));
  for (const each of cases) {
    const { isPassed, isCompiled, isMismatch, ours, theirs } = await judge(each);
    counts.passed += isPassed ? 1 : 0;
    counts[isCompiled ? "compiled" : "interpreted"] += 1;
    counts.mismatches += isMismatch ? 1 : 0;
    if (values.list && !isCompiled)
      console.log(`${whyInterpreted(each.expression)} ${each.name}: ${each.expression.slice(0, 200)}`);
    const told = { expression: each.expression.slice(0, 500), ours, ...(isMismatch ? { package: theirs } : {}) };
    if (!isPassed || isMismatch) failing.push({ failing: each.name, ...told, expected: each.expected });
  }
  console.log(JSON.stringify(counts));
  for (const each of failing) console.log(JSON.stringify(each));
  return failing.length === 0;
}

function whyInterpreted(expression: string): string {
  try {
    const compiled = compileProgram(expression);
    return compiled.isCompiled ? "asked" : compiled.construct;
  } catch {
    return "does not parse";
  }
}

async function runFuzz(cases: number, seed: number): Promise<boolean> {
  const began = Date.now();
  const { mismatches, ...counts } = await fuzz({
    ...{ cases, seed },
    onCase: ({ cases: done }) => {
      if (done % 10_000 === 0) console.error(`${done} cases, ${Math.round((Date.now() - began) / 1000)} s`);
    },
  });
  console.log(JSON.stringify({ ...counts, mismatches: mismatches.length }));
  for (const each of mismatches.slice(0, 50)) console.log(JSON.stringify(each));
  return mismatches.length === 0;
}

const isClean =
  values.fuzz === undefined
    ? await runSuite(resolve(positionals[0] ?? "../shared/jsonata-suite"))
    : await runFuzz(Number(values.fuzz), values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed));
process.exitCode = isClean ? 0 : 1;
