import { watchRunContract } from "@/app/api/v1/runs/schema";
import { toRun, toRunNode } from "@/app/api/v1/runs/shape";
import { defineRoute } from "@/lib/server/define-route";
import { readStanding } from "@/lib/server/runs/progress";
import { streamRun } from "@/lib/server/runs/run-stream";
import { isOver, readRun, readRunNodes } from "@/lib/server/runs/runs";

export const GET = defineRoute(watchRunContract, async ({ app, access, params, request }) => {
  await readRun(app, access, params.id);
  const read = async () => {
    const run = await readRun(app, access, params.id);
    const [nodes, standing] = await Promise.all([readRunNodes(app, access, params.id), readStanding(app, run)]);
    return { snapshot: { run: toRun(run, standing), nodes: nodes.map(toRunNode) }, isOver: isOver(run) };
  };
  return streamRun(app, { workspaceId: access.workspaceId, runId: params.id, signal: request.signal, read });
});
