import { z } from "zod";
import { listDifferencesContract } from "@/app/api/v1/reconciliations/schema";
import { toTime } from "@/app/api/v1/shared";
import { defineRoute } from "@/lib/server/define-route";
import { readIntegration } from "@/lib/server/integrations/integrations";
import { listDifferenceViews } from "@/lib/server/reconcile/view";

const FieldsSchema = z.array(z.object({ field: z.string(), expected: z.string().nullable(), actual: z.string().nullable() }));

export const GET = defineRoute(listDifferencesContract, async ({ app, access, params, query }) => {
  const { row } = await readIntegration(app, access, params.id);
  const { status, kind, limit } = query;
  const views = await listDifferenceViews(app, access, { integrationId: row.id, statuses: [status], kind, limit });
  return {
    data: views.map(({ targetId, targetRef, fields, createdAt, updatedAt, ...view }) => ({
      ...view,
      targetId: targetId || null,
      targetRef: targetRef || null,
      fields: FieldsSchema.parse(fields),
      createdAt: toTime(createdAt),
      updatedAt: toTime(updatedAt),
    })),
    nextCursor: null,
  };
});
