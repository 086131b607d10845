import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { ConnectionRefSchema, ExpressionSchema, StreamNameSchema } from "@/engine/nodes/shared/schemas";
import { capitalised, short, streamWords, toConfigure } from "@/engine/nodes/shared/words";
import type { JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";
import { READ_FORM } from "./form";

export const ReadConfigSchema = z
  .strictObject({
    connection: ConnectionRefSchema,
    stream: StreamNameSchema,
    /**
     * `watermark`: what changed since the last run that succeeded; `all`: everything each time;
     * `setting`: what changed since `from`, at each run.
     */
    since: z.enum(["watermark", "all", "setting"]),
    /** An ISO date, on `$settings`. With `watermark` it bounds the first run only. */
    from: ExpressionSchema.optional(),
    /**
     * Days before the last run that are read again each time, for changes that leave the date of a record alone (a
     * refund, a combination's price). What did not change costs its reading and nothing else.
     */
    rereadDays: z.number().int().min(0).max(400).optional(),
    /**
     * A value gives nothing → the condition is left out; an empty list → nothing is read.
     * Two values (a list) for `between`.
     */
    where: z
      .array(
        z.strictObject({
          field: z.string().min(1),
          op: z.enum(["in", "gte", "lte", "between"]),
          value: ExpressionSchema,
        }),
      )
      .max(20)
      .optional(),
    /** Parts of a record that cost requests: `lines`, `payments`. */
    include: z.array(z.string().min(1)).max(50).optional(),
    /** Source keys to read, on `$trigger`: `$trigger.keys` reads only what an event names. Nothing → no restriction. */
    keys: ExpressionSchema.optional(),
  })
  .refine((config) => config.since !== "setting" || config.from !== undefined, { path: ["from"] });
export type ReadConfig = z.infer<typeof ReadConfigSchema>;

function summary(config: JsonObject, locale: Locale): string {
  const stream = textOf(config, "stream");
  if (stream === "") return toConfigure(locale);
  const since = textOf(config, "since");
  const words = {
    watermark: { en: "since last run", fr: "les nouveautés" },
    setting: { en: "since a date", fr: "depuis une date" },
    all: { en: "all", fr: "tout" },
  };
  const scope = since in words ? words[since as keyof typeof words][locale] : "";
  return short(`${capitalised(streamWords(stream, locale))}${scope ? ` · ${scope}` : ""}`);
}

export const read = defineNode<ReadConfig>({
  kind: "read",
  version: 1,
  category: "source",
  title: { en: "Read", fr: "Lire" },
  description: {
    en: "Reads records from a system, page by page.",
    fr: "Lit des enregistrements dans un système, page par page.",
  },
  icon: "database",
  config: ReadConfigSchema,
  defaults: { connection: "", stream: "", since: "watermark" },
  form: READ_FORM,
  handles: () => THROUGH,
  summary,
  describeOutput: (config, _input, catalog) => ({
    out: catalog.streamSchema(textOf(config, "connection"), textOf(config, "stream")) ?? { type: "object" },
  }),
});
