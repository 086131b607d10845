import { createConnectionContract, listConnectionsContract } from "@/app/api/v1/connections/schema";
import { toConnection } from "@/app/api/v1/connections/shape";
import { listConnections } from "@/db/queries/connections";
import { createConnection } from "@/lib/server/connections";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(listConnectionsContract, async ({ app, access: { workspaceId } }) => {
  const rows = await listConnections({ db: app.db, workspaceId });
  return { data: rows.map((row) => toConnection(app, row)), nextCursor: null };
});

export const POST = defineRoute(createConnectionContract, async ({ app, access, body }) => ({
  id: await createConnection(app, access, body),
}));
