"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useTimeLeft } from "@/components/runs/time-left";
import type { RunView, Snapshot } from "@/components/runs/types";
import { Meter } from "@/components/ui/meter";
import { StateBadge } from "@/components/ui/state-badge";
import { Stamp } from "@/components/ui/time";
import { OUTCOMES, type OutcomeKind } from "@/lib/core/outcomes";

/** Records by outcome: the bar and, as its legend, the counts in words. */
export function RunProgress({ snapshot, isDry }: { snapshot: Snapshot; isDry: boolean }) {
  const t = useTranslations("run");
  const told = useTranslations("runs.told");
  const format = useFormatter();
  const counts = countsOf(snapshot);
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const { status, paused, progress } = snapshot.run;
  const isMoving = status === "running" && !paused;
  const legend = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  return (
    <div className="run-progress">
      <span className="run-total num">
        {progress?.total ? t("ofTotal", { count: progress.done, total: progress.total }) : t("total", { count: total })}
        {isMoving && progress && <PaceText progress={progress} />}
      </span>
      <Meter
        label={t("progress", { count: total })}
        className={isMoving ? "moving" : undefined}
        parts={legend.map((outcome) => ({ value: counts[outcome], tone: outcome }))}
        total={Math.max(total, progress?.total ?? 0)}
      />
      <ul className="run-legend" aria-live="off">
        {legend.map((outcome) => (
          <li key={outcome}>
            <StateBadge plain state={outcome}>
              {format.number(counts[outcome])}{" "}
              {isDry ? t(`would.${outcome}`, { count: counts[outcome] }) : told(outcome, { count: counts[outcome] })}
            </StateBadge>
          </li>
        ))}
        {isMoving && (
          <li>
            <StateBadge plain state="running">
              {t("goesOn")}
            </StateBadge>
          </li>
        )}
      </ul>
    </div>
  );
}

type Progress = NonNullable<Snapshot["run"]["progress"]>;

/** How fast it goes, and about how long it still takes. */
function PaceText({ progress: { perMinute, secondsLeft } }: { progress: Progress }) {
  const t = useTranslations("run");
  const left = useTimeLeft();
  if (perMinute === null) return null;
  return (
    <span className="muted">
      {" · "}
      {t("perMinute", { count: perMinute })}
      {secondsLeft !== null && ` · ${left(secondsLeft)}`}
    </span>
  );
}

export function countsOf({ run }: Snapshot): Record<OutcomeKind, number> {
  const { created, updated, unchanged, ignored, failed } = run.counts;
  return { created, updated, unchanged, ignored, review: run.review, failed };
}

/** Version, trigger, times and requests: what an operator compares between two runs. */
export function RunFacts({ run, snapshot, now }: { run: RunView; snapshot: Snapshot; now: number }) {
  const t = useTranslations("run.facts");
  const format = useFormatter();
  const { startedAt, endedAt, requests } = snapshot.run;
  const records = OUTCOMES.reduce((sum, outcome) => sum + countsOf(snapshot)[outcome], 0);
  const sent = requests.source + requests.target;
  const duration = startedAt ? (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt) : null;
  return (
    <dl className="run-facts">
      <Fact name={t("trigger")}>{t(`triggers.${run.trigger}`)}</Fact>
      <Fact name={t("version")}>{run.version ?? "—"}</Fact>
      <Fact name={startedAt ? t("started") : t("asked")}>
        <Stamp at={startedAt ?? run.createdAt} />
      </Fact>
      {run.since && (
        <Fact name={t("since")}>
          <Stamp at={run.since} />
        </Fact>
      )}
      {run.until && (
        <Fact name={t("until")}>
          <Stamp at={run.until} />
        </Fact>
      )}
      {duration !== null && <Fact name={t("duration")}>{durationText(t, Math.max(0, duration))}</Fact>}
      <Fact name={t("requests")}>
        {t("requestsOf", { source: format.number(requests.source), target: format.number(requests.target) })}
        {records > 0 && sent > 0 && (
          <span className="muted"> {t("perRecord", { value: format.number(sent / records, { maximumFractionDigits: 1 }) })}</span>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** `0,8 s`, `42 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(t: (key: string, values: Record<string, number>) => string, ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (ms < 10_000) return t("shortSeconds", { value: Math.round(ms / 100) / 10 });
  if (seconds < 60) return t("seconds", { value: seconds });
  if (seconds < 3600) return t("minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  return t("hours", { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60) });
}
