import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { readFigures } from "@/db/queries/figures";
import type { App } from "@/lib/server/app";

/** Event-loop and memory figures are collected from the first scrape on; once per process. */
let processMetrics: Registry | undefined;

/** Prometheus text: the process, and what the store says of runs and of work that waits. */
export async function renderMetrics(app: App): Promise<{ contentType: string; text: string }> {
  if (!processMetrics) {
    processMetrics = new Registry();
    collectDefaultMetrics({ register: processMetrics, prefix: "passerelle_" });
  }
  const registry = new Registry();
  const figures = await readFigures({ db: app.db });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `passerelle_${name}`, help, labelNames, registers: [registry] });
  const runs = gauge("runs", "Runs kept, by status", ["status"]);
  const records = gauge("run_records", "Source records of the runs kept, by status of the run", ["status"]);
  for (const { status, count, records: total } of figures.runs) {
    runs.set({ status }, count);
    records.set({ status }, total);
  }
  gauge("outbox_unsent", "Events waiting to be sent").set(figures.unsentEvents);
  gauge("reviews_open", "Records waiting for a person").set(figures.openReviews);
  gauge("dead_letters_open", "Failed records not yet mended").set(figures.openDeadLetters);
  const all = Registry.merge([processMetrics, registry]);
  return { contentType: all.contentType, text: await all.metrics() };
}
