import type { Notifications } from "@/components/frame/bell";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { readNotifications, unseenBy } from "@/lib/server/notifications/read";

const LISTED = 12;

/** What the bell shows a member. */
export async function loadNotifications(app: App, access: Access & { readonly userId: string }): Promise<Notifications> {
  const [rows, unseen] = await Promise.all([readNotifications(app, access, LISTED), unseenBy(app, access)]);
  const items = rows.map(({ id, key, flow, runId, createdAt, fresh }) => {
    const told = key === "failed" ? ("failed" as const) : ("attention" as const);
    return { id, key: told, flow, runId, at: createdAt.toISOString(), fresh };
  });
  return { items, unseen };
}
