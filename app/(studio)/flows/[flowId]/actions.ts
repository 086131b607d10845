"use server";

import { z } from "zod";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { getLocale } from "@/lib/i18n/server";
import { defineAction } from "@/lib/server/define-action";
import { CoverageSchema, coverageOf } from "@/lib/server/flows/coverage";
import { publishFlow, saveDraft } from "@/lib/server/flows/flows";
import {
  DescribeMappingSchema,
  describeMapping,
  readTableValues,
  readTargetLookup,
  TableValuesSchema,
  TargetLookupSchema,
} from "@/lib/server/flows/mapping";
import { PinnedOutputsSchema, pinOutput, unpinOutput } from "@/lib/server/flows/pins";
import { PreviewSchema, previewExpressions } from "@/lib/server/flows/preview";
import { addTemplateFlow, readTemplateUpdate, settleTemplate } from "@/lib/server/flows/template-update";
import { TryFlowSchema, tryFlow } from "@/lib/server/flows/try-flow";
import { readHistory, readVersion } from "@/lib/server/flows/versions";

const DraftSchema = z.strictObject({ flowId: z.string(), document: FlowDocumentSchema, revision: z.int() });

/** Fails with `flow.stale_draft` when somebody else saved since `revision`: nothing is overwritten. */
export const saveFlowDraft = defineAction({ input: DraftSchema, permission: "flow.write" }, async ({ app, access, input }) => {
  const { revision } = await saveDraft(app, access, input);
  return { revision, savedAt: app.clock() };
});

export const publishFlowDraft = defineAction(
  { input: z.strictObject({ flowId: z.string(), note: z.string().max(500).optional() }), permission: "flow.publish" },
  ({ app, access, input }) => publishFlow(app, access, input),
);

export const tryFlowDraft = defineAction(
  { input: TryFlowSchema.extend({ flowId: z.string() }), permission: "flow.write" },
  async ({ app, access, input: { flowId, ...request } }) => tryFlow(app, access, flowId, request),
);

export const pinStepOutput = defineAction(
  {
    input: z.strictObject({ flowId: z.string(), nodeId: z.string().min(1).max(120), outputs: PinnedOutputsSchema }),
    permission: "flow.write",
  },
  async ({ app, access, input }) => {
    await pinOutput(app, access, input);
    return null;
  },
);

export const unpinStepOutput = defineAction(
  { input: z.strictObject({ flowId: z.string(), nodeId: z.string() }), permission: "flow.write" },
  async ({ app, access, input }) => {
    await unpinOutput(app, access, input);
    return null;
  },
);

export const describeFlowMapping = defineAction(
  { input: DescribeMappingSchema, permission: "flow.write" },
  async ({ app, access, input }) => describeMapping(app, access, { ...input, locale: await getLocale() }),
);

export const previewFlowMapping = defineAction({ input: PreviewSchema, permission: "flow.write" }, ({ app, access, input }) =>
  previewExpressions(app, access, input),
);

export const readMappingLookup = defineAction({ input: TargetLookupSchema, permission: "flow.write" }, ({ app, access, input }) =>
  readTargetLookup(app, access, input),
);

export const readMappingTable = defineAction({ input: TableValuesSchema, permission: "flow.write" }, ({ app, access, input }) =>
  readTableValues(app, access, input),
);

export const listFlowVersions = defineAction(
  { input: z.strictObject({ flowId: z.string() }), permission: "read" },
  ({ app, access, input }) => readHistory(app, access, input.flowId),
);

export const readFlowVersion = defineAction(
  { input: z.strictObject({ flowId: z.string(), versionId: z.string() }), permission: "read" },
  ({ app, access, input }) => readVersion(app, access, input),
);

export const readFlowTemplate = defineAction(
  { input: z.strictObject({ flowId: z.string() }), permission: "read" },
  ({ app, access, input }) => readTemplateUpdate(app, access, input.flowId),
);

export const settleFlowTemplate = defineAction(
  { input: z.strictObject({ flowId: z.string(), to: z.int() }), permission: "flow.write" },
  async ({ app, access, input }) => {
    await settleTemplate(app, access, input);
    return null;
  },
);

export const addFlowOfTemplate = defineAction(
  { input: z.strictObject({ flowId: z.string(), key: z.string() }), permission: "integration.write" },
  ({ app, access, input }) => addTemplateFlow(app, access, input),
);

/** Reads live records: what tables do not cover and targets would not take, counted. Writes nothing. */
export const measureCoverage = defineAction(
  { input: CoverageSchema.extend({ flowId: z.string() }), permission: "flow.write" },
  ({ app, access, input: { flowId, ...request } }) => coverageOf(app, access, flowId, request),
);
