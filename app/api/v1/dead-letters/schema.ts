import { z } from "zod";
import { ErrorSchema } from "@/app/api/v1/errors";
import { IdParamsSchema, JsonRecordSchema, listOf, PageQuerySchema, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";

const STATES = ["waiting", "given_up"] as const;

const LetterSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  flow: z.string(),
  /** Key of the source record. */
  key: z.string(),
  label: z.string(),
  nodeId: z.string().nullable(),
  runId: z.string(),
  error: ErrorSchema,
  attempts: z.int(),
  status: z.enum(["open", "resolved", "dismissed"]),
  /** Of an open one: `waiting` is done again by itself after `retryAt`; `given_up` has failed too often. */
  state: z.enum(STATES).nullable(),
  retryAt: TimeSchema.nullable(),
  /** A person corrected it: that is done instead of what the source says. */
  edited: z.boolean(),
  /** Why it was dismissed. */
  reason: z.string().nullable(),
  closedBy: z.string().nullable(),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});

const IdsSchema = z.array(z.string()).min(1).max(500);
const FilterSchema = z.strictObject({ flow: z.string().optional(), state: z.enum(STATES).optional() });
const reason = z.string().trim().min(1).max(500);

export const listDeadLettersContract = defineContract({
  id: "listDeadLetters",
  method: "GET",
  path: "/dead-letters",
  summary: "Records that failed, last changed first",
  permission: "read",
  query: PageQuerySchema.extend({
    flow: z.string().optional(),
    status: z.enum(["open", "resolved", "dismissed"]).default("open"),
    state: z.enum(STATES).optional(),
  }),
  reply: listOf(LetterSchema),
});

export const readDeadLetterContract = defineContract({
  id: "readDeadLetter",
  method: "GET",
  path: "/dead-letters/{id}",
  summary: "One of them with the record as it was read, and as a person corrected it",
  permission: "read",
  params: IdParamsSchema,
  reply: LetterSchema.omit({ flow: true }).extend({
    payload: JsonRecordSchema.nullable(),
    correction: JsonRecordSchema.nullable(),
  }),
});

export const retryDeadLettersContract = defineContract({
  id: "retryDeadLetters",
  method: "POST",
  path: "/dead-letters/retry",
  summary: "Do records again now, in one run for each flow",
  permission: "run.start",
  /** Some by id, or all open ones that the filter lets pass, 500 at the most. */
  body: z.union([z.strictObject({ ids: IdsSchema }), z.strictObject({ filter: FilterSchema })]),
  reply: z.object({ count: z.int(), runs: z.array(z.string()) }),
});

export const dismissDeadLettersContract = defineContract({
  id: "dismissDeadLetters",
  method: "POST",
  path: "/dead-letters/dismiss",
  summary: "Leave records out, with a reason, as long as they fail for the same cause",
  permission: "run.start",
  body: z.union([z.strictObject({ ids: IdsSchema, reason }), z.strictObject({ filter: FilterSchema, reason })]),
  reply: z.object({ count: z.int() }),
});

export const editDeadLetterContract = defineContract({
  id: "editDeadLetter",
  method: "POST",
  path: "/dead-letters/{id}/edit",
  summary: "Correct a record and do it again now: the correction stands in for the source until it passes",
  permission: "run.start",
  params: IdParamsSchema,
  body: z.strictObject({ data: JsonRecordSchema }),
  reply: z.object({ runId: z.string() }),
});

export const deadLetterContracts = [
  listDeadLettersContract,
  readDeadLetterContract,
  retryDeadLettersContract,
  dismissDeadLettersContract,
  editDeadLetterContract,
];
