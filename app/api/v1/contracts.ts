import { connectionContracts } from "@/app/api/v1/connections/schema";
import { connectorContracts } from "@/app/api/v1/connectors/schema";
import { deadLetterContracts } from "@/app/api/v1/dead-letters/schema";
import { endpointContracts } from "@/app/api/v1/endpoints/schema";
import { flowContracts } from "@/app/api/v1/flows/schema";
import { integrationContracts } from "@/app/api/v1/integrations/schema";
import { memberContracts } from "@/app/api/v1/members/schema";
import { notificationContracts } from "@/app/api/v1/notifications/schema";
import { reconcileContracts } from "@/app/api/v1/reconciliations/schema";
import { retentionContracts } from "@/app/api/v1/retention/schema";
import { reviewContracts } from "@/app/api/v1/reviews/schema";
import { runContracts } from "@/app/api/v1/runs/schema";
import { scheduleContracts } from "@/app/api/v1/schedules/schema";
import { simulationContracts } from "@/app/api/v1/simulations/schema";
import { statisticsContracts } from "@/app/api/v1/statistics/schema";
import { tableContracts } from "@/app/api/v1/tables/schema";
import { templateContracts } from "@/app/api/v1/templates/schema";
import { tokenContracts } from "@/app/api/v1/tokens/schema";
import type { Contract } from "@/lib/server/define-route";

/** Every call of the API; a test compares this list with the route files. */
export const CONTRACTS: readonly Contract[] = [
  ...connectorContracts,
  ...connectionContracts,
  ...templateContracts,
  ...integrationContracts,
  ...tableContracts,
  ...flowContracts,
  ...runContracts,
  ...simulationContracts,
  ...reviewContracts,
  ...deadLetterContracts,
  ...reconcileContracts,
  ...scheduleContracts,
  ...endpointContracts,
  ...memberContracts,
  ...notificationContracts,
  ...statisticsContracts,
  ...retentionContracts,
  ...tokenContracts,
];
