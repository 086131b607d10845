import { toTime } from "@/app/api/v1/shared";
import { readTableHistoryContract } from "@/app/api/v1/tables/schema";
import { defineRoute } from "@/lib/server/define-route";
import { readTableHistory } from "@/lib/server/integrations/table-history";
import { readTable } from "@/lib/server/integrations/tables";

export const GET = defineRoute(readTableHistoryContract, async ({ app, access, params }) => {
  await readTable(app, access, params.id);
  const events = await readTableHistory(app, access, params.id);
  return { data: events.map(({ at, changes, ...event }) => ({ ...event, at: toTime(at), changes: [...changes] })) };
});
