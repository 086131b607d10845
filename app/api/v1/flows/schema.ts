import { z } from "zod";
import { IdParamsSchema, JsonRecordSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { FlowDocumentSchema } from "@/engine/document/schema";
import { defineContract } from "@/lib/server/define-route";
import { CoverageSchema } from "@/lib/server/flows/coverage";
import { PinnedOutputsSchema } from "@/lib/server/flows/pins";
import { TryFlowSchema } from "@/lib/server/flows/try-flow";

const ProblemOfFlowSchema = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  nodeId: z.string().optional(),
  edgeId: z.string().optional(),
  path: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
});

const SummarySchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  integrationId: z.string().nullable(),
  enabled: z.boolean(),
  /** Since when its runs wait; null = they do not. */
  pausedAt: TimeSchema.nullable(),
  /** Number of the version that runs; null = never published. */
  version: z.int().nullable(),
  updatedAt: TimeSchema,
});

const VersionSchema = z.object({
  id: z.string(),
  number: z.int(),
  contentHash: z.string(),
  publishedBy: z.string(),
  note: z.string().nullable(),
  publishedAt: TimeSchema,
});

const FlowSchema = SummarySchema.omit({ version: true }).extend({
  draft: FlowDocumentSchema,
  revision: z.int(),
  /** The version that runs. */
  version: VersionSchema.nullable(),
  /** Does the draft do something else than the version that runs? */
  modified: z.boolean(),
  problems: z.array(ProblemOfFlowSchema),
});

export const listFlowsContract = defineContract({
  id: "listFlows",
  method: "GET",
  path: "/flows",
  summary: "The flows of the workspace, or of one integration in the order of a first synchronisation",
  permission: "read",
  query: z.object({ integration: z.string().optional() }),
  reply: listOf(SummarySchema),
});

export const createFlowContract = defineContract({
  id: "createFlow",
  method: "POST",
  path: "/flows",
  summary: "Make a flow outside any integration; the body is the flow document",
  permission: "flow.write",
  body: FlowDocumentSchema,
  reply: z.object({ id: z.string() }),
  status: 201,
});

export const readFlowContract = defineContract({
  id: "readFlow",
  method: "GET",
  path: "/flows/{id}",
  summary: "The draft of a flow with its problems, and the version that runs",
  permission: "read",
  params: IdParamsSchema,
  reply: FlowSchema,
});

export const changeFlowContract = defineContract({
  id: "changeFlow",
  method: "PATCH",
  path: "/flows/{id}",
  summary: "Switch a flow on or off: schedules and webhooks of one that is off start nothing",
  permission: "flow.write",
  params: IdParamsSchema,
  body: z.strictObject({ enabled: z.boolean() }),
  reply: FlowSchema,
});

export const pauseFlowContract = defineContract({
  id: "pauseFlow",
  method: "POST",
  path: "/flows/{id}/pause",
  summary: "Let runs wait: the one that goes on parks after its page, none begins; they are still asked for",
  permission: "run.cancel",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const resumeFlowContract = defineContract({
  id: "resumeFlow",
  method: "POST",
  path: "/flows/{id}/resume",
  summary: "Let runs go on where they stand",
  permission: "run.cancel",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

const WatermarkSchema = z.object({
  /** Node that reads. */
  driver: z.string(),
  /** Where its next run starts, on the source's own clock. */
  value: z.json(),
  runId: z.string(),
  updatedAt: TimeSchema,
});

export const listWatermarksContract = defineContract({
  id: "listWatermarks",
  method: "GET",
  path: "/flows/{id}/watermarks",
  summary: "Where the next run of each driver starts; one without a watermark starts from the beginning",
  permission: "read",
  params: IdParamsSchema,
  reply: listOf(WatermarkSchema),
});

const DriverParamsSchema = IdParamsSchema.extend({ driver: z.string().min(1).max(120) });

export const setWatermarkContract = defineContract({
  id: "setWatermark",
  method: "PUT",
  path: "/flows/{id}/watermarks/{driver}",
  summary: "Have the next run start elsewhere: an ISO time, or a value of the same kind; refused while a run goes on",
  permission: "flow.write",
  params: DriverParamsSchema,
  body: z.strictObject({ value: z.json() }),
  reply: z.object({}),
  status: 204,
});

export const deleteWatermarkContract = defineContract({
  id: "deleteWatermark",
  method: "DELETE",
  path: "/flows/{id}/watermarks/{driver}",
  summary: "Have the next run start from the beginning",
  permission: "flow.write",
  params: DriverParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const deleteFlowContract = defineContract({
  id: "deleteFlow",
  method: "DELETE",
  path: "/flows/{id}",
  summary: "Delete a flow with its versions and runs",
  permission: "flow.write",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const saveDraftContract = defineContract({
  id: "saveDraft",
  method: "PUT",
  path: "/flows/{id}/draft",
  summary: "Save the draft; with `revision` only over that one (409 otherwise). Without wrapper the body is the document",
  permission: "flow.write",
  params: IdParamsSchema,
  body: z.union([z.strictObject({ document: FlowDocumentSchema, revision: z.int().optional() }), FlowDocumentSchema]),
  reply: z.object({ revision: z.int(), problems: z.array(ProblemOfFlowSchema) }),
});

export const publishFlowContract = defineContract({
  id: "publishFlow",
  method: "POST",
  path: "/flows/{id}/publish",
  summary: "Make the draft the version that runs; 422 with the problems when it cannot run",
  permission: "flow.publish",
  params: IdParamsSchema,
  body: z.strictObject({ note: z.string().max(500).optional() }),
  reply: z.object({ versionId: z.string(), number: z.int(), changed: z.boolean() }),
});

export const tryFlowContract = defineContract({
  id: "tryFlow",
  method: "POST",
  path: "/flows/{id}/try",
  summary: "Run a draft, or one node of it, on a few records: input and output of each node, planned writes; writes nothing",
  permission: "flow.write",
  params: IdParamsSchema,
  body: TryFlowSchema,
  /** `{nodes: [{nodeId, inputs, outputs, failed, ignored, review}], outcomes, traces, planned}`. */
  reply: JsonRecordSchema,
});

export const listPinsContract = defineContract({
  id: "listPins",
  method: "GET",
  path: "/flows/{id}/pins",
  summary: "Outputs pinned for tries of the draft, by node; no run uses them",
  permission: "read",
  params: IdParamsSchema,
  reply: listOf(z.object({ nodeId: z.string(), outputs: z.json() })),
});

const NodeParamsSchema = IdParamsSchema.extend({ nodeId: z.string().min(1).max(120) });

export const pinOutputContract = defineContract({
  id: "pinOutput",
  method: "PUT",
  path: "/flows/{id}/pins/{nodeId}",
  summary: "Pin what a node gives in tries of the draft: `{outputs: {<handle>: [{key, label?, data, links?}]}}`",
  permission: "flow.write",
  params: NodeParamsSchema,
  body: z.strictObject({ outputs: PinnedOutputsSchema }),
  reply: z.object({}),
  status: 204,
});

export const unpinOutputContract = defineContract({
  id: "unpinOutput",
  method: "DELETE",
  path: "/flows/{id}/pins/{nodeId}",
  summary: "Have tries run the node again",
  permission: "flow.write",
  params: NodeParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const listVersionsContract = defineContract({
  id: "listVersions",
  method: "GET",
  path: "/flows/{id}/versions",
  summary: "Published versions, newest first",
  permission: "read",
  params: IdParamsSchema,
  reply: listOf(VersionSchema),
});

export const restoreVersionContract = defineContract({
  id: "restoreVersion",
  method: "POST",
  path: "/flows/{id}/restore",
  summary: "Put a former version into the draft",
  permission: "flow.write",
  params: IdParamsSchema,
  body: z.strictObject({ versionId: z.string() }),
  reply: z.object({ revision: z.int() }),
});

export const measureCoverageContract = defineContract({
  id: "measureCoverage",
  method: "POST",
  path: "/flows/{id}/coverage",
  summary: "Read live records and count those with values no table row covers, or that targets would not take; writes nothing",
  permission: "flow.write",
  params: IdParamsSchema,
  body: CoverageSchema,
  reply: z.object({
    records: z.int(),
    tables: z.array(
      z.object({
        table: z.string(),
        nodeId: z.string().nullable(),
        records: z.int(),
        unmapped: z.int(),
        byDefault: z.int(),
        values: z.array(z.object({ code: z.string(), label: z.string(), records: z.int() })),
      }),
    ),
    fields: z.array(
      z.object({
        nodeId: z.string(),
        field: z.string(),
        problem: z.string(),
        records: z.int(),
        of: z.int(),
        example: z.string(),
      }),
    ),
  }),
});

export const flowContracts = [
  measureCoverageContract,
  listFlowsContract,
  createFlowContract,
  readFlowContract,
  changeFlowContract,
  pauseFlowContract,
  resumeFlowContract,
  listWatermarksContract,
  setWatermarkContract,
  deleteWatermarkContract,
  deleteFlowContract,
  saveDraftContract,
  publishFlowContract,
  tryFlowContract,
  listPinsContract,
  pinOutputContract,
  unpinOutputContract,
  listVersionsContract,
  restoreVersionContract,
];
