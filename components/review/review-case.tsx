"use client";

import { Check, SkipForward } from "lucide-react";
import Link from "next/link";
import { RadioGroup } from "radix-ui";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { CompareTable } from "@/components/review/compare-table";
import type { AnswerInput, ReviewView } from "@/components/review/types";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHead } from "@/components/ui/page-head";

type CaseProps = {
  review: ReviewView;
  busy: boolean;
  mayAnswer: boolean;
  onAnswer: (answer: AnswerInput) => void;
  onSkip: (() => void) | undefined;
};

type Choice = { readonly key: string; readonly title: string; readonly text: string; readonly answer: Answer };
/** What is typed beside the choice: the id of a record, or a reason. */
type Answer = AnswerInput | ((typed: string) => AnswerInput);

function useChoices(review: ReviewView): Choice[] {
  const t = useTranslations("review");
  const attach = review.candidates.map((candidate) => ({
    key: candidate.id,
    title: t("attach", { label: candidate.label }),
    text: t("attachText"),
    answer: { kind: "attach" as const, targetId: candidate.id },
  }));
  const known = {
    key: "known",
    title: t("known"),
    text: t("knownText"),
    answer: (targetId: string) => ({ kind: "attach" as const, targetId }),
  };
  const absent = { key: "absent", title: t("absent"), text: t("absentText"), answer: { kind: "absent" as const } };
  const create = { key: "create", title: t("create"), text: t("createText"), answer: { kind: "create" as const } };
  const ignore = {
    key: "ignore",
    title: t("ignore"),
    text: t("ignoreText"),
    answer: (reason: string) => ({ kind: "ignore" as const, reason }),
  };
  if (review.reason === "uncertain") return [known, absent, ignore];
  return review.reason === "changed" ? [...attach, ignore] : [...attach, create, ignore];
}

export function ReviewCase({ review, busy, mayAnswer, onAnswer, onSkip }: CaseProps) {
  const t = useTranslations("review");
  const choices = useChoices(review);
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const chosen = choices.find((choice) => choice.key === picked)?.answer;
  const isTyped = typeof chosen === "function";
  const isNamed = picked !== "known" || typed.trim() !== "";
  const answer = isTyped ? chosen(typed.trim()) : chosen;
  useNumberKeys(mayAnswer ? choices : [], setPicked);
  return (
    <div className="case">
      <div className="case-body">
        <PageHead
          crumbs={[{ label: review.flow }]}
          title={t(`question.${review.reason}`, { label: review.label })}
          purpose={t(`why.${review.reason}`, { count: review.candidates.length })}
          actions={
            review.runId && (
              <Link className="link-btn" href={`/runs/${review.runId}`}>
                {t("run")}
              </Link>
            )
          }
        />
        <CompareTable review={review} picked={picked} />
        {mayAnswer && (
          <section className="choices" aria-label={t("choice")}>
            <h2>{t("choice")}</h2>
            <RadioGroup.Root className="choices" value={picked ?? ""} onValueChange={setPicked}>
              {choices.map((choice, index) => (
                <RadioGroup.Item key={choice.key} value={choice.key} className="choice">
                  <span className="radio" />
                  <span>
                    {choice.title}
                    <span className="small">{choice.text}</span>
                  </span>
                  {index < 9 && <kbd>{index + 1}</kbd>}
                </RadioGroup.Item>
              ))}
            </RadioGroup.Root>
            {isTyped && (
              <Field label={t(picked === "known" ? "knownId" : "reason")}>
                {(control) => (
                  <Input {...control} value={typed} maxLength={200} onChange={(event) => setTyped(event.target.value)} />
                )}
              </Field>
            )}
          </section>
        )}
      </div>
      {mayAnswer && (
        <div className="case-foot">
          <Button
            variant="primary"
            busy={busy}
            disabled={!answer || !isNamed}
            icon={<Check className="icon" />}
            onClick={() => answer && onAnswer(answer)}
          >
            {t("confirm")}
          </Button>
          {onSkip && (
            <Button icon={<SkipForward className="icon" />} onClick={onSkip}>
              {t("skip")}
            </Button>
          )}
          <span className="keys not-phone">
            <kbd>1</kbd> {t("keysTo")} <kbd>{Math.min(9, choices.length)}</kbd> {t("keysHelp")}
          </span>
        </div>
      )}
    </div>
  );
}

function useNumberKeys(choices: readonly Choice[], onPick: (key: string) => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, [role=combobox]");
      const choice = choices[Number(event.key) - 1];
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !choice) return;
      onPick(choice.key);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [choices, onPick]);
}
