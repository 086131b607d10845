import { z } from "zod";
import { RetentionSchema } from "@/lib/core/retention";
import { defineContract } from "@/lib/server/define-route";

const KeptSchema = z.object({ settings: RetentionSchema, kept: z.object({ bytes: z.int(), runs: z.int() }) });

export const readRetentionContract = defineContract({
  id: "readRetention",
  method: "GET",
  path: "/retention",
  summary: "How long and how much is kept of runs, and how much that is",
  permission: "read",
  reply: KeptSchema,
});

export const changeRetentionContract = defineContract({
  id: "changeRetention",
  method: "PUT",
  path: "/retention",
  summary: "Change it; what is past its age or size goes within minutes, payloads of failed records stay until solved",
  permission: "workspace.manage",
  body: RetentionSchema,
  reply: KeptSchema,
});

export const retentionContracts = [readRetentionContract, changeRetentionContract];
