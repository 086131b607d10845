import { notFound } from "next/navigation";
import { cache } from "react";
import { toAppError } from "@/lib/core/errors";
import { getApp } from "@/lib/server/compose";
import { readIntegration } from "@/lib/server/integrations/integrations";
import { requireSession } from "@/lib/server/session";

/** The integration of the page, read once for its layout and its tab; the "not found" page when there is none. */
export const loadIntegration = cache(async (integrationId: string) => {
  const { access } = await requireSession();
  const app = await getApp();
  try {
    return { app, access, detail: await readIntegration(app, access, integrationId) };
  } catch (thrown) {
    if (toAppError(thrown).category === "notFound") notFound();
    throw thrown;
  }
});
