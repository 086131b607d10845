import { z } from "zod";
import { defineNode } from "@/engine/nodes/define-node";
import { NO_HANDLES } from "@/engine/nodes/shared/handles";
import { textOf } from "@/engine/nodes/shared/read-config";
import { short } from "@/engine/nodes/shared/words";

const NoteConfigSchema = z.strictObject({ text: z.string().max(4000) });
export type NoteConfig = z.infer<typeof NoteConfigSchema>;

export const note = defineNode<NoteConfig>({
  kind: "note",
  version: 1,
  category: "control",
  title: { en: "Note", fr: "Note" },
  description: { en: "A word to the people who read this flow.", fr: "Un mot à ceux qui lisent ce flux." },
  icon: "sticky-note",
  config: NoteConfigSchema,
  defaults: { text: "" },
  form: [{ path: "text", label: { en: "Text", fr: "Texte" }, control: "textarea" }],
  handles: () => NO_HANDLES,
  summary: (config) => short(textOf(config, "text")),
});
