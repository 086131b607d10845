import { cache } from "react";
import { orNotFound } from "@/app/(studio)/_views/not-found";
import { getApp } from "@/lib/server/compose";
import { readIntegration } from "@/lib/server/integrations/integrations";
import { requireSession } from "@/lib/server/session";

/** The integration of the page, read once for its layout and its tab; the "not found" page when there is none. */
export const loadIntegration = cache(async (integrationId: string) => {
  const { access } = await requireSession();
  const app = await getApp();
  return { app, access, detail: await orNotFound(readIntegration(app, access, integrationId)) };
});
