import { createHash } from "node:crypto";
import { type Attributes, context, createContextKey, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";

/**
 * Spans of OpenTelemetry: run, step, page, request. Without `OTEL_EXPORTER_OTLP_ENDPOINT` no provider is registered and
 * all of this does nothing. The trace of a run is found from its id, so that pages done by several processes, or after a
 * restart, are one trace. No span carries a record, a secret or a query.
 */
const TRACER = "passerelle";
const WITHIN = createContextKey("passerelle run");

/** Ids for the next span, where they are not random; taken by the provider (`telemetry-sdk.ts`). */
let fixed: { traceId: string; spanId: string } | undefined;

export function takeFixedIds(): typeof fixed {
  return fixed;
}

export interface RunRef {
  readonly runId: string;
}

/** One piece of work of a run; spans made inside are its children. What it throws is noted and thrown on. */
export async function traced<T>(name: string, { runId, ...rest }: RunRef & Attributes, action: () => Promise<T>): Promise<T> {
  // The SDK of Inngest opens spans of its own around a call; work of a run belongs to the run.
  const active = context.active();
  const parent = active.getValue(WITHIN) === runId ? active : trace.setSpanContext(active.setValue(WITHIN, runId), rootOf(runId));
  const span = trace.getTracer(TRACER).startSpan(name, { attributes: attributesOf({ runId, ...rest }) }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), action);
  } catch (thrown) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: thrown instanceof Error ? thrown.name : "error" });
    throw thrown;
  } finally {
    span.end();
  }
}

/** The span that all others of a run hang from: known only when it is over. */
export function traceRun(run: {
  id: string;
  flowId: string;
  status: string;
  mode: string;
  trigger: string;
  startedAt: Date;
  endedAt: Date;
  records: number;
}): void {
  fixed = { traceId: rootOf(run.id).traceId, spanId: rootOf(run.id).spanId };
  const { id: runId, flowId, status, mode, trigger, records } = run;
  const span = trace.getTracer(TRACER).startSpan("run", {
    root: true,
    startTime: run.startedAt,
    attributes: attributesOf({ runId, flowId, status, mode, trigger, records }),
  });
  fixed = undefined;
  if (status === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(run.endedAt);
}

/** A request to a connected system, once it was answered or failed (`status` 0). `path` without its query. */
export function traceRequest(request: {
  connector: string;
  connection: string;
  method: string;
  path: string;
  status: number;
  attempt: number;
  ms: number;
}): void {
  const { ms, method, path, status, attempt, connector, connection } = request;
  const endTime = Date.now();
  const span = trace.getTracer(TRACER).startSpan(`${method} ${connector}`, {
    kind: SpanKind.CLIENT,
    startTime: endTime - ms,
    attributes: {
      "http.request.method": method,
      "url.path": path,
      "http.response.status_code": status,
      "http.request.resend_count": attempt - 1,
      "passerelle.connector": connector,
      "passerelle.connection": connection,
    },
  });
  if (status === 0 || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endTime);
}

function rootOf(runId: string) {
  const hash = createHash("sha256").update(runId).digest("hex");
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48), traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

function attributesOf(given: Attributes): Attributes {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [`passerelle.${name}`, value]));
}
