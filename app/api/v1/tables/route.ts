import { listTablesContract } from "@/app/api/v1/tables/schema";
import { listTables } from "@/db/queries/integrations";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(listTablesContract, async ({ app, access: { workspaceId }, query }) => {
  const rows = await listTables({ db: app.db, workspaceId, integrationId: query.integration });
  return { data: rows.map(({ id, key, integrationId, revision }) => ({ id, key, integrationId, revision })), nextCursor: null };
});
