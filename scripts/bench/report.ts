import type { Layers } from "./layers";

/** One figure, as one JSON line: `ratio` is against the yardstick `of`, taken in the same run. */
export type Figure = { bench: string; metric: string; value: number; unit: string; ratio?: number; of?: string };

export const figures: Figure[] = [];

export function report(figure: Figure): void {
  const rounded = {
    ...figure,
    value: round(figure.value),
    ...(figure.ratio === undefined ? {} : { ratio: round(figure.ratio) }),
  };
  figures.push(rounded);
  process.stdout.write(`${JSON.stringify(rounded)}\n`);
}

/** Where the processor's time of a bench went, by layer, for the page; shares of `layers`, and Postgres beside them. */
export type Breakdown = { readonly bench: string; readonly layers: Layers };
export const breakdowns: Breakdown[] = [];

export function reportLayers(bench: string, layers: Layers): void {
  breakdowns.push({ bench, layers });
  const total = Object.values(layers).reduce((sum, ms) => sum + ms, 0);
  for (const [layer, ms] of Object.entries(layers).sort(([, one], [, other]) => other - one)) {
    report({ bench, metric: `share of ${layer}`, value: (ms / total) * 100, unit: "%" });
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
