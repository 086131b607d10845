"use client";

import { CircleCheck, CircleQuestionMark } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ReviewCase } from "@/components/review/review-case";
import type { AnswerInput, ReviewView } from "@/components/review/types";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Ago } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

type Props = { reviews: readonly ReviewView[]; answer: Action<{ id: string; answer: AnswerInput }>; mayAnswer: boolean };

/** The queue at the left, one case at the right: one question, its candidates, one answer. */
export function ReviewPage({ reviews, answer, mayAnswer }: Props) {
  const t = useTranslations("review");
  const [chosen, setChosen] = useState<string | null>(null);
  const index = Math.max(
    0,
    reviews.findIndex((review) => review.id === chosen),
  );
  const current = reviews[index];
  const next = reviews[(index + 1) % Math.max(1, reviews.length)];
  const answering = useAction(answer, { done: t("confirmed"), onDone: () => setChosen(next?.id ?? null) });
  if (!current) {
    return (
      <div className="page">
        <PageHead title={t("title")} purpose={t("purpose")} />
        <div className="card">
          <EmptyState icon={CircleCheck} tone="created" title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        </div>
      </div>
    );
  }
  return (
    <div className="review-page">
      <aside className="queue" aria-label={t("title")}>
        <PageHead title={t("title")} purpose={t("purpose")} />
        <ol>
          {reviews.map((review) => (
            <li key={review.id}>
              <button
                type="button"
                className="queue-item"
                aria-current={review.id === current.id ? "true" : undefined}
                onClick={() => setChosen(review.id)}
              >
                <b>
                  <span className="truncate">{review.label}</span>
                  <Ago at={review.at} />
                </b>
                <span className="truncate">{review.flow}</span>
                <span className="state plain review">
                  <CircleQuestionMark className="icon" />
                  {t("possible", { count: review.candidates.length })}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </aside>
      <ReviewCase
        key={current.id}
        review={current}
        busy={answering.busy}
        mayAnswer={mayAnswer}
        onAnswer={(value) => answering.run({ id: current.id, answer: value })}
        onSkip={reviews.length > 1 ? () => setChosen(next?.id ?? null) : undefined}
      />
    </div>
  );
}
