import { z } from "zod";
import { listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";

const NotificationSchema = z.object({
  id: z.string(),
  level: z.enum(["warn", "error"]),
  /** `failed`: the run did; `attention`: records newly failed, were given up, or wait for a person. */
  key: z.string(),
  flow: z.string(),
  runId: z.string(),
  /** Records nobody was told of before. */
  fresh: z.object({ failed: z.int(), gaveUp: z.int(), review: z.int() }),
  createdAt: TimeSchema,
});

export const listNotificationsContract = defineContract({
  id: "listNotifications",
  method: "GET",
  path: "/notifications",
  summary: "The newest runs that failed or have records for a person, at most 50",
  permission: "read",
  reply: listOf(NotificationSchema),
});

export const notificationContracts = [listNotificationsContract];
