"use client";

import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { CompareFrame } from "@/components/canvas/versions/compare-frame";
import { FlowPicture, type Marks } from "@/components/canvas/versions/flow-picture";
import { useLanguage } from "@/components/ui/use-language";
import { diffFlows, type FlowDiff, type ValueChange } from "@/engine/document/diff";
import type { FlowDocument, FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { Json } from "@/lib/core/json";
import { type DiffLine, diffLines } from "@/lib/core/text-diff";

type Props = {
  before: FlowDocument;
  after: FlowDocument;
  title: string;
  names: { before: string; after: string };
  onClose: () => void;
};

/** Two documents side by side: as drawings, with what was added, removed and changed, or as text. */
export function Compare({ before, after, title, names, onClose }: Props) {
  const t = useTranslations("editor.compare");
  const [view, setView] = useState<"drawing" | "text">("drawing");
  const diff = useMemo(() => diffFlows(before, after), [before, after]);
  const { nodes } = diff;
  const changed = nodes.changed.map(({ after: node }) => [node.id, "changed"] as const);
  const removed: Marks = Object.fromEntries([...changed, ...nodes.removed.map(({ id }) => [id, "removed"] as const)]);
  const added: Marks = Object.fromEntries([...changed, ...nodes.added.map(({ id }) => [id, "added"] as const)]);
  return (
    <CompareFrame
      title={title}
      counts={t("counts", { added: nodes.added.length, removed: nodes.removed.length, changed: nodes.changed.length })}
      view={{
        label: t("view"),
        value: view,
        onValueChange: setView,
        options: [
          { value: "drawing", label: t("drawing") },
          { value: "text", label: t("text") },
        ],
      }}
      close={t("close")}
      onClose={onClose}
    >
      {diff.isEmpty ? (
        <p className="compare-same muted">{t("same")}</p>
      ) : view === "drawing" ? (
        <div className="compare-drawings">
          <FlowPicture document={before} marks={removed} label={names.before} />
          <FlowPicture document={after} marks={added} label={names.after} />
        </div>
      ) : (
        <TextDiff diff={diff} />
      )}
    </CompareFrame>
  );
}

function TextDiff({ diff }: { diff: FlowDiff }) {
  const t = useTranslations("editor.compare");
  return (
    <div className="compare-text">
      {diff.flow.length > 0 && <Changes title={t("flow")} changes={diff.flow} />}
      {diff.nodes.changed.map(({ after, changes }) => (
        <Changes key={after.id} title={<NodeName node={after} />} changes={changes} node={after} />
      ))}
      {diff.nodes.added.map((node) => (
        <Changes key={node.id} title={<NodeName node={node} />} mark={t("added")} tone="created" changes={[]} />
      ))}
      {diff.nodes.removed.map((node) => (
        <Changes key={node.id} title={<NodeName node={node} />} mark={t("removed")} tone="failed" changes={[]} />
      ))}
      {diff.edges.added.length + diff.edges.removed.length > 0 && (
        <p className="muted">{t("edges", { added: diff.edges.added.length, removed: diff.edges.removed.length })}</p>
      )}
    </div>
  );
}

function NodeName({ node }: { node: FlowNode }) {
  const locale = useLanguage();
  return node.label ?? nodeDefinition(node.kind).title[locale];
}

type ChangesProps = {
  title: React.ReactNode;
  changes: readonly ValueChange[];
  node?: FlowNode;
  mark?: string;
  tone?: string;
};

function Changes({ title, changes, node, mark, tone }: ChangesProps) {
  const nameOf = usePathName(node);
  return (
    <section>
      <h3>
        {title} {mark && <span className={`badge ${tone}`}>{mark}</span>}
      </h3>
      {changes.map(({ path, before, after }) => (
        <div key={path} className="compare-change">
          <span className="compare-name" title={path}>
            {nameOf(path)}
          </span>
          <Sides before={textOf(before)} after={textOf(after)} />
        </div>
      ))}
    </section>
  );
}

/** A value before and after; of longer ones, the lines that differ are marked. */
function Sides({ before, after }: { before: string; after: string }) {
  const lines = diffLines(before, after);
  return (
    <>
      <pre className="removed">{lines.before.map(lineOf)}</pre>
      <ArrowRight className="icon" aria-hidden="true" />
      <pre className="added">{lines.after.map(lineOf)}</pre>
    </>
  );
}

function lineOf({ text, isOwn }: DiffLine, index: number) {
  return (
    <span key={index} className={isOwn ? "own" : undefined}>
      {text}
      {"\n"}
    </span>
  );
}

/** A value as the form of its step calls it; its path where the form has no name for it. */
function usePathName(node: FlowNode | undefined): (path: string) => string {
  const t = useTranslations("editor.inspector");
  const locale = useLanguage();
  return (path) => {
    if (path === "label") return t("name");
    if (path === "disabled") return t("enabled");
    if (path === "onError") return t("onError.label");
    const field = node && nodeDefinition(node.kind).form.find((each) => path === `config.${each.path}`);
    return field?.label[locale] ?? path;
  };
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return "–";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
