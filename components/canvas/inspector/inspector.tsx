"use client";

import { Copy, Trash2, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { selectedNode } from "@/components/canvas/editor-store";
import type { EditorChoices } from "@/components/canvas/editor-types";
import type { MapperSource } from "@/components/canvas/inspector/form-fields";
import { NodeForm } from "@/components/canvas/inspector/node-form";
import { WaysOut } from "@/components/canvas/inspector/ways-out";
import { NodeIcon } from "@/components/canvas/node-icon";
import { useProblemText } from "@/components/canvas/problems-menu";
import { TestPanel } from "@/components/canvas/test/test-panel";
import type { Trial } from "@/components/canvas/test/use-trial";
import { useTools } from "@/components/canvas/tools-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

type Props = { choices: EditorChoices; trial: Trial; mapping: MapperSource };

/** The selected step: its form drawn from its schema, what is wrong with it, and its test data under it. */
export function Inspector({ choices, trial, mapping }: Props) {
  const t = useTranslations("editor.inspector");
  const language = useLanguage();
  const node = useEditor(selectedNode);
  if (!node) return null;
  const definition = nodeDefinition(node.kind);
  return (
    <aside className={`inspector ${definition.category}`} aria-label={t("title")}>
      <InspectorHead node={node} title={node.label ?? definition.title[language]} subtitle={definition.description[language]} />
      <div className="inspector-body">
        <div className="form" key={node.id}>
          <NodeProblems node={node} />
          <Common node={node} placeholder={definition.title[language]} />
          <NodeForm node={node} choices={choices} trial={trial} mapping={mapping} />
          <WaysOut node={node} />
          {node.kind !== "note" && <Behaviour node={node} />}
        </div>
        {node.kind !== "note" && <TestPanel node={node} trial={trial} />}
      </div>
    </aside>
  );
}

function InspectorHead({ node, title, subtitle }: { node: FlowNode; title: string; subtitle: string }) {
  const t = useTranslations("editor.inspector");
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const { edits } = useTools();
  return (
    <header className="inspector-head">
      <NodeIcon name={nodeDefinition(node.kind).icon} />
      <div className="truncate">
        <h2 className="truncate">{title}</h2>
        <p className="muted truncate" title={subtitle}>
          {subtitle}
        </p>
      </div>
      <span className="push" />
      {mayEdit && (
        <>
          <Button
            square
            size="sm"
            variant="quiet"
            aria-label={t("duplicate")}
            icon={<Copy className="icon" />}
            onClick={edits.duplicate}
          />
          <Button
            square
            size="sm"
            variant="quiet"
            aria-label={t("remove")}
            icon={<Trash2 className="icon" />}
            onClick={edits.remove}
          />
        </>
      )}
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("close")}
        icon={<X className="icon" />}
        onClick={() => store.getState().select([])}
      />
    </header>
  );
}

function NodeProblems({ node }: { node: FlowNode }) {
  const t = useTranslations("editor.problems");
  const all = useEditor((state) => state.problems);
  const text = useProblemText();
  const problems = all.filter((problem) => problem.nodeId === node.id);
  if (problems.length === 0) return null;
  return (
    <ul className="node-problems" aria-label={t("ofStep")}>
      {problems.map((problem) => (
        <li key={`${problem.code}${problem.path}`} className={problem.severity === "error" ? "failed" : "attention"}>
          {text(problem)}
        </li>
      ))}
    </ul>
  );
}

function Common({ node, placeholder }: { node: FlowNode; placeholder: string }) {
  const t = useTranslations("editor.inspector");
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  return (
    <Field label={t("name")}>
      {(control) => (
        <Input
          {...control}
          value={node.label ?? ""}
          placeholder={placeholder}
          maxLength={120}
          readOnly={!mayEdit}
          onChange={(event) => {
            const label = event.target.value || null;
            store.getState().apply({ type: "node.update", id: node.id, label }, `name ${node.id}`);
          }}
        />
      )}
    </Field>
  );
}

function Behaviour({ node }: { node: FlowNode }) {
  const t = useTranslations("editor.inspector");
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const { apply } = store.getState();
  return (
    <>
      <Field label={t("onError.label")}>
        {(control) => (
          <Select
            {...control}
            value={node.onError}
            disabled={!mayEdit}
            onValueChange={(value) =>
              apply({ type: "node.update", id: node.id, onError: value === "stopRun" ? "stopRun" : "failRecord" })
            }
            options={[
              { value: "failRecord", label: t("onError.failRecord") },
              { value: "stopRun", label: t("onError.stopRun") },
            ]}
          />
        )}
      </Field>
      <div className="switch-row">
        <Switch
          id={`${node.id}-enabled`}
          checked={!node.disabled}
          disabled={!mayEdit}
          onCheckedChange={(isOn) => apply({ type: "node.update", id: node.id, disabled: !isOn })}
        />
        <label htmlFor={`${node.id}-enabled`}>{t("enabled")}</label>
      </div>
    </>
  );
}
