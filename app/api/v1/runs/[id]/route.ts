import { readRunContract } from "@/app/api/v1/runs/schema";
import { toRun } from "@/app/api/v1/runs/shape";
import { defineRoute } from "@/lib/server/define-route";
import { readRun } from "@/lib/server/runs/runs";

export const GET = defineRoute(readRunContract, async ({ app, access, params }) => toRun(await readRun(app, access, params.id)));
