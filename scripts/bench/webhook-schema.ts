import { z } from "zod";

export const LoadSchema = z.object({
  url: z.string(),
  secret: z.string(),
  endpointId: z.string(),
  databaseUrl: z.string(),
  perSecond: z.number(),
  seconds: z.number(),
});
export const LoadResultSchema = z.object({
  answered: z.array(z.number()),
  done: z.array(z.number()),
  lost: z.number(),
  refused: z.number(),
});
