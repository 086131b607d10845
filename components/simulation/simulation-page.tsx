"use client";

import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ALL, matches, type RecordFilter } from "@/components/simulation/filter";
import { RecordFilters } from "@/components/simulation/record-filters";
import { RecordTable } from "@/components/simulation/record-table";
import { type SimulationActions, SimulationHead } from "@/components/simulation/simulation-head";
import { Summary } from "@/components/simulation/summary";
import type { SimulationView } from "@/components/simulation/types";
import { useSimulation } from "@/components/simulation/use-simulation";
import { useErrorText } from "@/components/ui/error-text";
import { Note } from "@/components/ui/note";

/** Loaded with the first record that is opened. */
const RecordPanel = lazy(() =>
  import("@/components/simulation/record-panel").then((module) => ({ default: module.RecordPanel })),
);

type Props = { view: SimulationView; actions: SimulationActions };

/** What the target would get, record by record, and how to run exactly that. */
export function SimulationPage({ view, actions }: Props) {
  const t = useTranslations("simulation");
  const { snapshot, isOpen, records, cost, isCut } = useSimulation(view.snapshot);
  const isReplay = view.request.kind === "replay";
  const [filter, setFilter] = useState<RecordFilter>(isReplay ? { ...ALL, differs: true } : ALL);
  const [selected, setSelected] = useState<number | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => records.filter((record) => matches(record, wanted)), [records, wanted]);
  const at = shown.findIndex(({ seq }) => seq === selected);
  const open = shown[at] ?? records.find(({ seq }) => seq === selected);
  const step = (by: number) => setSelected(shown[at + by]?.seq ?? selected);
  return (
    <div className="sim">
      <div className="sim-top">
        <SimulationHead view={view} snapshot={snapshot} chosen={chosen} actions={actions} />
        <Failure view={view} error={snapshot.error} />
        {isCut && <Note kind="warning">{t("cut")}</Note>}
        <Summary view={view} snapshot={snapshot} cost={cost} isOpen={isOpen} filter={filter} onFilter={setFilter} />
      </div>
      <div className="with-side sim-body" data-open={open !== undefined}>
        <section className="sim-records" aria-label={t("records")}>
          <RecordFilters records={records} shown={shown.length} filter={filter} onFilter={setFilter} view={view} />
          <RecordTable
            view={view}
            records={shown}
            state={records.length === 0 && (isOpen || snapshot.counts.total > 0) ? "loading" : isOpen ? "open" : "over"}
            isFiltered={shown.length < records.length}
            selected={selected}
            onSelect={setSelected}
            chosen={chosen}
            onChoose={setChosen}
            onShowAll={() => setFilter(ALL)}
          />
        </section>
        {open && (
          <Suspense>
            <RecordPanel
              key={open.seq}
              view={view}
              record={open}
              onPrevious={at > 0 ? () => step(-1) : undefined}
              onNext={at >= 0 && at < shown.length - 1 ? () => step(1) : undefined}
              onClose={() => setSelected(null)}
            />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function Failure({ view, error }: { view: SimulationView; error: SimulationView["snapshot"]["error"] }) {
  const t = useTranslations("simulation");
  const errorText = useErrorText();
  if (!error) return null;
  if (error.code === "flow.no_records") return <Note title={t("noRuns")}>{t("noRunsText", { days: view.request.days })}</Note>;
  return (
    <Note kind="error" title={errorText(error)}>
      <p className="mono small">{error.message}</p>
    </Note>
  );
}
