import { z } from "zod";
import { ErrorSchema } from "@/app/api/v1/errors";
import { IdParamsSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { MOST_DIFFERENCES } from "@/lib/server/reconcile/reconcile";

const KINDS = ["missing", "extra", "different", "value"] as const;
const STATUSES = ["open", "mending", "mended", "dismissed", "gone"] as const;

/** Amounts are decimal strings in the company's currency. */
const SideSchema = z.object({ count: z.int(), net: z.string(), vat: z.string(), gross: z.string() });
const RateSchema = z.object({ net: z.string(), vat: z.string() });
const BOTH = { source: SideSchema, target: SideSchema };

const SummarySchema = z.object({
  /** Run of the comparison. */
  runId: z.string(),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled"]),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  /** Open differences at its end; null while it goes on. */
  found: z.int().nullable(),
  compared: z.int(),
  /** Source records that changed after their flow ran last: it will bring them over by itself. */
  waiting: z.int(),
  createdAt: TimeSchema,
  endedAt: TimeSchema.nullable(),
  streams: z.array(z.object({ stream: z.string(), ...BOTH })),
  days: z.array(z.object({ stream: z.string(), day: z.string(), ...BOTH })),
  rates: z.array(z.object({ stream: z.string(), rate: z.string(), source: RateSchema, target: RateSchema })),
});

const DifferenceSchema = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  /** Of the target. */
  stream: z.string(),
  /** Key of the source record; null for what only the target has. */
  key: z.string().nullable(),
  label: z.string(),
  targetId: z.string().nullable(),
  targetRef: z.string().nullable(),
  day: z.string().nullable(),
  fields: z.array(z.object({ field: z.string(), expected: z.string().nullable(), actual: z.string().nullable() })),
  error: ErrorSchema.nullable(),
  pending: z.boolean(),
  status: z.enum(STATUSES),
  reason: z.string().nullable(),
  closedBy: z.string().nullable(),
  /** Address of the record in the target, for people. */
  page: z.string().nullable(),
  runId: z.string(),
  mendRunId: z.string().nullable(),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});

const ids = z.array(z.string()).min(1).max(MOST_DIFFERENCES);

export const startReconcileContract = defineContract({
  id: "startReconciliation",
  method: "POST",
  path: "/integrations/{id}/reconciliations",
  summary: "Compare both systems over a period; without one, over the days of the settings",
  permission: "run.start",
  params: IdParamsSchema,
  body: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
  /** Of the run. */
  reply: z.object({ id: z.string() }),
});

export const listReconciliationsContract = defineContract({
  id: "listReconciliations",
  method: "GET",
  path: "/integrations/{id}/reconciliations",
  summary: "The last 20 comparisons with their figures, newest first",
  permission: "read",
  params: IdParamsSchema,
  reply: listOf(SummarySchema),
});

export const listDifferencesContract = defineContract({
  id: "listDifferences",
  method: "GET",
  path: "/integrations/{id}/differences",
  summary: "What both systems do not agree on, newest day first",
  permission: "read",
  params: IdParamsSchema,
  query: z.object({
    status: z.enum(STATUSES).default("open"),
    kind: z.enum(KINDS).optional(),
    limit: z.coerce.number().int().min(1).max(5000).default(500),
  }),
  reply: listOf(DifferenceSchema),
});

export const mendDifferencesContract = defineContract({
  id: "mendDifferences",
  method: "POST",
  path: "/differences/mend",
  summary: "Bring exactly these records over again, in one run for each flow, then compare again",
  permission: "run.start",
  body: z.strictObject({ ids }),
  reply: z.object({ count: z.int(), runs: z.array(z.string()) }),
});

export const linkDifferenceContract = defineContract({
  id: "linkDifference",
  method: "POST",
  path: "/differences/{id}/link",
  summary: "A document that is too many is the one of this order of the shop: link it, then compare again",
  permission: "run.start",
  params: IdParamsSchema,
  /** Reference of the order in the shop, or its id. */
  body: z.strictObject({ order: z.string().trim().min(1).max(100) }),
  /** Id of the order it is linked to. */
  reply: z.object({ key: z.string() }),
});

export const dismissDifferencesContract = defineContract({
  id: "dismissDifferences",
  method: "POST",
  path: "/differences/dismiss",
  summary: "Leave differences as they are, with a reason, until they change",
  permission: "run.start",
  body: z.strictObject({ ids, reason: z.string().trim().min(1).max(500) }),
  reply: z.object({ count: z.int() }),
});

export const reconcileContracts = [
  startReconcileContract,
  listReconciliationsContract,
  listDifferencesContract,
  mendDifferencesContract,
  linkDifferenceContract,
  dismissDifferencesContract,
];
