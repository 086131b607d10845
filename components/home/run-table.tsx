"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import type { RunCounts, RunLine } from "@/components/home/types";
import { durationText } from "@/components/runs/run-progress";
import { StateBadge, StateIcon } from "@/components/ui/state-badge";
import { toneOf } from "@/components/ui/states";
import { PastAt } from "@/components/ui/time";

const SHOWN = ["created", "updated", "unchanged", "review", "failed"] as const;
/** What a phone keeps. */
const KEPT: readonly string[] = ["created", "failed"];

type Props = {
  runs: readonly RunLine[];
  /** UI-46: state, duration and number of records too, on pages that have room for them. */
  withState?: boolean;
  /** Where all are of one integration its name goes without saying. */
  ofOneIntegration?: boolean;
};

/** Runs with their counts by outcome; on the home page and on that of runs. */
export function RunTable({ runs, withState, ofOneIntegration }: Props) {
  const t = useTranslations("runs");
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t("flow")}</th>
          {withState && (
            <th scope="col" className="not-phone">
              {t("state")}
            </th>
          )}
          <th scope="col" className="not-phone">
            {t("start")}
          </th>
          {withState && (
            <>
              <th scope="col" className="right mid">
                {t("duration")}
              </th>
              <th scope="col" className="right mid">
                {t("records")}
              </th>
            </>
          )}
          {SHOWN.map((kind) => (
            <th key={kind} scope="col" className={`right count ${KEPT.includes(kind) ? "" : "not-phone"}`}>
              {t(`counts.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} withState={withState} ofOneIntegration={ofOneIntegration} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Omit<Props, "runs"> & { run: RunLine };

function RunRow({ run, withState, ofOneIntegration }: RowProps) {
  const t = useTranslations("runs");
  const facts = useTranslations("run.facts");
  const format = useFormatter();
  const state = useTranslations("state");
  return (
    <tr>
      <td className="flow">
        <span className="row">
          <span className={`tone ${toneOf(run.state)}`} title={state(run.state)}>
            <StateIcon state={run.state} />
            <span className="visually-hidden">{state(run.state)}</span>
          </span>
          <span className="truncate">
            <Link className="name" href={`/runs/${run.id}`}>
              {run.flow}
            </Link>
            {run.integration && !ofOneIntegration && <span className="muted small not-phone"> · {run.integration}</span>}
          </span>
          {run.dry && <span className="tag">{t("dry")}</span>}
        </span>
      </td>
      {withState && (
        <td className="not-phone">
          <StateBadge state={run.state} />
        </td>
      )}
      <td className="not-phone nowrap">
        <PastAt at={run.at} />
      </td>
      {withState && (
        <>
          <td className="right mid nowrap">
            {run.milliseconds === null ? <span className="zero">—</span> : durationText(facts, run.milliseconds)}
          </td>
          <td className="right mid">{format.number(Object.values(run.counts).reduce((sum, count) => sum + count, 0))}</td>
        </>
      )}
      {SHOWN.map((kind) => (
        <td key={kind} className={`count ${KEPT.includes(kind) ? "" : "not-phone"}`}>
          <Count kind={kind} counts={run.counts} />
        </td>
      ))}
    </tr>
  );
}

function Count({ kind, counts }: { kind: (typeof SHOWN)[number]; counts: RunCounts }) {
  const format = useFormatter();
  const value = counts[kind];
  if (value === 0) return <span className="zero">0</span>;
  return (
    <StateBadge state={kind} plain>
      {format.number(value)}
    </StateBadge>
  );
}
