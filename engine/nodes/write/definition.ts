import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import {
  AliasSchema,
  ConnectionRefSchema,
  ExpressionSchema,
  IdentitySchema,
  MatchRuleSchema,
  OnAmbiguousSchema,
  PathSchema,
  StreamNameSchema,
} from "@/engine/nodes/shared/schemas";
import { short, streamWords, toConfigure } from "@/engine/nodes/shared/words";
import { WRITE_FORM } from "./form";

/** Writes each record to the target once, and keeps the link between the two. */
export const WriteConfigSchema = z.strictObject({
  connection: ConnectionRefSchema,
  stream: StreamNameSchema,
  /** The result is `$links.<alias>` for the nodes that follow. */
  alias: AliasSchema,
  identity: IdentitySchema.optional(),
  /** The record as the target wants it. */
  record: ExpressionSchema,
  /** False: nothing is written and the record goes on without the link. */
  when: ExpressionSchema.optional(),
  match: z.array(MatchRuleSchema).max(10),
  /**
   * `create`: an existing record is linked and left alone; `update`: a record that does not exist is ignored;
   * `upsert`: either.
   */
  mode: z.enum(["upsert", "create", "update"]),
  /** The source changed after it was written, or an existing record was recognised: write it, leave it, or ask. */
  onChange: z.enum(["update", "ignore", "review"]),
  onAmbiguous: OnAmbiguousSchema,
  /**
   * What a rule found is linked to another source record already. `review` (also when absent): ask; `share`: both are
   * that one (guests with one address); `increment`: create it with a number added to `incrementField`.
   */
  onTaken: z.enum(["review", "share", "increment"]).optional(),
  incrementField: PathSchema.optional(),
});
export type WriteConfig = z.infer<typeof WriteConfigSchema>;

const MODES: Record<string, { en: string; fr: string }> = {
  upsert: { en: "Create or update", fr: "Créer ou mettre à jour" },
  create: { en: "Create", fr: "Créer" },
  update: { en: "Update", fr: "Mettre à jour" },
};

export const write = defineNode<WriteConfig>({
  kind: "write",
  version: 1,
  category: "destination",
  title: { en: "Write", fr: "Écrire" },
  description: {
    en: "Creates or updates records in a system, each exactly once.",
    fr: "Crée ou met à jour des enregistrements dans un système, chacun une seule fois.",
  },
  icon: "send",
  config: WriteConfigSchema,
  defaults: {
    connection: "",
    stream: "",
    alias: "result",
    record: "$",
    match: [],
    mode: "upsert",
    onChange: "update",
    onAmbiguous: "review",
  },
  form: WRITE_FORM,
  handles: () => THROUGH,
  summary: (config, locale) => {
    const stream = textOf(config, "stream");
    const mode = MODES[textOf(config, "mode")];
    if (stream === "" || mode === undefined) return toConfigure(locale);
    return short(`${mode[locale]} · ${streamWords(stream, locale)}`);
  },
  describeOutput: (_config, input) => ({ out: input }),
});
