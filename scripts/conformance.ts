import { resolve } from "node:path";
import { type ConformanceReport, runConformance } from "./conformance/harness";
import { SYSTEMS } from "./conformance/systems";

/** Replays the recordings of real systems (default `../shared/fixtures`) against our sandboxes. */
async function main(): Promise<void> {
  const folder = resolve(process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "../shared/fixtures");
  for (const system of SYSTEMS) {
    const report = await runConformance(system, folder);
    if (!report) console.log(JSON.stringify({ system: system.system, skipped: true, reason: `no recordings in ${folder}` }));
    else print(report);
  }
}

function print(report: ConformanceReport): void {
  for (const { name, request, differences } of report.disagreements) {
    console.log(`\n${name}  ${request}`);
    for (const difference of differences) console.log(`  - ${difference}`);
  }
  console.log(`\n${report.system}: agreement per kind`);
  for (const [kind, { replayed, agree }] of Object.entries(report.kinds).sort()) {
    console.log(`  ${kind.padEnd(28)} ${String(agree).padStart(4)} of ${replayed}`);
  }
  for (const [reason, count] of Object.entries(report.skips)) console.log(`  skipped ${count}: ${reason}`);
  const { system, exchanges, replayed, agree, skipped } = report;
  console.log(JSON.stringify({ system, exchanges, replayed, agree, skipped }));
}

await main();
