"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { niceTop, stackOf } from "@/components/statistics/scale";
import { type DayFigures, STACKED } from "@/components/statistics/types";
import { StateIcon } from "@/components/ui/state-badge";
import type { OutcomeKind } from "@/lib/core/outcomes";

/** What was written, or waits: what stayed as it was is many times more, and is shown when asked for. */
const SHOWN_FIRST: readonly OutcomeKind[] = ["created", "updated", "review", "failed"];
const HEIGHT = 200;

/** Records per day, stacked by outcome; an outcome is hidden and shown by its word. */
export function DayChart({ days, zone }: { days: readonly DayFigures[]; zone: string }) {
  const t = useTranslations("statistics");
  const runs = useTranslations("runs.counts");
  const format = useFormatter();
  const [shown, setShown] = useState<ReadonlySet<OutcomeKind>>(new Set(SHOWN_FIRST));
  const outcomes = STACKED.filter((outcome) => shown.has(outcome));
  const top = niceTop(Math.max(0, ...days.map((day) => outcomes.reduce((sum, outcome) => sum + day[outcome], 0))));
  const toggle = (outcome: OutcomeKind) =>
    setShown((before) => new Set(STACKED.filter((one) => before.has(one) !== (one === outcome))));
  return (
    <figure className="day-chart">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and a legend of its own */}
      <div className="day-legend" role="group" aria-label={t("shown")}>
        {STACKED.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className={`chip ${outcome}`}
            aria-pressed={shown.has(outcome)}
            onClick={() => toggle(outcome)}
          >
            <StateIcon state={outcome} />
            {runs(outcome)}
          </button>
        ))}
      </div>
      <div className="day-plot">
        <div className="day-scale" aria-hidden="true">
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{format.number(value)}</span>
          ))}
        </div>
        <svg width="100%" height={HEIGHT} role="img" aria-label={t("chart", { count: days.length })}>
          {[0, 0.5, 1].map((part) => (
            <line key={part} x1="0" x2="100%" y1={part * HEIGHT} y2={part * HEIGHT} />
          ))}
          {days.map((day, index) => (
            <g key={day.day}>
              <title>{titleOf(day, outcomes)}</title>
              {stackOf(day, outcomes, { top, height: HEIGHT }).map(({ outcome, y, height }) => (
                <rect
                  key={outcome}
                  className={outcome}
                  x={`${(100 * (index + 0.15)) / days.length}%`}
                  width={`${70 / days.length}%`}
                  y={y}
                  height={height}
                />
              ))}
            </g>
          ))}
        </svg>
      </div>
      <div className="day-axis" aria-hidden="true">
        {[0, 1, 2, 3].map((quarter) => (
          <span key={quarter}>{label(days[Math.floor((quarter * days.length) / 4)]?.day)}</span>
        ))}
        <span>{t("today")}</span>
      </div>
      <figcaption className="small muted">{t("zone", { zone })}</figcaption>
    </figure>
  );

  function label(day: string | undefined): string {
    return day === undefined ? "" : format.dateTime(new Date(`${day}T12:00:00Z`), "day");
  }

  function titleOf(day: DayFigures, named: readonly OutcomeKind[]): string {
    const counts = named
      .filter((outcome) => day[outcome] > 0)
      .map((outcome) => `${runs(outcome)} ${format.number(day[outcome])}`);
    return [label(day.day), ...counts].join(" · ");
  }
}
