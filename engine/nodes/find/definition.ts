import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import {
  aliasField,
  connectionField,
  identityFields,
  matchField,
  onAmbiguousField,
  streamField,
} from "@/engine/nodes/shared/fields";
import { IN, NOT_FOUND, OUT, THROUGH } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import {
  AliasSchema,
  ConnectionRefSchema,
  IdentitySchema,
  MatchRuleSchema,
  OnAmbiguousSchema,
  StreamNameSchema,
} from "@/engine/nodes/shared/schemas";
import { short, streamWords, toConfigure } from "@/engine/nodes/shared/words";

/** Finds the target record that stands for a source record: by its link, then by the match rules in order. */
export const FindConfigSchema = z
  .strictObject({
    connection: ConnectionRefSchema,
    stream: StreamNameSchema,
    alias: AliasSchema,
    identity: IdentitySchema.optional(),
    match: z.array(MatchRuleSchema).max(10),
    /** `ignore`: the record is ignored, with the reason; `continue`: it goes on without the link; `handle`: it leaves by `notFound`. */
    onMissing: z.enum(["ignore", "continue", "handle"]),
    onAmbiguous: OnAmbiguousSchema,
  })
  .refine((config) => config.match.length > 0 || config.identity !== undefined, { path: ["match"] });
export type FindConfig = z.infer<typeof FindConfigSchema>;

const WITH_NOT_FOUND = {
  inputs: [{ id: IN }],
  outputs: [
    { id: OUT, label: { en: "Found", fr: "Trouvé" } },
    { id: NOT_FOUND, label: { en: "Not found", fr: "Introuvable" } },
  ],
} as const;

export const find = defineNode<FindConfig>({
  kind: "find",
  version: 1,
  category: "source",
  title: { en: "Find", fr: "Retrouver" },
  description: {
    en: "Looks for the matching record of the target, without writing anything.",
    fr: "Recherche l’enregistrement correspondant de la cible, sans rien écrire.",
  },
  icon: "search",
  config: FindConfigSchema,
  defaults: { connection: "", stream: "", alias: "found", match: [], onMissing: "ignore", onAmbiguous: "review" },
  form: [
    connectionField,
    streamField,
    aliasField("alias", { en: "$links.name.id in later expressions", fr: "$links.nom.id dans les expressions suivantes" }),
    matchField,
    onAmbiguousField,
    {
      path: "onMissing",
      label: { en: "Not found", fr: "Introuvable" },
      control: "select",
      options: [
        { value: "ignore", label: { en: "Ignore the record", fr: "Ignorer l’enregistrement" } },
        { value: "continue", label: { en: "Go on without", fr: "Continuer sans" } },
        { value: "handle", label: { en: "Leave by “Not found”", fr: "Sortir par « Introuvable »" } },
      ],
    },
    ...identityFields,
  ],
  handles: (config) => (textOf(config, "onMissing") === "handle" ? WITH_NOT_FOUND : THROUGH),
  summary: (config, locale) => {
    const stream = textOf(config, "stream");
    return stream === "" ? toConfigure(locale) : short(`${locale === "fr" ? "Parmi" : "Among"} ${streamWords(stream, locale)}`);
  },
  describeOutput: (_config, input) => ({ [OUT]: input, [NOT_FOUND]: input }),
});
