import { mendDifferencesContract } from "@/app/api/v1/reconciliations/schema";
import { defineRoute } from "@/lib/server/define-route";
import { mendDifferences } from "@/lib/server/reconcile/reconcile";

export const POST = defineRoute(mendDifferencesContract, ({ app, access, body }) => mendDifferences(app, access, body.ids));
