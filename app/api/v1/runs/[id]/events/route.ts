import { watchRunContract } from "@/app/api/v1/runs/schema";
import { toRun, toRunNode } from "@/app/api/v1/runs/shape";
import { defineRoute } from "@/lib/server/define-route";
import { streamRun } from "@/lib/server/runs/run-stream";
import { isOver, readRun, readRunNodes } from "@/lib/server/runs/runs";

export const GET = defineRoute(watchRunContract, async ({ app, access, params, request }) => {
  await readRun(app, access, params.id);
  const read = async () => {
    const run = await readRun(app, access, params.id);
    const nodes = await readRunNodes(app, access, params.id);
    return { snapshot: { run: toRun(run), nodes: nodes.map(toRunNode) }, isOver: isOver(run) };
  };
  return streamRun(app, { workspaceId: access.workspaceId, runId: params.id, signal: request.signal, read });
});
