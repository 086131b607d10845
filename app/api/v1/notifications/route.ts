import { listNotificationsContract } from "@/app/api/v1/notifications/schema";
import { toTime } from "@/app/api/v1/shared";
import { defineRoute } from "@/lib/server/define-route";
import { readNotifications } from "@/lib/server/notifications/read";

export const GET = defineRoute(listNotificationsContract, async ({ app, access }) => {
  const rows = await readNotifications(app, access, 50);
  const data = rows.map(({ id, level, key, flow, runId, fresh, createdAt }) => ({
    ...{ id, key, flow, runId, fresh },
    level: level === "error" ? ("error" as const) : ("warn" as const),
    createdAt: toTime(createdAt),
  }));
  return { data, nextCursor: null };
});
