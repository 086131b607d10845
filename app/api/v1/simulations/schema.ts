import { z } from "zod";
import { ErrorSchema } from "@/app/api/v1/errors";
import { IdParamsSchema, JsonRecordSchema, listOf, PageQuerySchema, TimeSchema } from "@/app/api/v1/shared";
import { OUTCOMES } from "@/lib/core/outcomes";
import { defineContract } from "@/lib/server/define-route";
import { StartSimulationSchema } from "@/lib/server/simulations/request";

const SimulationSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  kind: z.enum(["difference", "replay"]),
  version: z.enum(["draft", "published"]),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  cancelRequested: z.boolean(),
  /** `{keys?, since?, until?, limit, days, input}`. */
  request: JsonRecordSchema,
  counts: z.object({
    total: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    ignored: z.int(),
    failed: z.int(),
    review: z.int(),
  }),
  /** Replays: records that the two versions treat differently. */
  differing: z.int(),
  /** Did the source have more than was simulated? */
  hasMore: z.boolean(),
  error: ErrorSchema.nullable(),
  /** The run that was started from it last. */
  runId: z.string().nullable(),
  createdAt: TimeSchema,
  startedAt: TimeSchema.nullable(),
  endedAt: TimeSchema.nullable(),
});

const ChangeSchema = z.object({
  path: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  before: z.json().optional(),
  after: z.json().optional(),
});

const RecordSchema = z.object({
  seq: z.int(),
  key: z.string(),
  label: z.string(),
  /** Customer of a document, name of anything else. */
  name: z.string(),
  outcome: z.enum(OUTCOMES),
  amount: z.object({ value: z.string(), currency: z.string() }).nullable(),
  nodeId: z.string().nullable(),
  /** What each node would do, field by field; lists leave out the fields of what would be created. */
  writes: z.array(
    z.object({
      nodeId: z.string(),
      alias: z.string(),
      stream: z.string(),
      ref: z.string(),
      outcome: z.enum(OUTCOMES),
      changes: z.array(ChangeSchema),
    }),
  ),
  error: ErrorSchema.nullable(),
  reason: JsonRecordSchema.nullable(),
  review: JsonRecordSchema.nullable(),
  /** Replays: is it treated differently, and how. */
  differs: z.boolean(),
  comparison: z.json().nullable(),
});

const SideSchema = z.object({ connectionId: z.string(), title: z.string(), reads: z.int(), writes: z.int() });

export const startSimulationContract = defineContract({
  id: "startSimulation",
  method: "POST",
  path: "/flows/{id}/simulations",
  summary: "Simulate up to 500 live records: what the target would get; kind=replay compares draft and published version",
  permission: "run.start",
  params: IdParamsSchema,
  body: StartSimulationSchema,
  reply: z.object({ id: z.string() }),
  status: 201,
});

export const listSimulationsContract = defineContract({
  id: "listSimulations",
  method: "GET",
  path: "/flows/{id}/simulations",
  summary: "The simulations kept of a flow, newest first",
  permission: "read",
  params: IdParamsSchema,
  reply: listOf(SimulationSchema),
});

export const readSimulationContract = defineContract({
  id: "readSimulation",
  method: "GET",
  path: "/simulations/{id}",
  summary: "Status and counts of a simulation",
  permission: "read",
  params: IdParamsSchema,
  reply: SimulationSchema,
});

export const readSimulationCostContract = defineContract({
  id: "readSimulationCost",
  method: "GET",
  path: "/simulations/{id}/cost",
  summary: "Requests and time a real run of what would be written would cost: an estimate",
  permission: "read",
  params: IdParamsSchema,
  reply: z.object({ sides: z.array(SideSchema), requests: z.int(), ms: z.int().nullable() }),
});

export const listSimulationRecordsContract = defineContract({
  id: "listSimulationRecords",
  method: "GET",
  path: "/simulations/{id}/records",
  summary: "What each record would become, in the order read",
  permission: "read",
  params: IdParamsSchema,
  query: PageQuerySchema.extend({
    outcome: z.enum(OUTCOMES).optional(),
    /** Replays: `true` = only what differs. */
    differs: z.enum(["true", "false"]).optional(),
    /** Words of the record's key, label or name, or of the reference of a record it would change. */
    search: z.string().max(200).optional(),
  }),
  reply: listOf(RecordSchema),
});

export const readSimulationRecordContract = defineContract({
  id: "readSimulationRecord",
  method: "GET",
  path: "/simulations/{id}/records/{seq}",
  summary: "One record with all that would be sent, and its documents with the proof of their totals",
  permission: "read",
  params: IdParamsSchema.extend({ seq: z.coerce.number().int() }),
  reply: RecordSchema.extend({
    writes: z.array(RecordSchema.shape.writes.element.extend({ after: JsonRecordSchema })),
    documents: z.json(),
  }),
});

export const cancelSimulationContract = defineContract({
  id: "cancelSimulation",
  method: "POST",
  path: "/simulations/{id}/cancel",
  summary: "Stop a simulation; what it has seen stays",
  permission: "run.cancel",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const runSimulatedContract = defineContract({
  id: "runSimulated",
  method: "POST",
  path: "/simulations/{id}/run",
  summary: "Run for real exactly the records that would be written, or those given; 409 when the flow is not what was simulated",
  permission: "run.start",
  params: IdParamsSchema,
  body: z.strictObject({
    keys: z.array(z.string()).min(1).max(500).optional(),
    /** Publish the simulated draft first. */
    publish: z.boolean().optional(),
  }),
  reply: z.object({ id: z.string() }),
  status: 201,
});

export const exportSimulationContract = defineContract({
  id: "exportSimulation",
  method: "GET",
  path: "/simulations/{id}/export",
  summary: "All records as JSON, or as CSV with one line per field that would change",
  permission: "read",
  params: IdParamsSchema,
  query: z.object({ format: z.enum(["csv", "json"]).default("json") }),
  reply: z.array(z.json()),
});

export const simulationContracts = [
  startSimulationContract,
  listSimulationsContract,
  readSimulationContract,
  readSimulationCostContract,
  listSimulationRecordsContract,
  readSimulationRecordContract,
  cancelSimulationContract,
  runSimulatedContract,
  exportSimulationContract,
];
