import { z } from "zod";
import { findFlow } from "@/db/queries/flows";
import { deleteNodePin, listNodePins, putNodePin } from "@/db/queries/node-pins";
import type { Pins } from "@/engine/interpreter/try-run";
import type { Item } from "@/engine/nodes/contract";
import { AppError } from "@/lib/core/errors";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { SampleSchema } from "@/lib/server/flows/samples";

/** Items by handle, as a try shows them. */
export const PinnedOutputsSchema = z.record(z.string().min(1).max(120), z.array(SampleSchema).max(20).readonly());
export type PinnedOutputs = z.output<typeof PinnedOutputsSchema>;

/** Characters of JSON: a pin is a few records, not a store of them. */
const MOST_PINNED = 2_000_000;

/** What stands in for nodes of a draft while it is tried, by node id. Nothing a run does reads it. */
export async function readPins(app: App, access: Access, flowId: string): Promise<Pins> {
  const { workspaceId } = access;
  if (!(await findFlow({ db: app.db, workspaceId, flowId }))) throw flowNotFound(flowId);
  const rows = await listNodePins({ db: app.db, workspaceId, flowId });
  return Object.fromEntries(rows.map(({ nodeId, outputs }) => [nodeId, itemsOf(PinnedOutputsSchema.parse(outputs))]));
}

export async function pinOutput(
  app: App,
  access: Access,
  { flowId, nodeId, outputs }: { flowId: string; nodeId: string; outputs: PinnedOutputs },
): Promise<void> {
  requirePermission(access, "flow.write");
  const { workspaceId, actor } = access;
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  const text = JSON.stringify(outputs);
  if (text.length > MOST_PINNED) {
    throw new AppError({
      code: "request.too_large",
      category: "data",
      message: `A pin holds at most ${MOST_PINNED} characters`,
      details: { limit: MOST_PINNED },
    });
  }
  const values = { outputs: JsonObjectSchema.parse(JSON.parse(text)), pinnedBy: actor };
  await putNodePin({ db: app.db, workspaceId, flowId, nodeId, ...values });
}

export async function unpinOutput(
  app: App,
  access: Access,
  { flowId, nodeId }: { flowId: string; nodeId: string },
): Promise<void> {
  requirePermission(access, "flow.write");
  const { workspaceId } = access;
  if (!(await findFlow({ db: app.db, workspaceId, flowId }))) throw flowNotFound(flowId);
  await deleteNodePin({ db: app.db, workspaceId, flowId, nodeId });
}

function itemsOf(outputs: PinnedOutputs): Record<string, Item[]> {
  return Object.fromEntries(
    Object.entries(outputs).map(([handle, samples]) => [
      handle,
      samples.map(({ key, label, data, links }): Item => ({ key, label: label ?? key, data, links: links ?? {} })),
    ]),
  );
}
