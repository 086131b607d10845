import { importIntegrationContract } from "@/app/api/v1/integrations/schema";
import { toMissing } from "@/app/api/v1/integrations/shape";
import { defineRoute } from "@/lib/server/define-route";
import { importIntegration } from "@/lib/server/integrations/import";

export const POST = defineRoute(importIntegrationContract, async ({ app, access, body }) => {
  const { flows, tables, missing, ...rest } = await importIntegration(app, access, body);
  return { ...rest, flows: [...flows], tables: [...tables], missing: toMissing(missing) };
});
