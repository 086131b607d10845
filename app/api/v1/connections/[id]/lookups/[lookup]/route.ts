import { readLookupContract } from "@/app/api/v1/connections/schema";
import { lookupValues } from "@/lib/server/connections";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(readLookupContract, async ({ app, access, params, query }) => {
  const items = await lookupValues(app, access, { connectionId: params.id, lookup: params.lookup, query: query.query });
  return { data: [...items], nextCursor: null };
});
