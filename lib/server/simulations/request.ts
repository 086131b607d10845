import { z } from "zod";
import { JsonObjectSchema } from "@/lib/core/json-schema";

/** Records a simulation reads at the most. */
export const MOST_RECORDS = 500;

const InstantSchema = z.union([z.iso.datetime({ offset: true }), z.iso.date().transform((date) => `${date}T00:00:00Z`)]);

export const StartSimulationSchema = z.strictObject({
  /** `replay`: the draft beside the published version, on records of the last days. */
  kind: z.enum(["difference", "replay"]).default("difference"),
  /** Of a difference; a replay always compares the draft. */
  version: z.enum(["draft", "published"]).default("draft"),
  /** Only these source records. */
  keys: z.array(z.string().min(1).max(200)).min(1).max(MOST_RECORDS).optional(),
  /** Records changed from this time of the source on; absent = what the next run would read. */
  since: InstantSchema.optional(),
  /** Records changed before it. */
  until: InstantSchema.optional(),
  limit: z.int().min(1).max(MOST_RECORDS).default(100),
  /** Replays: days to go back. */
  days: z.int().min(1).max(90).default(7),
  /** `$trigger` of the expressions. */
  input: JsonObjectSchema.default({}),
});
export type StartSimulation = z.output<typeof StartSimulationSchema>;

/** As it is kept with the simulation. */
export const KeptRequestSchema = z.object({
  keys: z.array(z.string()).optional(),
  since: z.string().optional(),
  until: z.string().optional(),
  limit: z.int(),
  days: z.int(),
  input: JsonObjectSchema,
});
export type KeptRequest = z.infer<typeof KeptRequestSchema>;
