"use client";

import { ArrowRight, ChevronDown, ChevronRight } from "lucide-react";
import { Fragment, type MouseEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useReasonText } from "@/components/runs/reason";
import { ChangeList } from "@/components/simulation/change-list";
import { isWritten } from "@/components/simulation/filter";
import type { Change, SimulatedRecord, SimulationView } from "@/components/simulation/types";
import { useMoney, useWriteWord } from "@/components/simulation/words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/class-names";
import { useErrorText } from "@/components/ui/error-text";
import { StateBadge } from "@/components/ui/state-badge";
import { isJsonObject } from "@/lib/core/json";

type Columns = { hasAmount: boolean; hasName: boolean; canChoose: boolean; isReplay: boolean };
type Props = {
  view: SimulationView;
  record: SimulatedRecord;
  columns: Columns;
  isSelected: boolean;
  onSelect: (seq: number) => void;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
};

/** A record in one line; below it, where asked, the fields that would change. */
export function RecordRow({ view, record, columns, isSelected, onSelect, isChosen, onChoose }: Props) {
  const t = useTranslations("simulation");
  const money = useMoney();
  const [isOpen, setOpen] = useState(false);
  const groups = groupsOf(record);
  const { label, name, amount, seq } = record;
  const openUnlessControl = (event: MouseEvent) => {
    const isControl = event.target instanceof Element && event.target.closest("button") !== null;
    if (!isControl) onSelect(seq);
  };
  return (
    <>
      <tr aria-selected={isSelected} className={cx("sim-record", isOpen && "open")} onClick={openUnlessControl}>
        {columns.canChoose && (
          <td className="tight">
            {isWritten(record) && <Checkbox aria-label={t("choose", { label })} checked={isChosen} onCheckedChange={onChoose} />}
          </td>
        )}
        <td className="tight">
          {groups.length > 0 && (
            <Button
              square
              size="sm"
              variant="quiet"
              aria-expanded={isOpen}
              aria-label={t("fieldsOf", { label })}
              icon={isOpen ? <ChevronDown className="icon" /> : <ChevronRight className="icon" />}
              onClick={() => setOpen(!isOpen)}
            />
          )}
        </td>
        <td>
          <button type="button" className="run-record-name mono" aria-pressed={isSelected} onClick={() => onSelect(seq)}>
            {label}
          </button>
        </td>
        {columns.hasName && <td className="mid truncate-cell">{name}</td>}
        {columns.hasAmount && <td className="right num nowrap">{amount && money(amount.value, amount.currency)}</td>}
        <td className="tight nowrap">
          <Result record={record} />
        </td>
        <td className="sim-what">
          <span className="truncate">
            <What view={view} record={record} />
          </span>
        </td>
      </tr>
      {isOpen && (
        <OpenRow
          view={view}
          groups={groups}
          span={4 + [columns.canChoose, columns.hasName, columns.hasAmount].filter(Boolean).length}
        />
      )}
    </>
  );
}

type Group = { readonly stream: string; readonly alias: string; readonly changes: readonly Change[] };

/** What can be unfolded: fields of updates, or what the versions do differently. */
function groupsOf({ writes, comparison }: SimulatedRecord): Group[] {
  const all = comparison
    ? comparison.writes.filter(({ kind }) => kind === "changed")
    : writes.filter(({ outcome }) => outcome === "updated");
  return all.filter(({ changes }) => changes.length > 0);
}

function OpenRow({ view, groups, span }: { view: SimulationView; groups: readonly Group[]; span: number }) {
  const word = useWriteWord(view.actions);
  return (
    <tr className="sim-open">
      <td colSpan={span}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: writes of a record keep their order
          <Fragment key={index}>
            <h4>{word(group)}</h4>
            <ChangeList changes={group.changes} max={12} />
          </Fragment>
        ))}
      </td>
    </tr>
  );
}

function Result({ record: { outcome, comparison } }: { record: SimulatedRecord }) {
  const t = useTranslations("simulation.result");
  if (!comparison) return <StateBadge state={outcome}>{t(outcome)}</StateBadge>;
  const { published, draft } = comparison.outcome;
  if (published === draft) return <StateBadge state={draft}>{t(draft)}</StateBadge>;
  return (
    <span className="sim-both">
      <StateBadge state={published}>{t(published)}</StateBadge>
      <ArrowRight className="icon sm" aria-hidden="true" />
      <StateBadge state={draft}>{t(draft)}</StateBadge>
    </span>
  );
}

type Words = {
  t: ReturnType<typeof useTranslations<"simulation">>;
  word: ReturnType<typeof useWriteWord>;
  format: ReturnType<typeof useFormatter>;
};

/** What changed, then what only one version does; actions are named only where there is nothing else. */
function differencesIn(writes: NonNullable<SimulatedRecord["comparison"]>["writes"], { t, word, format }: Words): string[] {
  const records = writes.filter(({ stream }) => !stream.startsWith("action:"));
  const told = records.length > 0 ? records : writes;
  const names = (kind: "added" | "removed") => told.filter((write) => write.kind === kind).map(word);
  const changed = told.filter(({ kind }) => kind === "changed");
  return [
    ...changed.map((write) => `${word(write)} · ${t("fields", { count: write.changes.length })}`),
    ...(["removed", "added"] as const).flatMap((kind) =>
      names(kind).length > 0 ? [t(`only.${kind}`, { names: format.list(names(kind)) })] : [],
    ),
  ];
}

function candidatesOf(review: SimulatedRecord["review"]): string[] {
  const found = review?.candidates;
  return Array.isArray(found) ? found.flatMap((each) => (isJsonObject(each) ? [String(each.label)] : [])) : [];
}

/** In words, what the target would get, or why it gets nothing. */
function What({ view, record }: { view: SimulationView; record: SimulatedRecord }) {
  const t = useTranslations("simulation");
  const format = useFormatter();
  const word = useWriteWord(view.actions);
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const { outcome, error, reason, review, writes, comparison } = record;
  if (comparison && record.differs) {
    const parts = differencesIn(comparison.writes, { t, word, format });
    return parts.length > 0 ? parts.join(" · ") : t("otherReason");
  }
  if (outcome === "failed" && error) return <span className="failed-text">{errorText(error)}</span>;
  if (outcome === "review") {
    const names = candidatesOf(review);
    return names.length > 0 ? t("candidates", { count: names.length, names: format.list(names.slice(0, 3)) }) : t("toReview");
  }
  if (outcome === "ignored") return <span className="muted">{reason ? reasonText(reason) : t("nothing")}</span>;
  const records = writes.filter(({ stream }) => !stream.startsWith("action:"));
  if (outcome === "unchanged") {
    const refs = records.map(({ ref }) => ref).filter((ref) => ref !== "");
    return <span className="muted">{refs.length > 0 ? t("sameAs", { ref: format.list(refs) }) : t("sameAlready")}</span>;
  }
  return format.list(records.filter(isWritten).map(writeText));

  function writeText(write: (typeof records)[number]): string {
    const name = write.ref === "" ? word(write) : `${word(write)} ${write.ref}`;
    return write.outcome === "updated" ? `${name} · ${t("fields", { count: write.changes.length })}` : name;
  }
}
