import { autoMatchTableContract } from "@/app/api/v1/tables/schema";
import { toTable } from "@/app/api/v1/tables/shape";
import { defineRoute } from "@/lib/server/define-route";
import { autoMatchTable } from "@/lib/server/integrations/tables";

export const POST = defineRoute(autoMatchTableContract, async ({ app, access, params }) =>
  toTable(await autoMatchTable(app, access, params.id)),
);
