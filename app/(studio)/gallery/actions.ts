"use server";

import { getLocale } from "@/lib/i18n/server";
import { defineAction } from "@/lib/server/define-action";
import { installTemplate, NewIntegrationSchema } from "@/lib/server/integrations/install";

/** All or nothing: an integration that cannot be made leaves nothing behind. */
export const install = defineAction(
  { input: NewIntegrationSchema, permission: "integration.write" },
  async ({ input, access, app }) => {
    const { id, missing } = await installTemplate(app, access, input, await getLocale());
    return { id, missing: missing.length };
  },
);
