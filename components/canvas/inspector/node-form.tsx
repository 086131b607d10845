"use client";

import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { EditorChoices } from "@/components/canvas/editor-types";
import { FormFields, type MapperSource } from "@/components/canvas/inspector/form-fields";
import type { Trial } from "@/components/canvas/test/use-trial";
import type { FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { JsonObject } from "@/lib/core/json";

type Props = { node: FlowNode; choices: EditorChoices; trial: Trial; mapping: MapperSource };

/** The form of a node's config, drawn from the hints of its definition. Each change is one operation on the document. */
export function NodeForm({ node, choices, trial, mapping }: Props) {
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const change = (config: JsonObject, gesture = "form") =>
    store.getState().apply({ type: "node.update", id: node.id, config }, `${gesture} ${node.id}`);
  return (
    <FormFields
      fields={nodeDefinition(node.kind).form}
      value={node.config}
      onChange={change}
      context={{ node, choices, disabled: !mayEdit, sample: trial.inputOf(node.id), mapping: { ...mapping, trial } }}
    />
  );
}
