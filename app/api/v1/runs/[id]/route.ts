import { readRunContract } from "@/app/api/v1/runs/schema";
import { toRun } from "@/app/api/v1/runs/shape";
import { defineRoute } from "@/lib/server/define-route";
import { readStanding } from "@/lib/server/runs/progress";
import { readRun } from "@/lib/server/runs/runs";

export const GET = defineRoute(readRunContract, async ({ app, access, params }) => {
  const run = await readRun(app, access, params.id);
  return toRun(run, await readStanding(app, run));
});
