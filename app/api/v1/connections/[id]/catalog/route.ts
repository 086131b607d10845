import { readCatalogContract } from "@/app/api/v1/connections/schema";
import { discoverCatalog } from "@/lib/server/connections";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(readCatalogContract, async ({ app, access, params, query }) =>
  discoverCatalog(app, access, { connectionId: params.id, refresh: query.refresh === "true" }),
);
