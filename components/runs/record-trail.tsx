"use client";

import { CircleCheck, CircleMinus, CircleQuestionMark, CircleX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { JsonView } from "@/components/runs/json-view";
import type { RecordDetail, RunView, StepView } from "@/components/runs/types";
import { cx } from "@/components/ui/class-names";
import { Segmented } from "@/components/ui/segmented";

type Side = "both" | "input" | "output";

/** The steps this record passed, the one it stopped at, and those it never reached. */
export function RecordTrail({ record, run }: { record: RecordDetail; run: RunView }) {
  const t = useTranslations("run.record");
  const passed = new Map(record.steps.map((step) => [step.nodeId, step]));
  const last = record.nodeId ?? record.steps.at(-1)?.nodeId ?? null;
  const [chosen, setChosen] = useState<string | null>(last);
  const [side, setSide] = useState<Side>("both");
  const shown = chosen === null ? undefined : passed.get(chosen);
  if (record.steps.length === 0) return <p className="small muted">{t("notKept")}</p>;
  const name = run.steps.find(({ id }) => id === chosen)?.label ?? "";
  return (
    <section className="run-panel-part">
      <h3>{t("steps")}</h3>
      <ol className="run-trail">
        {run.steps.map((step) => (
          <TrailStep
            key={step.id}
            step={step}
            state={stateOf(step, record, passed.has(step.id))}
            isChosen={step.id === chosen}
            onChoose={passed.has(step.id) ? () => setChosen(step.id) : undefined}
          />
        ))}
      </ol>
      {shown && (
        <>
          <div className="row">
            <span className="label truncate">{name}</span>
            <span className="push" />
            <Segmented
              label={t("side")}
              value={side}
              onValueChange={setSide}
              options={[
                { value: "both", label: t("both") },
                { value: "input", label: t("input") },
                { value: "output", label: t("output") },
              ]}
            />
          </div>
          {side !== "output" && (
            <div className="run-io">
              <JsonView value={shown.input} label={t("inputOf", { step: name })} />
            </div>
          )}
          {side !== "input" && (
            <div className="run-io">
              <JsonView value={shown.output} label={t("outputOf", { step: name })} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

type StepState = "done" | "failed" | "review" | "ignored" | "notReached";

function stateOf(step: StepView, record: RecordDetail, hasPassed: boolean): StepState {
  if (record.nodeId === step.id && record.outcome !== "created" && record.outcome !== "updated" && record.outcome !== "unchanged")
    return record.outcome;
  // What is read has no step of its own to keep: the record is there, so it was read.
  return hasPassed || step.isReading ? "done" : "notReached";
}

const TRAIL_ICONS = {
  done: CircleCheck,
  failed: CircleX,
  review: CircleQuestionMark,
  ignored: CircleMinus,
  notReached: CircleMinus,
} as const;
const TRAIL_TONES = { done: "created", failed: "failed", review: "review", ignored: "ignored", notReached: "ignored" } as const;

type TrailStepProps = { step: StepView; state: StepState; isChosen: boolean; onChoose: (() => void) | undefined };

function TrailStep({ step, state, isChosen, onChoose }: TrailStepProps) {
  const t = useTranslations("run.record.trail");
  const Icon = TRAIL_ICONS[state];
  return (
    <li className={cx(state === "notReached" && "skipped", state === "failed" && "here")}>
      <span className={cx("tone", TRAIL_TONES[state])}>
        <Icon className="icon" />
      </span>
      {onChoose ? (
        <button type="button" className="truncate" aria-pressed={isChosen} onClick={onChoose}>
          {step.label}
        </button>
      ) : (
        <span className="truncate">{step.label}</span>
      )}
      <span className={cx("small", state === "failed" && "failed toned")}>{t(state)}</span>
    </li>
  );
}
