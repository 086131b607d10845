"use client";

import { useFormatter, useTranslations } from "use-intl";
import { NodeIcon } from "@/components/canvas/node-icon";
import { durationText } from "@/components/runs/run-progress";
import type { NodeFigures, StepView } from "@/components/runs/types";
import { cx } from "@/components/ui/class-names";
import { StateBadge } from "@/components/ui/state-badge";

const SHOWN = ["created", "updated", "unchanged"] as const;

type RunStepsProps = {
  steps: readonly StepView[];
  nodes: readonly NodeFigures[];
  /** Records read so far, for a flow with one reading. */
  read: number;
  isOver: boolean;
};

/** The steps of the flow in order, each with what went through it and how long it took. */
export function RunSteps({ steps, nodes, read, isOver }: RunStepsProps) {
  const t = useTranslations("run.steps");
  const figures = new Map(nodes.map((node) => [node.nodeId, node]));
  const readings = steps.filter((step) => step.isReading);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long flow scrolls sideways, with the keyboard too
    <ol className="run-steps" aria-label={t("label")} tabIndex={0}>
      {steps.map((step) => (
        <Step
          key={step.id}
          step={step}
          figures={figures.get(step.id)}
          read={step.isReading && readings.length === 1 ? read : undefined}
          isOver={isOver}
        />
      ))}
    </ol>
  );
}

type StepProps = { step: StepView; figures: NodeFigures | undefined; read: number | undefined; isOver: boolean };

function Step({ step, figures, read, isOver }: StepProps) {
  const t = useTranslations("run.steps");
  const facts = useTranslations("run.facts");
  const format = useFormatter();
  const isLive = !isOver && figures?.status === "running";
  const passed = figures ? (step.isReading ? figures.out : figures.in) : read;
  const made = figures ? SHOWN.filter((outcome) => (figures.counts[outcome] ?? 0) > 0) : [];
  return (
    <li className={cx("run-step", step.category, isLive && "live")}>
      <h3>
        <NodeIcon name={step.icon} />
        <span className="truncate" title={step.label}>
          {step.label}
        </span>
      </h3>
      <p>
        {passed !== undefined ? (
          <>
            <b className="num">{format.number(passed)}</b> {t(step.isReading ? "read" : "passed", { count: passed })}
            {figures && <span className="num muted push">{durationText(facts, figures.ms)}</span>}
          </>
        ) : (
          <span>{t("notReached")}</span>
        )}
      </p>
      {figures && (made.length > 0 || figures.failed > 0 || (figures.counts.review ?? 0) > 0) && (
        <p className="run-step-counts">
          {made.map((outcome) => (
            <Count key={outcome} state={outcome} count={figures.counts[outcome] ?? 0} />
          ))}
          <Count state="review" count={figures.counts.review ?? 0} />
          <Count state="failed" count={figures.failed} />
        </p>
      )}
    </li>
  );
}

function Count({ state, count }: { state: "created" | "updated" | "unchanged" | "review" | "failed"; count: number }) {
  const words = useTranslations("runs.told");
  const format = useFormatter();
  if (count === 0) return null;
  return (
    <StateBadge plain state={state}>
      <span title={words(state, { count })}>
        {format.number(count)}
        <span className="sr-only"> {words(state, { count })}</span>
      </span>
    </StateBadge>
  );
}
