import { listVersionsContract } from "@/app/api/v1/flows/schema";
import { toVersion } from "@/app/api/v1/flows/shape";
import { defineRoute } from "@/lib/server/define-route";
import { readVersions } from "@/lib/server/flows/flows";

export const GET = defineRoute(listVersionsContract, async ({ app, access, params }) => {
  const rows = await readVersions(app, access, params.id);
  return { data: rows.map(toVersion), nextCursor: null };
});
