import { z } from "zod";
import { LocalizedTextSchema } from "@/lib/core/text";
import type { TemplateColumn, TemplateCondition } from "@/templates/contract";

const ColumnControlSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("lookup"), role: z.string(), lookup: z.string() }),
  z.object({
    type: z.literal("select"),
    options: z.array(z.object({ value: z.string(), label: LocalizedTextSchema })),
  }),
  z.object({ type: z.literal("switch") }),
  z.object({ type: z.literal("text") }),
]);

const ValueSchema = z.union([z.string(), z.boolean()]);

const MatchRuleSchema = z.union([
  z.enum(["rate", "iso", "code", "name", "contains"]),
  z.object({ pairs: z.record(z.string(), z.string()) }),
  z.object({ flags: z.array(z.object({ flag: z.string(), value: ValueSchema })), otherwise: ValueSchema }),
]);

const ColumnSchema: z.ZodType<TemplateColumn> = z.object({
  key: z.string(),
  title: LocalizedTextSchema,
  control: ColumnControlSchema,
  autoMatch: z.array(MatchRuleSchema).optional(),
  default: z.union([ValueSchema, z.null(), z.object({ code: z.string() }), z.object({ first: z.literal(true) })]),
  required: z.boolean(),
});

const ConditionSchema: z.ZodType<TemplateCondition> = z.object({
  fact: z.string(),
  title: LocalizedTextSchema,
  lookup: z.object({ role: z.string(), lookup: z.string() }),
  by: z.enum(["id", "iso"]),
});

/** A map table as its integration keeps it: the template's own table at the time it was installed. */
export const TableDefinitionSchema = z.object({
  key: z.string(),
  area: z.string().optional(),
  title: LocalizedTextSchema,
  help: LocalizedTextSchema.optional(),
  requirements: z.array(z.string()),
  source: z.object({ role: z.string(), lookup: z.string() }),
  columns: z.array(ColumnSchema),
  conditions: z.array(ConditionSchema).optional(),
});
export type TableDefinition = z.infer<typeof TableDefinitionSchema>;
