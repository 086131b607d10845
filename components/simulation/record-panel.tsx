"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import * as z from "zod/mini";
import { Documents } from "@/components/runs/documents";
import { useReasonText } from "@/components/runs/reason";
import { ChangeList } from "@/components/simulation/change-list";
import { Proof } from "@/components/simulation/proof";
import { RecordDetailSchema } from "@/components/simulation/shapes";
import type { RecordDetail, SimulatedRecord, SimulationView } from "@/components/simulation/types";
import { read } from "@/components/simulation/use-simulation";
import { useWriteWord } from "@/components/simulation/words";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Note } from "@/components/ui/note";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { StateBadge } from "@/components/ui/state-badge";
import { Stamp } from "@/components/ui/time";

type Props = {
  view: SimulationView;
  record: SimulatedRecord;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onClose: () => void;
};

/** One record: the proof of its documents, what would be written field by field, or why nothing would. */
export function RecordPanel({ view, record, onPrevious, onNext, onClose }: Props) {
  const t = useTranslations("simulation");
  const { detail, isFailed } = useDetail(view.id, record.seq);
  const isReplay = view.request.kind === "replay";
  return (
    <SidePanel
      className="sim-panel"
      label={t("panel", { label: record.label })}
      title={
        <span className="row">
          <span className="truncate mono">{record.label}</span>
          <StateBadge state={record.outcome}>{t(`result.${record.outcome}`)}</StateBadge>
          <span className="push" />
          <Step label={t("previous")} onStep={onPrevious} icon={<ChevronLeft className="icon" />} />
          <Step label={t("next")} onStep={onNext} icon={<ChevronRight className="icon" />} />
        </span>
      }
      lead={record.name !== "" && <p className="small muted">{record.name}</p>}
      onClose={onClose}
    >
      <Verdict view={view} record={record} />
      {isReplay && <Compared view={view} record={record} />}
      {isFailed && <Note kind="error">{t("unread")}</Note>}
      {!detail && !isFailed && <Skeleton height={160} />}
      {detail?.documents.map((document, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: documents of a record keep their order
        <Proof key={index} document={document} view={view} />
      ))}
      {detail && !isReplay && <Writes view={view} detail={detail} />}
    </SidePanel>
  );
}

function Step({ label, onStep, icon }: { label: string; onStep: (() => void) | undefined; icon: React.ReactNode }) {
  return <Button square size="sm" variant="quiet" aria-label={label} disabled={!onStep} onClick={onStep} icon={icon} />;
}

function useDetail(simulationId: string, seq: number) {
  const [detail, setDetail] = useState<RecordDetail | null>(null);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    const leave = new AbortController();
    read(`/api/v1/simulations/${simulationId}/records/${seq}`, leave.signal)
      .then((reply) => setDetail(RecordDetailSchema.parse(reply)))
      .catch(() => {
        if (!leave.signal.aborted) setFailed(true);
      });
    return () => leave.abort();
  }, [simulationId, seq]);
  return { detail, isFailed };
}

const ReviewSchema = z.object({
  reason: z.string(),
  candidates: z.array(z.object({ id: z.string(), label: z.string() })),
});

function Verdict({ view, record }: { view: SimulationView; record: SimulatedRecord }) {
  const t = useTranslations("simulation");
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const { outcome, error, reason, nodeId, review } = record;
  const step = (nodeId && view.steps[nodeId]) || "";
  if (error) {
    const { table } = error.details;
    const tableId = typeof table === "string" ? view.tables[table] : undefined;
    return (
      <Note kind="error" title={step ? t("failedAt", { step }) : t("failed")}>
        <p>{errorText(error)}</p>
        <p className="mono small">{error.message}</p>
        {tableId && view.integration && (
          <Link className="link-btn" href={`/integrations/${view.integration.id}/tables/${tableId}`}>
            {t("openTable")}
          </Link>
        )}
      </Note>
    );
  }
  const asked = ReviewSchema.safeParse(review);
  if (outcome === "review" && asked.success) {
    return (
      <Note kind="warning" title={t("toReview")}>
        <p>{t("reviewText")}</p>
        <ul className="sim-candidates">
          {asked.data.candidates.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
        </ul>
      </Note>
    );
  }
  if (outcome === "ignored") return <Note title={t("ignored")}>{reason ? reasonText(reason) : t("nothing")}</Note>;
  return null;
}

/** The two versions, and what a real run did with the record. */
function Compared({ view, record }: { view: SimulationView; record: SimulatedRecord }) {
  const t = useTranslations("simulation");
  const word = useWriteWord(view.actions);
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const { comparison } = record;
  if (!comparison) return null;
  const { done, published } = comparison;
  const why = published?.error ? errorText(published.error) : published?.reason ? reasonText(published.reason) : "";
  return (
    <>
      {done && (
        <p className="sim-done small">
          <Link href={`/runs/${done.runId}`}>{t("done")}</Link> <StateBadge plain state={done.outcome} /> <Stamp at={done.at} />
          {done.targets.length > 0 && <Documents targets={done.targets} />}
        </p>
      )}
      {why !== "" && <Note title={t("publishedSays")}>{why}</Note>}
      {comparison.writes.length === 0 && !record.differs && <p className="muted small">{t("sameBoth")}</p>}
      {comparison.writes.map((write, index) => (
        <details
          // biome-ignore lint/suspicious/noArrayIndexKey: writes of a record keep their order
          key={index}
          className="sim-write"
          open={write.kind === "changed"}
        >
          <summary>
            <span className="truncate">{word(write)}</span>
            <span className="tag">{t(`onlyShort.${write.kind}`)}</span>
          </summary>
          {write.changes.length > 0 ? (
            <ChangeList changes={write.changes} isNew={write.kind !== "changed"} />
          ) : (
            <p className="muted small">{t("noParams")}</p>
          )}
        </details>
      ))}
    </>
  );
}

/** All that would be done, in the order of the flow. */
function Writes({ view, detail }: { view: SimulationView; detail: RecordDetail }) {
  const t = useTranslations("simulation");
  const word = useWriteWord(view.actions);
  if (detail.writes.length === 0) return null;
  return (
    <section className="sim-writes" aria-label={t("writes")}>
      <h3>{t("writes")}</h3>
      {detail.writes.map((write, index) => {
        const isAction = write.stream.startsWith("action:");
        return (
          <details
            // biome-ignore lint/suspicious/noArrayIndexKey: writes of a record keep their order
            key={index}
            className="sim-write"
            open={write.outcome === "updated" && !isAction && write.changes.length > 0}
          >
            <summary>
              <span className="truncate">
                {word(write)} {write.ref !== "" && <b className="num">{write.ref}</b>}
              </span>
              <StateBadge plain state={isAction ? "ok" : write.outcome}>
                {isAction ? t("action") : t(`result.${write.outcome}`)}
              </StateBadge>
            </summary>
            {write.changes.length > 0 ? (
              <ChangeList changes={write.changes} isNew={write.outcome === "created" || isAction} />
            ) : (
              <p className="muted small">{t(isAction ? "noParams" : "noFields")}</p>
            )}
          </details>
        );
      })}
    </section>
  );
}
