import type { z } from "zod";
import { type ErrorInfo, toAppError, toErrorInfo } from "@/lib/core/errors";
import { type Access, authRequired, type Permission, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { getApp } from "@/lib/server/compose";
import { errorFields } from "@/lib/server/log";
import { invalidRequest, statusOf } from "@/lib/server/problem";
import { currentSession } from "@/lib/server/session";

/** Expected failures reach the screen as values: its text is `errors.<code>` of the messages. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: ErrorInfo };

export interface ActionCall<Input> {
  readonly input: Input;
  readonly access: Access & { readonly userId: string };
  readonly app: App;
}

/** A server action: session, permission and input are checked before `run` sees them; failures are logged once. */
export function defineAction<Schema extends z.ZodType, T>(
  options: { readonly input: Schema; readonly permission: Permission },
  run: (call: ActionCall<z.output<Schema>>) => Promise<T>,
): (raw: z.input<Schema>) => Promise<ActionResult<T>> {
  return async (raw) => {
    const app = await getApp();
    try {
      const session = await currentSession();
      if (!session) throw authRequired();
      requirePermission(session.access, options.permission);
      const parsed = options.input.safeParse(raw);
      if (!parsed.success) throw invalidRequest(parsed.error, "input");
      return { ok: true, value: await run({ input: parsed.data, access: session.access, app }) };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (statusOf(error) >= 500) app.log.error("action.failed", { code: error.code, ...errorFields(error) });
      else app.log.info("action.refused", { code: error.code });
      const info = toErrorInfo(error);
      return { ok: false, error: error.code === "system.unexpected" ? { ...info, message: "", details: {} } : info };
    }
  };
}
