import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FlowWorld, openFlowWorld } from "@/lib/server/flow-services/testing";
import { renderMetrics } from "@/lib/server/metrics";

/** Issue 3, point 9. */
describe("metrics", () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterAll(() => world.close());

  it("tell runs, outcomes, requests by connection, queues and lags, and no secret", async () => {
    const run = await world.run("customers");
    const { text, contentType } = await renderMetrics(world.app);
    expect(contentType).toContain("text/plain");
    expect(seriesValue(text, 'passerelle_runs{status="succeeded"}')).toBe(1);
    expect(seriesValue(text, 'passerelle_records{outcome="created"}')).toBe(run.created);
    const count = [
      ...text.matchAll(
        /request_duration_seconds_count\{connector="(\w+)",connection="(con_\w+)",method="\w+",status="2xx"\} (\d+)/g,
      ),
    ];
    expect(new Set(count.map(([, connector]) => connector))).toEqual(new Set(["prestashop", "dolibarr"]));
    const requests = count.reduce((sum, [, , , value]) => sum + Number(value), 0);
    // The installation has looked at both systems before.
    expect(requests).toBeGreaterThanOrEqual(run.requestsSource + run.requestsTarget);
    expect(seriesValue(text, "passerelle_executor_workers")).toBe(1);
    expect(seriesValue(text, "passerelle_webhook_backlog")).toBe(0);
    expect(text).toMatch(/passerelle_watermark_lag_seconds\{flow="flw_\w+",driver="\w+"\} [\d.]+/);
    expect(text).toContain("passerelle_process_resident_memory_bytes");
    for (const { secrets } of Object.values(world.sandboxes)) {
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    }
  });
});

function seriesValue(text: string, series: string): number {
  const line = text.split("\n").find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}
