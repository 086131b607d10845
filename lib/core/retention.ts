import { z } from "zod";

/** How long, and how much, a workspace keeps of its runs. Payloads of failed records are kept until they are solved. */
export const RetentionSchema = z.strictObject({
  /** Days runs are kept with what became of each record. */
  runDays: z.number().int().min(1).max(3_650).default(90),
  /** Days samples of input and output are kept. */
  sampleDays: z.number().int().min(0).max(365).default(7),
  /** Megabytes of all of it; beyond them the oldest runs go. */
  megabytes: z.number().int().min(10).max(1_000_000).default(2_000),
});
export type Retention = z.infer<typeof RetentionSchema>;
