"use client";

import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { Switch } from "@/components/ui/switch";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

/** Ways out of a step that nothing is joined to: each is an end on purpose, or was forgotten. */
export function WaysOut({ node }: { node: FlowNode }) {
  const t = useTranslations("editor");
  const locale = useLanguage();
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const edges = useEditor((state) => state.document.edges);
  const { category, handles } = nodeDefinition(node.kind);
  const taken = new Set(edges.filter(({ source }) => source === node.id).map(({ sourceHandle }) => sourceHandle));
  const loose = handles(node.config).outputs.filter(({ id }) => !taken.has(id));
  // Records go on from a start; behind a write there need be nothing.
  const isAsked = category === "control" || category === "transform" || node.kind === "find" || node.kind === "enrich";
  if (!isAsked || loose.length === 0) return null;
  const ends = node.ends ?? [];
  const mark = (id: string, isEnd: boolean) =>
    store.getState().apply({
      type: "node.update",
      id: node.id,
      ends: isEnd ? [...ends, id] : ends.filter((each) => each !== id),
    });
  return (
    <fieldset className="list-field">
      <legend>{t("inspector.ends")}</legend>
      {loose.map(({ id, label }) => (
        <div key={id} className="switch-row">
          <Switch
            id={`${node.id}-${id}-ends`}
            checked={ends.includes(id)}
            disabled={!mayEdit}
            onCheckedChange={(isEnd) => mark(id, isEnd)}
          />
          <label htmlFor={`${node.id}-${id}-ends`}>{t("inspector.endsHere", { name: label?.[locale] ?? t("handle.out") })}</label>
        </div>
      ))}
      <p className="help">{t("inspector.endsHelp")}</p>
    </fieldset>
  );
}
