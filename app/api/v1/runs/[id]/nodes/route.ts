import { listRunNodesContract } from "@/app/api/v1/runs/schema";
import { toRunNode } from "@/app/api/v1/runs/shape";
import { defineRoute } from "@/lib/server/define-route";
import { readRunNodes } from "@/lib/server/runs/runs";

export const GET = defineRoute(listRunNodesContract, async ({ app, access, params }) => {
  const rows = await readRunNodes(app, access, params.id);
  return { data: rows.map(toRunNode), nextCursor: null };
});
