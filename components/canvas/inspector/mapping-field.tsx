"use client";

import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { FormContext } from "@/components/canvas/inspector/form-fields";
import { useCoverage } from "@/components/canvas/use-coverage";
import { ExpressionEditor } from "@/components/mapping/expression-editor";
import { Mapper } from "@/components/mapping/visual/mapper";
import { MappingCard } from "@/components/mapping/visual/mapping-card";
import type { MapperCoverage, MappingActions, MappingDescription } from "@/components/mapping/visual/types";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { useLanguage } from "@/components/ui/use-language";
import { graphOf } from "@/engine/document/graph";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import { getPath } from "@/lib/core/json-path";

type Props = {
  id: string;
  label: string;
  text: string;
  onChange: (text: string, gesture?: string) => void;
  context: FormContext;
};

/** A mapping in the form of a node: drawn in the mapper, or written. */
export function MappingField({ id, label, text, onChange, context }: Props) {
  const t = useTranslations("mapper");
  const { node, mapping, disabled, sample } = context;
  const [method, setMethod] = useState<"visual" | "text">("visual");
  const [isOpen, setOpen] = useState(false);
  const description = useDescription(node, mapping.flowId, mapping.actions);
  const isCreated = node.kind === "write" && getPath(node.config, "mode") !== "update";
  return (
    <div className="mapping-field">
      <Segmented
        label={t("method")}
        value={method}
        onValueChange={setMethod}
        options={[
          { value: "visual", label: t("visual") },
          { value: "text", label: t("jsonata") },
        ]}
      />
      {method === "visual" ? (
        <MappingCard text={text} description={description} isCreated={isCreated} onOpen={() => setOpen(true)} />
      ) : (
        <ExpressionEditor id={id} label={label} value={text} readOnly={disabled} sample={sample?.data} onChange={onChange} />
      )}
      {isOpen &&
        (description ? (
          <OpenMapper {...{ text, onChange, context, description, isCreated }} onClose={() => setOpen(false)} />
        ) : (
          <Skeleton />
        ))}
    </div>
  );
}

type OpenProps = Pick<Props, "text" | "onChange" | "context"> & {
  description: MappingDescription;
  isCreated: boolean;
  onClose: () => void;
};

function OpenMapper({ text, onChange, context, description, isCreated, onClose }: OpenProps) {
  const language = useLanguage();
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const canUndo = useEditor((state) => state.past.length > 0);
  const canRedo = useEditor((state) => state.future.length > 0);
  const { node, mapping, disabled, choices } = context;
  const { trial, flowId, actions } = mapping;
  const samples = trial.of(node.id)?.inputs ?? [];
  const hasSamples = samples.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the samples are read once, when the mapper opens without any
  useEffect(() => {
    if (!hasSamples) void trial.run(node.id, { quiet: true });
  }, []);
  const previous = makerBefore(document, node.id);
  const { undo, redo } = store.getState();
  const connection = getPath(node.config, "connection");
  const coverage = useMapperCoverage(context);
  return (
    <Mapper
      {...{ flowId, text, onChange, isCreated, description, samples, actions, coverage, onClose }}
      connection={typeof connection === "string" ? connection : ""}
      readOnly={disabled}
      position={trial.position}
      onShowSample={trial.show}
      onTry={() => void trial.run(node.id)}
      flowName={document.name}
      nodeName={node.label ?? nodeDefinition(node.kind).title[language]}
      sourceTitle={
        previous ? (previous.label ?? nodeDefinition(previous.kind).title[language]) : (choices.connections[0]?.label ?? "")
      }
      history={{ undo, redo, canUndo, canRedo }}
    />
  );
}

/** The nearest step before a node that makes the record: writes, look-ups and branches let it pass as it is. */
function makerBefore(document: FlowDocument, nodeId: string): FlowNode | undefined {
  const { incoming } = graphOf(document);
  const seen = new Set<string>();
  let id: string | undefined = nodeId;
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    id = incoming.get(id)?.[0]?.source;
    const found = document.nodes.find((each) => each.id === id);
    if (found && MAKERS.has(found.kind)) return found;
  }
  return undefined;
}

const MAKERS: ReadonlySet<FlowNode["kind"]> = new Set(["read", "transform", "split", "document", "trigger-webhook"]);

/** What was counted on live records, as the mapper of this node shows it. */
function useMapperCoverage({ node, mapping }: FormContext): MapperCoverage {
  const found = useEditor((state) => state.coverage);
  const counting = useCoverage(mapping.flowId, mapping.coverage);
  const problems = useMemo(
    () =>
      (found?.fields ?? [])
        .filter(({ nodeId }) => nodeId === node.id)
        .map(({ problem, records, of }) => ({
          ...problem,
          params: { ...problem.params, records: String(records), of: String(of) },
        })),
    [found, node.id],
  );
  return {
    records: found?.records ?? null,
    tables: found?.tables ?? [],
    problems,
    isBusy: counting.busy,
    measure: () => void counting.run(),
  };
}

/** Asked again when what arrives may have changed: another node, another stream, other steps before. */
function useDescription(node: FlowNode, flowId: string, actions: MappingActions): MappingDescription | undefined {
  const store = useEditorStore();
  const [description, setDescription] = useState<MappingDescription>();
  const stream = JSON.stringify([node.config.connection, node.config.stream]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stream` is what the answer depends on
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      const result = await actions.describe({ flowId, document: store.getState().document, nodeId: node.id });
      if (!isGone && result.ok) setDescription(result.value);
    };
    ask().catch(() => {
      // The request was lost: the card goes without its figures, and the next selection asks again.
    });
    return () => {
      isGone = true;
    };
  }, [node.id, stream, flowId, actions, store]);
  return description;
}
