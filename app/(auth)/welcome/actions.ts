"use server";

import { z } from "zod";
import { toErrorInfo } from "@/lib/core/errors";
import { createFirstOwner } from "@/lib/server/accounts";
import { getApp } from "@/lib/server/compose";
import type { ActionResult } from "@/lib/server/define-action";
import { MIN_PASSWORD_LENGTH } from "@/lib/server/password";
import { invalidRequest } from "@/lib/server/problem";

const OwnerSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(320),
  password: z.string().min(MIN_PASSWORD_LENGTH).max(1000),
  workspaceName: z.string().trim().min(1).max(120),
});

/** The only action besides signing in that needs no session: it refuses as soon as there is an owner. */
export async function createOwner(raw: z.input<typeof OwnerSchema>): Promise<ActionResult<null>> {
  const app = await getApp();
  try {
    const parsed = OwnerSchema.safeParse(raw);
    if (!parsed.success) throw invalidRequest(parsed.error, "input");
    await createFirstOwner(app, parsed.data);
    return { ok: true, value: null };
  } catch (thrown) {
    const error = toErrorInfo(thrown);
    app.log.info("action.refused", { code: error.code, message: error.message });
    return { ok: false, error };
  }
}
