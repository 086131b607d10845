import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { startTelemetry } from "@/lib/server/telemetry-sdk";

const ValueSchema = z.looseObject({ stringValue: z.string().optional() });
const SpanSchema = z.looseObject({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: ValueSchema })),
});
const ExportSchema = z.object({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes: z.array(z.object({ key: z.string(), value: ValueSchema })) }),
      scopeSpans: z.array(z.looseObject({ scope: z.looseObject({ name: z.string() }), spans: z.array(SpanSchema) })),
    }),
  ),
});
type Span = z.infer<typeof SpanSchema>;

/** Issue 3, point 9: a run as a collector of OpenTelemetry sees it. */
describe("traces", () => {
  const spans: Span[] = [];
  const paths: (string | undefined)[] = [];
  const services = new Set<string | undefined>();
  let collector: Server;
  let world: FlowWorld;
  let flush: () => Promise<void>;

  beforeAll(async () => {
    collector = createServer((incoming, outgoing) => {
      void json(incoming).then((body) => {
        paths.push(incoming.url);
        for (const { resource, scopeSpans } of ExportSchema.parse(body).resourceSpans) {
          services.add(resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue);
          // The SDK of Inngest and drizzle trace as well, where somebody listens.
          spans.push(...scopeSpans.filter(({ scope }) => scope.name === "passerelle").flatMap((each) => each.spans));
        }
        outgoing.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", () => resolve()));
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    flush = startTelemetry({ endpoint, service: "passerelle-test" });
    world = await openFlowWorld();
  });
  afterAll(async () => {
    await world.close();
    await new Promise<void>((resolve) => collector.close(() => resolve()) && collector.closeAllConnections());
  });

  it("of a run are one tree: run, steps, pages, requests to both systems, without a secret or a query", async () => {
    const run = await world.run("customers");
    await world.engine.stop();
    await flush();
    expect(paths[0]).toBe("/v1/traces");
    expect([...services]).toEqual(["passerelle-test"]);
    const [root] = spans.filter(({ name }) => name === "run");
    expect(attribute(root, "passerelle.runId")).toBe(run.id);
    expect(attribute(root, "passerelle.status")).toBe("succeeded");
    expect(root?.parentSpanId ?? "").toBe("");
    const own = spans.filter(({ traceId }) => traceId === root?.traceId);
    const byId = new Map(own.map((span) => [span.spanId, span]));
    const chains = new Set(own.map((span) => chainOf(span, byId)));
    expect(chains).toContain("step < run");
    expect(chains).toContain("page < step < run");
    expect([...chains].some((chain) => chain.startsWith("GET prestashop <") && chain.endsWith("< run"))).toBe(true);
    expect([...chains].some((chain) => chain.startsWith("POST dolibarr <") && chain.endsWith("< run"))).toBe(true);
    const requests = own.filter(({ name }) => / (prestashop|dolibarr)$/.test(name));
    expect(requests).toHaveLength(run.requestsSource + run.requestsTarget);
    const text = JSON.stringify(spans);
    for (const { secrets } of Object.values(world.sandboxes)) {
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    }
    expect(requests.every((span) => !attribute(span, "url.path")?.includes("?"))).toBe(true);
  });
});

function attribute(span: Span | undefined, name: string): string | undefined {
  return span?.attributes.find(({ key }) => key === name)?.value.stringValue;
}

function chainOf(span: Span, byId: ReadonlyMap<string, Span>): string {
  const parent = span.parentSpanId ? byId.get(span.parentSpanId) : undefined;
  return parent ? `${span.name} < ${chainOf(parent, byId)}` : span.name;
}
