import { z } from "zod";

/** What is kept of an error with a record or a run. */
export const ErrorSchema = z.object({
  code: z.string(),
  category: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.json()),
  advice: z.object({ en: z.string(), fr: z.string() }).optional(),
});
