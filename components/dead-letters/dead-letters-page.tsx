"use client";

import { ArchiveX, CircleCheck, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { useErrorText } from "@/components/ui/error-text";
import { PageHead } from "@/components/ui/page-head";
import { Ago } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

export type DeadLetterView = {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  readonly flow: string;
  readonly runId: string;
  readonly error: ErrorInfo;
  readonly attempts: number;
  readonly at: string;
};

type Props = {
  letters: readonly DeadLetterView[];
  retry: Action<{ ids: string[] }, { count: number }>;
  dismiss: Action<{ ids: string[] }, { count: number }>;
  mayRun: boolean;
  /** How many are shown at the most. */
  limit: number;
};

/** Failed records with their advice; chosen ones are tried again now, or left. */
export function DeadLettersPage({ letters, retry, dismiss, mayRun, limit }: Props) {
  const t = useTranslations("deadLetters");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = letters.filter((letter) => chosen.has(letter.id)).map((letter) => letter.id);
  const clear = () => setChosen(new Set());
  const retrying = useAction(retry, { done: t("retried", { count: ids.length }), onDone: clear });
  const dismissing = useAction(dismiss, { done: t("dismissed", { count: ids.length }), onDone: clear });
  return (
    <div className="page">
      <PageHead title={t("title")} purpose={t("purpose")} />
      {letters.length === 0 ? (
        <div className="card">
          <EmptyState icon={CircleCheck} tone="created" title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        </div>
      ) : (
        <>
          {mayRun && (
            <div className="toolbar">
              <Button
                icon={<RotateCcw className="icon" />}
                disabled={ids.length === 0}
                busy={retrying.busy}
                onClick={() => retrying.run({ ids })}
              >
                {t("retry", { count: ids.length })}
              </Button>
              <Button
                variant="quiet"
                icon={<ArchiveX className="icon" />}
                disabled={ids.length === 0}
                busy={dismissing.busy}
                onClick={() => dismissing.run({ ids })}
              >
                {t("dismiss", { count: ids.length })}
              </Button>
            </div>
          )}
          <div className="card">
            <LetterTable letters={letters} chosen={chosen} onChosen={setChosen} mayRun={mayRun} />
            {letters.length >= limit && <div className="table-foot">{t("page", { count: limit })}</div>}
          </div>
        </>
      )}
    </div>
  );
}

type TableProps = {
  letters: readonly DeadLetterView[];
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  mayRun: boolean;
};

function LetterTable({ letters, chosen, onChosen, mayRun }: TableProps) {
  const t = useTranslations("deadLetters");
  const flows = useTranslations("flows");
  const all = letters.every((letter) => chosen.has(letter.id));
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChosen(next);
  };
  return (
    <table className="table roomy">
      <thead>
        <tr>
          {mayRun && (
            <th className="tight">
              <Checkbox
                aria-label={t("selectAll")}
                checked={all || (chosen.size > 0 ? "indeterminate" : false)}
                onCheckedChange={(on) => onChosen(new Set(on ? letters.map((letter) => letter.id) : []))}
              />
            </th>
          )}
          <th scope="col">{t("record")}</th>
          <th scope="col">{t("cause")}</th>
          <th scope="col" className="mid">
            {flows("title")}
          </th>
          <th scope="col" className="right not-phone">
            {t("attempts")}
          </th>
          <th scope="col" className="not-phone">
            {t("last")}
          </th>
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => (
          <LetterRow
            key={letter.id}
            letter={letter}
            checked={chosen.has(letter.id)}
            onCheck={mayRun ? (on) => toggle(letter.id, on) : undefined}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { letter: DeadLetterView; checked: boolean; onCheck: ((on: boolean) => void) | undefined };

function LetterRow({ letter, checked, onCheck }: RowProps) {
  const t = useTranslations("deadLetters");
  const errorText = useErrorText();
  return (
    <tr aria-selected={checked}>
      {onCheck && (
        <td className="tight">
          <Checkbox aria-label={t("select", { label: letter.label })} checked={checked} onCheckedChange={onCheck} />
        </td>
      )}
      <td className="two-lines">
        <b>{letter.label}</b>
        {letter.key !== letter.label && <span className="small mono">{letter.key}</span>}
      </td>
      <td className="py-2">
        {errorText(letter.error)}
        {!letter.error.advice && letter.error.message && (
          <span className="block small muted break-words">{letter.error.message}</span>
        )}
      </td>
      <td className="mid">{letter.flow}</td>
      <td className="right not-phone">{letter.attempts}</td>
      <td className="not-phone nowrap">
        <Link href={`/runs/${letter.runId}`} title={t("run")}>
          <Ago at={letter.at} />
        </Link>
      </td>
    </tr>
  );
}
