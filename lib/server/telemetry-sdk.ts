import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type IdGenerator, NodeTracerProvider, RandomIdGenerator } from "@opentelemetry/sdk-trace-node";
import { takeFixedIds } from "@/lib/server/telemetry";

class RunIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();

  generateTraceId(): string {
    return takeFixedIds()?.traceId ?? this.random.generateTraceId();
  }

  generateSpanId(): string {
    return takeFixedIds()?.spanId ?? this.random.generateSpanId();
  }
}

/**
 * Sends spans as OTLP over HTTP to the address of `OTEL_EXPORTER_OTLP_ENDPOINT`; the exporter reads the other
 * `OTEL_EXPORTER_OTLP_*` variables itself. Loaded only when that is set. Answers how to send what is left and stop.
 */
export function startTelemetry({ endpoint, service }: { endpoint: string; service: string }): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    idGenerator: new RunIds(),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return () => provider.shutdown();
}
