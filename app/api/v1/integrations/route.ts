import { installTemplateContract, listIntegrationsContract } from "@/app/api/v1/integrations/schema";
import { toMissing, toSummary } from "@/app/api/v1/integrations/shape";
import { listIntegrations } from "@/db/queries/integrations";
import { defineRoute } from "@/lib/server/define-route";
import { installTemplate } from "@/lib/server/integrations/install";

export const GET = defineRoute(listIntegrationsContract, async ({ app, access: { workspaceId } }) => {
  const rows = await listIntegrations({ db: app.db, workspaceId });
  return { data: rows.map(toSummary), nextCursor: null };
});

export const POST = defineRoute(installTemplateContract, async ({ app, access, body }) => {
  const { id, flows, tables, missing } = await installTemplate(app, access, body);
  return { id, flows: [...flows], tables: [...tables], missing: toMissing(missing) };
});
