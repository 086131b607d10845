import { enableEventsContract } from "@/app/api/v1/connections/schema";
import { defineRoute } from "@/lib/server/define-route";
import { enableEvents } from "@/lib/server/real-time/events";

export const POST = defineRoute(enableEventsContract, ({ app, access, params }) => enableEvents(app, access, params.id));
