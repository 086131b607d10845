"use client";

import { CircleQuestionMark, Inbox, SearchX } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { Documents, useDocumentWord } from "@/components/runs/documents";
import { useReasonText } from "@/components/runs/reason";
import type { RecordView } from "@/components/runs/types";
import type { NewestList } from "@/components/runs/use-newest";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useErrorText } from "@/components/ui/error-text";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { StateBadge } from "@/components/ui/state-badge";
import { Stamp } from "@/components/ui/time";

type RecordTableProps = {
  list: NewestList<RecordView>;
  isDry: boolean;
  isOver: boolean;
  isFiltered: boolean;
  selected: number | null;
  onSelect: (seq: number) => void;
  onClearFilter: () => void;
};

/** One line for each source record: what became of it, and as which documents. */
export function RecordTable(props: RecordTableProps) {
  const { list, isDry, selected, onSelect } = props;
  const t = useTranslations("run.records");
  if (list.state === "loading") return <LoadingRows />;
  if (list.items.length === 0 && list.state === "ready") return <NoRecords {...props} />;
  return (
    <div className="run-scroll">
      {list.state === "failed" && (
        <Note kind="error" title={t("unread")}>
          <Button size="sm" onClick={list.retry}>
            {t("retry")}
          </Button>
        </Note>
      )}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("record")}</th>
            <th scope="col">{t("result")}</th>
            <th scope="col">{t(isDry ? "wouldBe" : "became")}</th>
            <th scope="col" className="mid right">
              {t("at")}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((record) => (
            <RecordRow
              key={record.seq}
              record={record}
              isDry={isDry}
              isSelected={record.seq === selected}
              onSelect={() => onSelect(record.seq)}
            />
          ))}
        </tbody>
      </table>
      {list.hasOlder && (
        <div className="table-foot">
          <Button size="sm" variant="quiet" onClick={list.loadOlder}>
            {t("older")}
          </Button>
        </div>
      )}
    </div>
  );
}

type RowProps = { record: RecordView; isDry: boolean; isSelected: boolean; onSelect: () => void };

function RecordRow({ record, isDry, isSelected, onSelect }: RowProps) {
  const t = useTranslations("run");
  const { outcome, label, key } = record;
  return (
    <tr aria-selected={isSelected} className="run-record" onClick={onSelect}>
      <td>
        <button type="button" className="run-record-name" aria-pressed={isSelected} onClick={onSelect}>
          {label}
        </button>
        {label !== key && <span className="muted small"> {key}</span>}
      </td>
      <td className="tight">
        <StateBadge state={outcome}>{isDry ? t(`would.${outcome}`, { count: 1 }) : undefined}</StateBadge>
      </td>
      <td>
        <Became record={record} isDry={isDry} />
      </td>
      <td className="mid right nowrap muted num">
        <Stamp at={record.at} name="seconds" />
      </td>
    </tr>
  );
}

function Became({ record, isDry }: { record: RecordView; isDry: boolean }) {
  const t = useTranslations("run.records");
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const word = useDocumentWord();
  const format = useFormatter();
  const { outcome, error, reason, targets, planned } = record;
  if (outcome === "failed" && error) return <span className="truncate failed-text">{errorText(error)}</span>;
  if (outcome === "review") {
    return (
      <Link href="/review" className="document" onClick={(event) => event.stopPropagation()}>
        <CircleQuestionMark className="icon sm" /> {t("choose")}
      </Link>
    );
  }
  if (isDry && planned && planned.length > 0) return <span className="truncate">{format.list(planned.map(word))}</span>;
  if (targets.length > 0) return <Documents targets={targets} />;
  return <span className="muted truncate">{reason ? reasonText(reason) : t("nothing")}</span>;
}

function LoadingRows() {
  return (
    <div className="run-scroll" aria-busy="true">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((row) => (
        <div key={row} className="run-skeleton-row">
          <Skeleton width="22%" />
          <Skeleton width="12%" height={20} />
          <Skeleton width="34%" />
        </div>
      ))}
    </div>
  );
}

function NoRecords({ isFiltered, isOver, onClearFilter }: RecordTableProps) {
  const t = useTranslations("run.records");
  if (isFiltered) {
    return (
      <EmptyState compact icon={SearchX} title={t("noneFound")} action={<Button onClick={onClearFilter}>{t("showAll")}</Button>}>
        {t("noneFoundText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState compact icon={Inbox} title={t(isOver ? "none" : "noneYet")}>
      {t(isOver ? "noneText" : "noneYetText")}
    </EmptyState>
  );
}
