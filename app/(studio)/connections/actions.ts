"use server";

import { z } from "zod";
import { toCheckView } from "@/app/(studio)/_views/connections";
import type { CheckView } from "@/components/connections/types";
import { getLocale } from "@/lib/i18n/server";
import {
  ConnectionPatchSchema,
  checkConnection,
  createConnection,
  deleteConnection,
  mendConnection,
  NewConnectionSchema,
  patchConnection,
} from "@/lib/server/connections";
import { type ActionCall, defineAction } from "@/lib/server/define-action";
import { enableEvents } from "@/lib/server/real-time/events";

const OneSchema = z.strictObject({ id: z.string() });

async function check({ app, access }: ActionCall<unknown>, id: string): Promise<CheckView> {
  const result = await checkConnection(app, access, id);
  return toCheckView(result, app.clock(), await getLocale());
}

/** Saved first: a system that does not answer today is still a connection. */
export const addConnection = defineAction({ input: NewConnectionSchema, permission: "connection.write" }, async (call) => {
  const id = await createConnection(call.app, call.access, call.input);
  return { id, check: await check(call, id) };
});

export const changeConnection = defineAction(
  { input: ConnectionPatchSchema.extend({ id: z.string(), connector: z.string() }), permission: "connection.write" },
  async (call) => {
    const { id, connector: _connector, ...patch } = call.input;
    await patchConnection(call.app, call.access, id, patch);
    return { check: await check(call, id) };
  },
);

export const testConnection = defineAction({ input: OneSchema, permission: "connection.check" }, (call) =>
  check(call, call.input.id),
);

/** What the test offered to set right. */
export const mendProblem = defineAction(
  { input: OneSchema.extend({ mend: z.string().max(100) }), permission: "connection.write" },
  async ({ input, access, app }) => {
    const result = await mendConnection(app, access, { connectionId: input.id, mend: input.mend });
    return toCheckView(result, app.clock(), await getLocale());
  },
);

/** The secret is shown once. */
export const startEvents = defineAction({ input: OneSchema, permission: "connection.write" }, ({ input, access, app }) =>
  enableEvents(app, access, input.id),
);

export const removeConnection = defineAction(
  { input: OneSchema, permission: "connection.write" },
  async ({ app, access, input }) => {
    await deleteConnection(app, access, input.id);
    return null;
  },
);
