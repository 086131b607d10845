"use client";

import { ChevronLeft, ChevronRight, Columns2, Pin, PinOff } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useEditor } from "@/components/canvas/editor-context";
import type { NodeTrialView, TrialItem } from "@/components/canvas/editor-types";
import { PasteSamples } from "@/components/canvas/test/paste-samples";
import { RunMenu } from "@/components/canvas/test/run-menu";
import { shownOf } from "@/components/canvas/test/sides";
import { SourceMenu } from "@/components/canvas/test/source-menu";
import { StepData } from "@/components/canvas/test/step-data";
import type { Trial } from "@/components/canvas/test/use-trial";
import { JsonView } from "@/components/runs/json-view";
import { useReasonText } from "@/components/runs/reason";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Segmented } from "@/components/ui/segmented";
import { StateBadge } from "@/components/ui/state-badge";
import { useLanguage } from "@/components/ui/use-language";
import type { FlowNode } from "@/engine/document/schema";
import { nodeDefinition } from "@/engine/nodes/definitions";

/** What goes into the selected step and comes out of it, record by record, for the last try. */
export function TestPanel({ node, trial }: { node: FlowNode; trial: Trial }) {
  const t = useTranslations("editor.try");
  const [side, setSide] = useState<"input" | "output">("output");
  const [pasting, setPasting] = useState(false);
  const [viewing, setViewing] = useState(false);
  const language = useLanguage();
  const own = trial.of(node.id);
  const isPinned = useEditor((state) => state.pins.has(node.id));
  const records = own ? recordsOf(own, isPinned) : [];
  const shown = records[Math.min(trial.position, records.length - 1)];
  return (
    <section className="test" aria-label={t("data")}>
      <header className="test-head">
        <h3>{t("data")}</h3>
        <span className="push" />
        {records.length > 0 && (
          <span className="stepper">
            <Button
              square
              size="sm"
              variant="quiet"
              aria-label={t("previous")}
              disabled={trial.position <= 0}
              icon={<ChevronLeft className="icon" />}
              onClick={() => trial.show(trial.position - 1)}
            />
            <span className="num">
              {t("position", { position: Math.min(trial.position + 1, records.length), total: records.length })}
            </span>
            <Button
              square
              size="sm"
              variant="quiet"
              aria-label={t("next")}
              disabled={trial.position >= records.length - 1}
              icon={<ChevronRight className="icon" />}
              onClick={() => trial.show(trial.position + 1)}
            />
          </span>
        )}
      </header>
      <div className="test-bar">
        <Segmented
          label={t("side")}
          value={side}
          onValueChange={setSide}
          options={[
            { value: "input", label: t("input") },
            { value: "output", label: t("output") },
          ]}
        />
        <span className="push mono muted truncate">{shown?.label}</span>
        <Button
          square
          size="sm"
          variant="quiet"
          aria-label={t("sideBySide")}
          title={t("sideBySide")}
          disabled={!own}
          icon={<Columns2 className="icon" />}
          onClick={() => setViewing(true)}
        />
        <SourceMenu trial={trial} onPaste={() => setPasting(true)} />
      </div>
      <TrialData trial={own} record={shown} side={side} />
      <footer className="test-foot">
        <Verdict trial={own} record={shown} />
        <span className="push" />
        <PinButton node={node} trial={trial} />
        <RunMenu nodeId={node.id} trial={trial} />
      </footer>
      {own && (
        <StepData
          open={viewing}
          onOpenChange={setViewing}
          title={node.label ?? nodeDefinition(node.kind).title[language]}
          trial={own}
          position={trial.position}
          onPosition={trial.show}
        />
      )}
      <PasteSamples open={pasting} onOpenChange={setPasting} trial={trial} />
    </section>
  );
}

/** A step that brings records has no input, and of a pinned one only what comes out counts. */
function recordsOf(trial: NodeTrialView, isPinned: boolean): readonly TrialItem[] {
  return trial.inputs.length > 0 && !isPinned ? trial.inputs : Object.values(trial.outputs).flat();
}

function TrialData({
  trial,
  record,
  side,
}: {
  trial: NodeTrialView | undefined;
  record: TrialItem | undefined;
  side: "input" | "output";
}) {
  const t = useTranslations("editor.try");
  const errorText = useErrorText();
  const reasonText = useReasonText();
  if (!trial || !record) return <p className="test-empty muted">{t("empty")}</p>;
  if (side === "input") {
    const arrived = trial.inputs.find((each) => each.key === record.key);
    return arrived ? <JsonView value={shownOf(arrived)} /> : <p className="test-empty muted">{t("noInput")}</p>;
  }
  const failure = trial.failed.find((each) => each.key === record.key);
  if (failure) {
    return (
      <div className="test-empty failed" role="alert">
        <p>{errorText(failure.error)}</p>
        <p className="mono small">{failure.error.message}</p>
      </div>
    );
  }
  const made = Object.values(trial.outputs)
    .flat()
    .filter((item) => item.key === record.key || item.key.startsWith(`${record.key}#`));
  if (made.length === 0) {
    const reason = trial.ignored.find((each) => each.key === record.key)?.reason;
    return <p className="test-empty muted">{reason ? reasonText({ ...reason }) : t("noOutput")}</p>;
  }
  return <JsonView value={made.length === 1 && made[0] ? shownOf(made[0]) : made.map(shownOf)} />;
}

/** What came out stands in for the step in later tries, until it is let go. */
function PinButton({ node, trial }: { node: FlowNode; trial: Trial }) {
  const t = useTranslations("editor.try");
  const isPinned = useEditor((state) => state.pins.has(node.id));
  const mayEdit = useEditor((state) => state.mayEdit);
  const hasOutput = Object.values(trial.of(node.id)?.outputs ?? {}).some((items) => items.length > 0);
  if (!mayEdit || (!isPinned && !hasOutput)) return null;
  const Icon = isPinned ? PinOff : Pin;
  return (
    <Button
      square
      size="sm"
      variant={isPinned ? "soft" : "quiet"}
      aria-pressed={isPinned}
      aria-label={t(isPinned ? "unpin" : "pin")}
      title={t(isPinned ? "unpin" : "pin")}
      icon={<Icon className="icon" />}
      onClick={() => void trial.pin(node.id, !isPinned)}
    />
  );
}

function Verdict({ trial, record }: { trial: NodeTrialView | undefined; record: TrialItem | undefined }) {
  const t = useTranslations("editor.try");
  if (!trial || !record) return null;
  if (trial.failed.some((each) => each.key === record.key)) return <StateBadge plain state="failed" />;
  if (trial.review.some((each) => each.key === record.key)) return <StateBadge plain state="review" />;
  if (trial.ignored.some((each) => each.key === record.key)) return <StateBadge plain state="ignored" />;
  return (
    <StateBadge plain state="ok">
      {t("done")}
    </StateBadge>
  );
}
