import { z } from "zod";
import { countUnseen, listNotifications, markSeen, type NotificationListing } from "@/db/queries/notifications";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";

const NONE = { failed: 0, gaveUp: 0, review: 0 };
const FreshSchema = z.object({ failed: z.int(), gaveUp: z.int(), review: z.int() }).catch(NONE);

/** `fresh`: records nobody was told of before. */
export type Told = NotificationListing & { readonly fresh: z.infer<typeof FreshSchema> };

/** What people should know of the workspace's runs, newest first. */
export async function readNotifications({ db }: App, { workspaceId }: Access, limit: number): Promise<Told[]> {
  const rows = await listNotifications({ db, workspaceId, limit });
  return rows.map((row) => ({ ...row, fresh: FreshSchema.parse(row.params.fresh) }));
}

type Member = Access & { readonly userId: string };

/** How many came since this member looked at the list. */
export async function unseenBy({ db }: App, { workspaceId, userId }: Member): Promise<number> {
  return countUnseen({ db, workspaceId, userId });
}

export async function seenBy({ db, clock }: App, { workspaceId, userId }: Member): Promise<void> {
  await markSeen({ db, workspaceId, userId, until: clock() });
}
