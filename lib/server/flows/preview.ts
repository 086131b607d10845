import { z } from "zod";
import { findFlow } from "@/db/queries/flows";
import { createEvaluator } from "@/engine/mapping/evaluator";
import { evaluateItems } from "@/engine/nodes/shared/evaluate";
import type { ErrorInfo } from "@/lib/core/errors";
import type { Json } from "@/lib/core/json";
import { type Access, requirePermission } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { flowNotFound } from "@/lib/server/flows/flows";
import { SampleSchema } from "@/lib/server/flows/samples";
import { contextOf } from "@/lib/server/flows/try-context";
import { readRunTables } from "@/lib/server/integrations/tables";

export const PreviewSchema = z.strictObject({
  flowId: z.string(),
  sample: SampleSchema,
  /** Texts to evaluate on the sample, by a name of the caller's. */
  expressions: z.array(z.strictObject({ id: z.string(), text: z.string().max(50_000) })).max(400),
});

export interface PreviewResult {
  readonly id: string;
  /** Absent = nothing: the field is left out. */
  readonly value?: Json;
  readonly error?: ErrorInfo;
}

/** What expressions give for a sample, by the evaluator of runs with the integration's settings and tables. */
export async function previewExpressions(
  app: App,
  access: Access,
  { flowId, sample, expressions }: z.infer<typeof PreviewSchema>,
): Promise<PreviewResult[]> {
  requirePermission(access, "flow.write");
  const { workspaceId } = access;
  const flow = await findFlow({ db: app.db, workspaceId, flowId });
  if (!flow) throw flowNotFound(flowId);
  const { integrationId } = flow;
  const tables = integrationId === null ? [] : await readRunTables({ db: app.db, workspaceId, integrationId });
  const evaluator = createEvaluator({ tables });
  try {
    const ctx = await contextOf(app, flow, { input: {}, tables, evaluator });
    const item = { key: sample.key, label: sample.label ?? sample.key, data: sample.data, links: sample.links ?? {} };
    return await Promise.all(
      expressions.map(async ({ id, text }): Promise<PreviewResult> => {
        const [result] = await evaluateItems(ctx, text, [item]);
        if (!result?.ok) return { id, ...(result ? { error: result.error } : {}) };
        return { id, ...(result.value === undefined ? {} : { value: result.value }) };
      }),
    );
  } finally {
    evaluator.close();
  }
}
