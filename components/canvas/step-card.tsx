"use client";

import { Handle, type NodeProps, Position } from "@xyflow/react";
import { CircleSlash, Pin, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { StepNode } from "@/components/canvas/canvas-model";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { NodeActivity } from "@/components/canvas/editor-store";
import { useFar } from "@/components/canvas/far-context";
import { InlineName } from "@/components/canvas/inline-name";
import { NodeIcon } from "@/components/canvas/node-icon";
import { useSummary } from "@/components/canvas/node-summary";
import { StepTools } from "@/components/canvas/step-tools";
import { cx } from "@/components/ui/class-names";
import { StateIcon } from "@/components/ui/state-badge";
import { STATES, type StateName } from "@/components/ui/states";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowNode } from "@/engine/document/schema";
import type { HandleSpec, NodeCategory } from "@/engine/nodes/contract";
import { nodeDefinition } from "@/engine/nodes/definitions";

/** Outcomes shown at the foot of a destination, most telling first. */
const SHOWN: readonly StateName[] = ["failed", "created", "updated", "unchanged", "review"];

/** A step on the canvas: what it is, what it does in words, what the last run made of it, what is wrong with it. */
export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { node } = data;
  const locale = useLanguage();
  const t = useTranslations("editor");
  const definition = nodeDefinition(node.kind);
  const isFar = useFar();
  const store = useEditorStore();
  const problems = useEditor((state) => state.problemCounts.get(id) ?? 0);
  const activity = useEditor((state) => state.activity[id]);
  const isPinned = useEditor((state) => state.pins.has(id));
  const { inputs, outputs } = definition.handles(node.config);
  return (
    <div
      className={cx(
        "step-card",
        definition.category,
        selected && "selected",
        node.disabled && "disabled",
        activity?.isRunning && "running",
        isPinned && "is-pinned",
      )}
    >
      {selected && <StepTools id={id} />}
      {inputs.map((handle) => (
        <Handle key={handle.id} id={handle.id} type="target" position={Position.Top} title={t("handle.in")} />
      ))}
      <header>
        <NodeIcon name={definition.icon} />
        <InlineName
          id={id}
          name={node.label ?? definition.title[locale]}
          label={t("inspector.name")}
          onRename={(label) => store.getState().apply({ type: "node.update", id, label: label || null })}
        />
        {problems > 0 && (
          <span className="problem" title={t("problems.count", { count: problems })}>
            <TriangleAlert className="icon" aria-hidden="true" />
            {problems}
            <span className="visually-hidden">{t("problems.word", { count: problems })}</span>
          </span>
        )}
        {isPinned && <Pin className="icon push pinned" role="img" aria-label={t("try.isPinned")} />}
        {node.disabled && <CircleSlash className="icon push" aria-label={t("disabled")} />}
      </header>
      {!isFar && (
        <>
          <Summary node={node} />
          <footer>
            <Counts activity={activity} category={definition.category} />
          </footer>
        </>
      )}
      <WaysOut node={node} handles={outputs} />
    </div>
  );
});

function Summary({ node }: { node: FlowNode }) {
  return <p className="summary">{useSummary(node)}</p>;
}

function Counts({ activity, category }: { activity: NodeActivity | undefined; category: NodeCategory }) {
  const t = useTranslations();
  if (!activity) return <span>{category === "trigger" ? t("editor.starts") : t("editor.notRun")}</span>;
  if (activity.isRunning) {
    return (
      <span className="state plain running">
        <StateIcon state="running" />
        {t("editor.counts.in", { count: activity.in })}
      </span>
    );
  }
  const shown = SHOWN.filter((name) => category === "destination" && (activity.counts[name] ?? 0) > 0).slice(0, 2);
  if (shown.length === 0) {
    return (
      <>
        <span>{t("editor.counts.in", { count: activity.in })}</span>
        {activity.failed > 0 ? (
          <span className="state plain failed">
            <StateIcon state="failed" />
            {t("editor.counts.failed", { count: activity.failed })}
          </span>
        ) : (
          <span>{t("editor.counts.seconds", { seconds: activity.ms / 1000 })}</span>
        )}
      </>
    );
  }
  return shown.map((name, index) => {
    const words = t(`editor.counts.${name}`, { count: activity.counts[name] ?? 0 });
    return (
      <span key={name} className={cx("state plain", STATES[name].tone)} title={words}>
        <StateIcon state={name} />
        {index === 0 ? words : <Short words={words} count={activity.counts[name] ?? 0} />}
      </span>
    );
  });
}

/** The number for the eye, the words for the ear: two outcomes in words do not fit a card. */
function Short({ words, count }: { words: string; count: number }) {
  const format = useFormatter();
  return (
    <>
      <span aria-hidden="true">{format.number(count)}</span>
      <span className="visually-hidden">{words}</span>
    </>
  );
}

/** One way out leaves at the foot; several share the foot, each with its name. One that is an end is a full dot. */
function WaysOut({ node, handles }: { node: FlowNode; handles: readonly HandleSpec[] }) {
  const t = useTranslations("editor.handle");
  const locale = useLanguage();
  return handles.map((handle, index) => {
    const left = `${((index + 1) / (handles.length + 1)) * 100}%`;
    const name = handle.label?.[locale] ?? t("out");
    const isEnd = node.ends?.includes(handle.id) === true;
    return (
      <Handle
        key={handle.id}
        id={handle.id}
        type="source"
        position={Position.Bottom}
        style={{ left }}
        className={isEnd ? "end" : undefined}
        title={isEnd ? t("ends", { name }) : name}
      />
    );
  });
}
