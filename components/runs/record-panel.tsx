"use client";

import { RotateCcw, Table2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useDocumentWord } from "@/components/runs/documents";
import { documentsOf } from "@/components/runs/documents-of";
import { JsonView } from "@/components/runs/json-view";
import { narrowTo } from "@/components/runs/narrow";
import { useReasonText } from "@/components/runs/reason";
import { RecordTrail } from "@/components/runs/record-trail";
import type { PlannedView, RecordView, RunView } from "@/components/runs/types";
import { useRecord } from "@/components/runs/use-record";
import { Button, LinkButton } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Note } from "@/components/ui/note";
import { SidePanel } from "@/components/ui/side-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { StateBadge } from "@/components/ui/state-badge";
import { Stamp } from "@/components/ui/time";

type Props = {
  run: RunView;
  seq: number;
  /** As the table shows it; the panel reads the rest. */
  known: RecordView | undefined;
  onClose: () => void;
  onRetry?: (record: RecordView) => void;
  isRetrying: boolean;
};

/** One record: what became of it, why, what to do, and what each step made of it. */
export function RecordPanel({ run, seq, known, onClose, onRetry, isRetrying }: Props) {
  const t = useTranslations("run.record");
  const would = useTranslations("run.would");
  const { record: read, isFailed } = useRecord(run.id, seq);
  const record = read ?? known;
  const title = record?.label ?? t("loading");
  return (
    <SidePanel
      className="run-record-panel"
      label={t("label", { label: title })}
      title={
        <span className="row">
          <span className="truncate">{title}</span>
          {record && (
            <StateBadge state={record.outcome}>{run.isDry ? would(record.outcome, { count: 1 }) : undefined}</StateBadge>
          )}
        </span>
      }
      lead={
        record && (
          <p className="small muted num">
            {t("key", { key: record.key })} · <Stamp at={record.at} name="seconds" />
          </p>
        )
      }
      onClose={onClose}
      foot={record && panelFoot({ record, run, onRetry, isRetrying, t })}
    >
      {record && <Verdict record={record} run={run} />}
      {record && <DocumentList record={record} run={run} />}
      {isFailed && <Note kind="error">{t("unread")}</Note>}
      {!read && !isFailed && <Skeleton height={120} />}
      {read && <RecordTrail key={seq} record={read} run={run} />}
    </SidePanel>
  );
}

type FootInput = Pick<Props, "run" | "onRetry" | "isRetrying"> & { record: RecordView; t: (key: string) => string };

/** Nothing where there is nothing to do: the panel then has no foot. */
function panelFoot({ record, run, onRetry, isRetrying, t }: FootInput) {
  if (record.outcome === "review" && !run.isDry) return <LinkButton href="/review">{t("toReview")}</LinkButton>;
  if (record.outcome !== "failed" || run.isDry || !onRetry) return null;
  return (
    <>
      <Button variant="primary" busy={isRetrying} icon={<RotateCcw className="icon" />} onClick={() => onRetry(record)}>
        {t("retry")}
      </Button>
      <span className="small muted push">{t("retriedAnyway")}</span>
    </>
  );
}

function Verdict({ record, run }: { record: RecordView; run: RunView }) {
  const t = useTranslations("run.record");
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const { outcome, error, reason, nodeId } = record;
  const step = run.steps.find(({ id }) => id === nodeId)?.label ?? "";
  if (error) {
    return (
      <Note kind="error" title={step ? t("failedAt", { step }) : t("failed")}>
        <p>{errorText(error)}</p>
        <TableLink error={error} run={run} />
        <details className="run-technical">
          <summary>{t("technical")}</summary>
          <p className="mono">{error.message}</p>
          {Object.keys(error.details).length > 0 && <JsonView value={error.details} label={t("technical")} />}
        </details>
      </Note>
    );
  }
  if (outcome === "review")
    return (
      <Note kind="warning" title={t("review")}>
        {t("reviewText")}
      </Note>
    );
  if (outcome === "ignored") return <Note title={t("ignored")}>{reason ? reasonText(reason) : t("ignoredText")}</Note>;
  return null;
}

function TableLink({ error, run }: { error: NonNullable<RecordView["error"]>; run: RunView }) {
  const t = useTranslations("run.record");
  const { table, code } = error.details;
  const tableId = typeof table === "string" ? run.tables[table] : undefined;
  if (!run.integration || !tableId) return null;
  return (
    <p className="row run-fix">
      {typeof code === "string" && code !== "" && <span className="tag">{code}</span>}
      <Link className="link-btn" href={`/integrations/${run.integration.id}/tables/${tableId}`}>
        <Table2 className="icon sm" />
        {t("openTable")}
      </Link>
    </p>
  );
}

function DocumentList({ record, run }: { record: RecordView; run: RunView }) {
  const t = useTranslations("run.record");
  const word = useDocumentWord();
  if (run.isDry) return <PlannedList planned={record.planned ?? []} />;
  const documents = documentsOf(record.targets);
  if (documents.length === 0) return null;
  return (
    <section className="run-panel-part">
      <h3>{t("documents")}</h3>
      <ul className="run-documents">
        {documents.map((document) => (
          <li key={`${document.alias}/${document.id}`}>
            <span>
              {word(document)} <b className="num">{document.ref}</b>
            </span>
            <Outcome outcome={document.outcome} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  if (outcome !== "created" && outcome !== "updated" && outcome !== "unchanged") return null;
  return <StateBadge plain state={outcome} />;
}

function PlannedList({ planned }: { planned: readonly PlannedView[] }) {
  const t = useTranslations("run.record");
  const would = useTranslations("run.would");
  const word = useDocumentWord();
  if (planned.length === 0) return null;
  return (
    <section className="run-panel-part">
      <h3>{t("planned")}</h3>
      {planned.map((each) => (
        <details
          key={`${each.nodeId}/${each.alias}/${JSON.stringify(each.after)}`}
          className="run-planned"
          open={planned.length === 1}
        >
          <summary>
            {word(each)}
            <StateBadge plain state={each.outcome}>
              {would(each.outcome, { count: 1 })}
            </StateBadge>
          </summary>
          <div className="run-io">
            <JsonView
              value={each.after}
              before={each.before ? narrowTo(each.before, each.after) : undefined}
              label={word(each)}
            />
          </div>
        </details>
      ))}
    </section>
  );
}
