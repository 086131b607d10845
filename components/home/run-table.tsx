"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import type { RunCounts, RunLine } from "@/components/home/types";
import { StateBadge, StateIcon } from "@/components/ui/state-badge";
import { toneOf } from "@/components/ui/states";
import { PastAt } from "@/components/ui/time";

const SHOWN = ["created", "updated", "unchanged", "review", "failed"] as const;
/** What a phone keeps. */
const KEPT: readonly string[] = ["created", "failed"];

/** Runs with their counts by outcome; on the home page and on that of runs. */
export function RunTable({ runs, withState }: { runs: readonly RunLine[]; withState?: boolean }) {
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
          {SHOWN.map((kind) => (
            <th key={kind} scope="col" className={`right count ${KEPT.includes(kind) ? "" : "not-phone"}`}>
              {t(`counts.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} withState={withState} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run, withState }: { run: RunLine; withState?: boolean }) {
  const t = useTranslations("runs");
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
            {run.integration && <span className="muted small not-phone"> · {run.integration}</span>}
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
