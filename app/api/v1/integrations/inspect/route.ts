import { inspectIntegrationContract } from "@/app/api/v1/integrations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { inspectFile } from "@/lib/server/integrations/import";

export const POST = defineRoute(inspectIntegrationContract, async ({ app, access, body }) => {
  const { connections, ...summary } = await inspectFile(app, access, body.file);
  return { ...summary, connections: connections.map((wanted) => ({ ...wanted, choices: [...wanted.choices] })) };
});
