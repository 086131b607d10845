import { exportIntegrationContract } from "@/app/api/v1/integrations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { exportIntegration } from "@/lib/server/integrations/export";

export const GET = defineRoute(exportIntegrationContract, ({ app, access, params }) => exportIntegration(app, access, params.id));
