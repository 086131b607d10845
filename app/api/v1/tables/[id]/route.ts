import { changeTableContract, readTableContract } from "@/app/api/v1/tables/schema";
import { toTable } from "@/app/api/v1/tables/shape";
import { defineRoute } from "@/lib/server/define-route";
import { changeTable, readTable } from "@/lib/server/integrations/tables";

export const GET = defineRoute(readTableContract, async ({ app, access, params }) =>
  toTable(await readTable(app, access, params.id)),
);

export const PUT = defineRoute(changeTableContract, async ({ app, access, params, body }) =>
  toTable(await changeTable(app, access, params.id, body)),
);
