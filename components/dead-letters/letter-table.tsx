"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import type { DeadLetterView } from "@/components/dead-letters/types";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { useErrorText } from "@/components/ui/error-text";
import { Ago, NextAt } from "@/components/ui/time";

type TableProps = {
  letters: readonly DeadLetterView[];
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  /** Absent: only to be looked at. */
  onEdit: ((letter: DeadLetterView) => void) | undefined;
};

export function LetterTable({ letters, chosen, onChosen, onEdit }: TableProps) {
  const t = useTranslations("deadLetters");
  const flows = useTranslations("flows");
  const all = letters.every((letter) => chosen.has(letter.id));
  const some = letters.some((letter) => chosen.has(letter.id));
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
          {onEdit && (
            <th className="tight">
              <Checkbox
                aria-label={t("selectAll")}
                checked={all || (some ? "indeterminate" : false)}
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
          {onEdit && <th className="tight" aria-label={t("edit")} />}
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => (
          <LetterRow
            key={letter.id}
            letter={letter}
            checked={chosen.has(letter.id)}
            onCheck={(on) => toggle(letter.id, on)}
            onEdit={onEdit && (() => onEdit(letter))}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = {
  letter: DeadLetterView;
  checked: boolean;
  onCheck: (on: boolean) => void;
  onEdit: (() => void) | undefined;
};

function LetterRow({ letter, checked, onCheck, onEdit }: RowProps) {
  const t = useTranslations("deadLetters");
  const errorText = useErrorText();
  return (
    <tr aria-selected={checked}>
      {onEdit && (
        <td className="tight">
          <Checkbox aria-label={t("select", { label: letter.label })} checked={checked} onCheckedChange={onCheck} />
        </td>
      )}
      <td className="two-lines">
        <b>{letter.label}</b>
        {letter.key !== letter.label && <span className="small mono">{letter.key}</span>}
        {letter.isEdited && <span className="small muted">{t("isEdited")}</span>}
      </td>
      <td className="py-2">
        {errorText(letter.error)}
        {!letter.error.advice && letter.error.message && (
          <span className="block small muted break-words">{letter.error.message}</span>
        )}
      </td>
      <td className="mid">{letter.flow}</td>
      <td className="right not-phone">{letter.attempts}</td>
      <td className="not-phone nowrap two-lines">
        <Link href={`/runs/${letter.runId}`} title={t("run")}>
          <Ago at={letter.at} />
        </Link>
        <NextAttempt letter={letter} />
      </td>
      {onEdit && (
        <td className="tight">
          <Button
            variant="quiet"
            size="sm"
            aria-label={t("editOf", { label: letter.label })}
            icon={<Pencil className="icon" />}
            onClick={onEdit}
          />
        </td>
      )}
    </tr>
  );
}

function NextAttempt({ letter: { retryAt, attempts } }: { letter: DeadLetterView }) {
  const t = useTranslations("deadLetters");
  if (retryAt === null) return <span className="small">{t("givenUp")}</span>;
  if (attempts < 2) return <span className="small muted">{t("nextRun")}</span>;
  return <span className="small muted">{t.rich("next", { when: () => <NextAt at={retryAt} /> })}</span>;
}
