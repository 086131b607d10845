import { dismissDifferencesContract } from "@/app/api/v1/reconciliations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { dismissDifferences } from "@/lib/server/reconcile/reconcile";

export const POST = defineRoute(dismissDifferencesContract, async ({ app, access, body }) => ({
  count: await dismissDifferences(app, access, body),
}));
