import { z } from "zod";
import { LocalizedSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { DIRECTIONS } from "@/lib/server/statistics";

const count = z.int().nonnegative();
const FiguresSchema = z.object({
  runs: count,
  failedRuns: count,
  /** From start to end, of runs that ended. */
  seconds: z.number().nonnegative(),
  requests: count,
  created: count,
  updated: count,
  unchanged: count,
  ignored: count,
  review: count,
  failed: count,
});

export const readStatisticsContract = defineContract({
  id: "readStatistics",
  method: "GET",
  path: "/statistics",
  summary: "What live runs did in the last days: per day by outcome, per flow, failures by category, records of the month",
  permission: "read",
  query: z.object({
    /** Today included, in the workspace's time zone. */
    days: z.coerce.number().int().min(1).max(366).default(30),
    integration: z.string().max(64).optional(),
    /** `import`: from the shop; `export`: to the shop. */
    direction: z.enum(DIRECTIONS).optional(),
    /** Area of the template: `orders`. */
    area: z.string().max(64).optional(),
  }),
  reply: z.object({
    timeZone: z.string(),
    total: FiguresSchema,
    /** Every day of the period, the last is today. */
    days: z.array(FiguresSchema.extend({ day: z.iso.date() })),
    flows: z.array(FiguresSchema.extend({ id: z.string(), name: z.string(), integration: z.string().nullable() })),
    /** `category`: who can set it right. */
    failures: z.array(z.object({ category: z.string(), records: count, runs: count })),
    areas: z.array(z.object({ key: z.string(), title: LocalizedSchema })),
    /** Records created or updated in the month up to now, `2026-11`. */
    month: z.object({ name: z.string(), import: count, export: count }),
  }),
});

export const statisticsContracts = [readStatisticsContract];
