import { z } from "zod";
import { RETENTION_BOUNDS } from "@/lib/core/retention-bounds";

const whole = ({ min, max }: { readonly min: number; readonly max: number }) => z.number().int().min(min).max(max);

/** How long, and how much, a workspace keeps of its runs. Payloads of failed records are kept until they are solved. */
export const RetentionSchema = z.strictObject({
  /** Days runs are kept with what became of each record. */
  runDays: whole(RETENTION_BOUNDS.runDays).default(90),
  /** Days samples of input and output are kept. */
  sampleDays: whole(RETENTION_BOUNDS.sampleDays).default(7),
  /** Megabytes of all of it; beyond them the oldest runs go. */
  megabytes: whole(RETENTION_BOUNDS.megabytes).default(2_000),
});
export type Retention = z.infer<typeof RetentionSchema>;
