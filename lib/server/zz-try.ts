import { listLog } from "@/db/queries/run-log";
import { listOutcomes } from "@/db/queries/runs";
import { openFlowWorld } from "@/lib/server/flow-services/testing";

const t0 = performance.now();
const world = await openFlowWorld();
console.log("world", Math.round(performance.now() - t0), world.installed.flows, world.installed.missing);
for (const flow of world.installed.flows) {
  for (let round = 0; round < 2; round++) {
    const t = performance.now();
    const run = await world.run(flow.key);
    const { status, total, created, updated, unchanged, ignored, failed, review, requestsSource, requestsTarget, error } = run;
    console.log(
      flow.key,
      round,
      Math.round(performance.now() - t) + "ms",
      JSON.stringify({
        status,
        total,
        created,
        updated,
        unchanged,
        ignored,
        failed,
        review,
        requestsSource,
        requestsTarget,
        error,
      }),
    );
    const bad = await listOutcomes({
      db: world.app.db,
      workspaceId: world.access.workspaceId,
      runId: run.id,
      outcome: "failed",
      limit: 3,
    });
    for (const b of bad) console.log("  failed", b.label, JSON.stringify(b.error));
  }
}
const [first] = await world.app.sql`select id from runs order by created_at desc limit 1`;
console.log(
  (await listLog({ db: world.app.db, workspaceId: world.access.workspaceId, runId: first!.id, limit: 6 })).map(
    (l) => `${l.seq} ${l.key} ${l.text}`,
  ),
);
await world.close();
