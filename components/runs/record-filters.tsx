"use client";

import { useFormatter, useTranslations } from "use-intl";
import { SearchInput } from "@/components/ui/input";
import { StateIcon } from "@/components/ui/state-badge";
import { toneOf } from "@/components/ui/states";
import { OUTCOMES, type OutcomeKind } from "@/lib/core/outcomes";

export type RecordFilter = { readonly outcome: OutcomeKind | null; readonly search: string };
export const NO_FILTER: RecordFilter = { outcome: null, search: "" };

type Props = { filter: RecordFilter; onFilter: (filter: RecordFilter) => void; counts: Readonly<Record<OutcomeKind, number>> };

/** Chips by outcome, only those that have records, and a search. */
export function RecordFilters({ filter, onFilter, counts }: Props) {
  const t = useTranslations("run.records");
  const words = useTranslations("runs.counts");
  const format = useFormatter();
  const total = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  return (
    <div className="run-records-bar">
      <fieldset className="run-chips" aria-label={t("filter")}>
        <button
          type="button"
          className="chip"
          aria-pressed={filter.outcome === null}
          onClick={() => onFilter({ ...filter, outcome: null })}
        >
          {t("all")} <span className="n">{format.number(total)}</span>
        </button>
        {OUTCOMES.filter((outcome) => counts[outcome] > 0 || filter.outcome === outcome).map((outcome) => (
          <button
            key={outcome}
            type="button"
            className="chip"
            aria-pressed={filter.outcome === outcome}
            onClick={() => onFilter({ ...filter, outcome: filter.outcome === outcome ? null : outcome })}
          >
            <span className={`tone ${toneOf(outcome)}`}>
              <StateIcon state={outcome} />
            </span>
            {words(outcome)} <span className="n">{format.number(counts[outcome])}</span>
          </button>
        ))}
      </fieldset>
      <SearchInput
        size="sm"
        className="push"
        aria-label={t("search")}
        placeholder={t("searchHint")}
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
    </div>
  );
}
