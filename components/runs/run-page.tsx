"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useDeferredValue, useEffect, useState } from "react";
import { useNow, useTranslations } from "use-intl";
import { Journal } from "@/components/runs/journal";
import { NO_FILTER, type RecordFilter, RecordFilters } from "@/components/runs/record-filters";
import { RecordTable } from "@/components/runs/record-table";
import { type RunActions, RunHead } from "@/components/runs/run-head";
import { countsOf, RunFacts, RunProgress } from "@/components/runs/run-progress";
import { RunSteps } from "@/components/runs/run-steps";
import type { RecordView, RunView, Snapshot } from "@/components/runs/types";
import { useNewest } from "@/components/runs/use-newest";
import { useRunEvents } from "@/components/runs/use-run-events";
import { useErrorText } from "@/components/ui/error-text";
import { Note } from "@/components/ui/note";
import { useAction } from "@/components/ui/use-action";

/** Loaded with the first record that is opened. */
const RecordPanel = lazy(() => import("@/components/runs/record-panel").then((module) => ({ default: module.RecordPanel })));

const parseRecords = async (reply: unknown) => (await import("@/components/runs/shapes")).RecordPageSchema.parse(reply);

type RunPageProps = { run: RunView; actions: RunActions };

/** UI-44 to UI-48: one run, live: counts, steps, records, journal, and the record looked at. */
export function RunPage({ run, actions }: RunPageProps) {
  const t = useTranslations("run");
  const router = useRouter();
  const { snapshot, isOver, isCut } = useRunEvents(run);
  const now = useSecond(!isOver);
  const [filter, setFilter] = useState<RecordFilter>(NO_FILTER);
  const [selected, setSelected] = useState<number | null>(null);
  const stamp = stampOf(snapshot);
  const list = useNewest({ url: useRecordsUrl(run.id, filter), parse: parseRecords, stamp, pageSize: 50 });
  const retrying = useAction(actions.retryRecord, { done: t("retried"), onDone: ({ id }) => router.push(`/runs/${id}`) });
  const retry = ({ key }: RecordView) => retrying.run({ runId: run.id, key });
  return (
    <div className="with-side run-page" data-open={selected !== null}>
      <div className="run">
        <div className="run-top">
          <RunHead run={run} snapshot={snapshot} actions={actions} />
          <RunFacts run={run} snapshot={snapshot} now={now} />
          <RunError snapshot={snapshot} />
          {isCut && <Note kind="warning">{t("cut")}</Note>}
          <RunProgress snapshot={snapshot} isDry={run.isDry} />
          <RunSteps
            steps={run.steps}
            nodes={snapshot.nodes}
            read={snapshot.run.counts.total + snapshot.run.review}
            isOver={isOver}
          />
        </div>
        <section className="run-records" aria-label={t("records.title")}>
          <RecordFilters filter={filter} onFilter={setFilter} counts={countsOf(snapshot)} />
          <RecordTable
            list={list}
            isDry={run.isDry}
            isOver={isOver}
            isFiltered={filter.outcome !== null || filter.search !== ""}
            selected={selected}
            onSelect={setSelected}
            onClearFilter={() => setFilter(NO_FILTER)}
          />
        </section>
        <Journal
          runId={run.id}
          stamp={stamp}
          isLive={snapshot.run.status === "running"}
          onRecord={(label) => setFilter({ outcome: null, search: label })}
        />
      </div>
      {selected !== null && (
        <Suspense>
          <RecordPanel
            key={selected}
            run={run}
            seq={selected}
            known={list.items.find(({ seq }) => seq === selected)}
            onClose={() => setSelected(null)}
            onRetry={run.mayRun && isOver ? retry : undefined}
            isRetrying={retrying.busy}
          />
        </Suspense>
      )}
    </div>
  );
}

function RunError({ snapshot }: { snapshot: Snapshot }) {
  const t = useTranslations("run");
  const errorText = useErrorText();
  const { error } = snapshot.run;
  if (!error) return null;
  return (
    <Note kind="error" title={errorText(error)}>
      {t("stopped")}
      <details className="run-technical">
        <summary>{t("record.technical")}</summary>
        <p className="mono">{error.message}</p>
      </details>
    </Note>
  );
}

/** Changes whenever there may be new records or lines to fetch. */
function stampOf({ run, nodes }: Snapshot): string {
  return [run.status, run.cancelRequested, run.counts.total, run.review, nodes.length].join("/");
}

function useRecordsUrl(runId: string, { outcome, search }: RecordFilter): string {
  const words = useDeferredValue(search.trim());
  const query = new URLSearchParams({ ...(outcome ? { outcome } : {}), ...(words ? { search: words } : {}) });
  return `/api/v1/runs/${runId}/records?${query}`;
}

/** The clock of what goes on, each second. */
function useSecond(isMoving: boolean): number {
  // Of the page at first, so that the server and the browser draw the same.
  const [now, setNow] = useState(useNow().getTime());
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isMoving]);
  return now;
}
