import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type InstallationFigures, readFigures } from "@/db/queries/figures";
import { type ExecutorFigures, readExecutorFigures } from "@/engine/executor/figures";
import type { App } from "@/lib/server/app";

/** Figures this process collects itself. */
interface ProcessMetrics {
  readonly registry: Registry;
  readonly requests: Histogram<"connector" | "connection" | "method" | "status">;
}

// On globalThis: the route and what runs flows are bundled apart.
declare global {
  var passerelleMetrics: ProcessMetrics | undefined;
}

const PREFIX = "passerelle_";
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

function processMetrics(): ProcessMetrics {
  globalThis.passerelleMetrics ??= startCollecting();
  return globalThis.passerelleMetrics;
}

function startCollecting(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const requests = new Histogram({
    name: `${PREFIX}request_duration_seconds`,
    help: "Requests of this process to connected systems, from sending to the whole answer; status 0: no answer",
    labelNames: ["connector", "connection", "method", "status"] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  return { registry, requests };
}

/** A request to a connected system, once it was answered or failed (`status` 0). */
export function observeRequest(request: {
  connector: string;
  connection: string;
  method: string;
  status: number;
  ms: number;
}): void {
  const { connector, connection, method, ms } = request;
  const status = request.status === 0 ? "0" : `${Math.floor(request.status / 100)}xx`;
  processMetrics().requests.observe({ connector, connection, method, status }, ms / 1_000);
}

/** Prometheus text: this process, and what the store says of runs and of all that waits. */
export async function renderMetrics(app: App): Promise<{ contentType: string; text: string }> {
  const registry = new Registry();
  const [figures, executor] = await Promise.all([readFigures({ db: app.db }), readExecutorFigures(app.sql)]);
  describeWork(registry, figures);
  describeExecutor(registry, executor);
  const all = Registry.merge([processMetrics().registry, registry]);
  return { contentType: all.contentType, text: await all.metrics() };
}

function gaugeOf(registry: Registry) {
  return (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers: [registry] });
}

function describeWork(registry: Registry, figures: InstallationFigures): void {
  const gauge = gaugeOf(registry);
  const runs = gauge("runs", "Runs kept, by status", ["status"]);
  for (const { status, count } of figures.runs) runs.set({ status }, count);
  const records = gauge("records", "Records of the live runs kept, by outcome", ["outcome"]);
  for (const { outcome, count } of figures.records) records.set({ outcome }, count);
  gauge("runs_queued", "Runs waiting for their turn").set(figures.queuedRuns);
  gauge("runs_queued_oldest_seconds", "How long the oldest queued run has waited").set(figures.oldestQueuedSeconds);
  gauge("runs_silent_seconds", "How long ago the most silent running run did a page").set(figures.oldestSilentSeconds);
  gauge("outbox_unsent", "Events waiting to be sent to what runs the functions").set(figures.unsentEvents);
  gauge("outbox_oldest_seconds", "How long the oldest of them has waited").set(figures.oldestUnsentSeconds);
  gauge("webhook_backlog", "Events of webhooks that no run has taken").set(figures.inboundWaiting);
  gauge("webhook_oldest_seconds", "How long the oldest of them has waited").set(figures.oldestInboundSeconds);
  gauge("reviews_open", "Records waiting for a person").set(figures.openReviews);
  gauge("dead_letters_open", "Failed records not yet mended").set(figures.openDeadLetters);
  gauge("intents_open", "Writes begun and not known to have ended").set(figures.openIntents);
  const lag = gauge("watermark_lag_seconds", "Now less the source's time up to which a flow has read", ["flow", "driver"]);
  for (const { flow, driver, lagSeconds } of figures.watermarks) lag.set({ flow, driver }, lagSeconds);
}

function describeExecutor(registry: Registry, { jobs, lagSeconds, openRuns, workers }: ExecutorFigures): void {
  const gauge = gaugeOf(registry);
  const depth = gauge("executor_jobs", "Jobs of the embedded executor: due, leased (worked on), later", ["state"]);
  for (const [state, count] of Object.entries(jobs)) depth.set({ state }, count);
  gauge("executor_lag_seconds", "How late the oldest due job is").set(lagSeconds);
  gauge("executor_runs_open", "Function runs that have not ended").set(openRuns);
  gauge("executor_workers", "Processes that work on the queue").set(workers);
}
