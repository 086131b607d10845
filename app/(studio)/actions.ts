"use server";

import { z } from "zod";
import type { SearchHit } from "@/components/frame/command-palette";
import { type Found, findEverywhere } from "@/db/queries/listings";
import { getIntl } from "@/lib/i18n/server";
import { defineAction } from "@/lib/server/define-action";
import { seenBy } from "@/lib/server/notifications/read";

const FOLDER: Record<Found["kind"], string> = {
  integration: "integrations",
  flow: "flows",
  run: "runs",
  connection: "connections",
};

const find = defineAction({ input: z.string().max(200), permission: "read" }, async ({ input, access, app }) => {
  const found = await findEverywhere({ db: app.db, workspaceId: access.workspaceId, words: input.trim() });
  const { format } = await getIntl();
  return found.map(
    (hit): SearchHit => ({
      kind: hit.kind,
      id: hit.id,
      label: hit.label,
      hint: hit.at ? format.dateTime(hit.at, "stamp") : undefined,
      href: `/${FOLDER[hit.kind]}/${hit.id}`,
    }),
  );
});

/** What Ctrl-K finds; nothing for who may not look. */
export async function search(query: string): Promise<readonly SearchHit[]> {
  const result = await find(query);
  return result.ok ? result.value : [];
}

/** The reader has looked at the list: from now on only what comes later is new to them. */
export async function seeNotifications(): Promise<void> {
  await see(null);
}

const see = defineAction({ input: z.null(), permission: "read" }, async ({ access, app }) => {
  await seenBy(app, access);
  return null;
});
