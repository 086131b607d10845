import { readStatisticsContract } from "@/app/api/v1/statistics/schema";
import { defineRoute } from "@/lib/server/define-route";
import { readStatistics } from "@/lib/server/statistics";

export const GET = defineRoute(readStatisticsContract, async ({ app, access, query }) => {
  const { integration, ...filter } = query;
  const { days, flows, failures, areas, ...rest } = await readStatistics(app, access, { ...filter, integrationId: integration });
  return { ...rest, days: [...days], flows: [...flows], failures: [...failures], areas: [...areas] };
});
