"use client";

import { Equal, EqualApproximately, EqualNot, type LucideIcon } from "lucide-react";
import { type CSSProperties, Fragment } from "react";
import { useTranslations } from "use-intl";
import type { CandidateView, Likeness, ReviewView } from "@/components/review/types";

const LOOK: Record<Exclude<Likeness, "blank">, { icon: LucideIcon; tone: string }> = {
  same: { icon: Equal, tone: "created" },
  near: { icon: EqualApproximately, tone: "attention" },
  other: { icon: EqualNot, tone: "unchanged" },
};

/** The record and its candidates side by side: same, close or different, in words and icons. */
export function CompareTable({ review, picked }: { review: ReviewView; picked: string | null }) {
  const t = useTranslations("review");
  const { fields, candidates } = review;
  return (
    <div className="card compare-scroll">
      <div className="comparison" style={{ "--candidates": candidates.length + 1 } as CSSProperties}>
        <div className="head field-name" />
        <div className="head">
          <span className="small muted">{t("source")}</span>
          <h3>{review.label}</h3>
        </div>
        {candidates.map((candidate) => (
          <div key={candidate.id} className={`head ${candidate.id === picked ? "picked" : ""}`}>
            <span className="small muted mono">{candidate.id}</span>
            <h3>{candidate.label}</h3>
            <Score candidate={candidate} />
            {candidate.linkedTo !== undefined && (
              <span className="small block">{t("linkedTo", { key: candidate.linkedTo })}</span>
            )}
          </div>
        ))}
        {fields.map((field, row) => (
          <Fragment key={field.name}>
            <div className="field-name truncate">{field.name}</div>
            <div className="cell">{field.text}</div>
            {candidates.map((candidate) => (
              <Cell key={candidate.id} value={candidate.values[row]} picked={candidate.id === picked} />
            ))}
          </Fragment>
        ))}
      </div>
    </div>
  );
}

function Score({ candidate }: { candidate: CandidateView }) {
  const t = useTranslations("review");
  const count = (likeness: Likeness) => candidate.values.filter((value) => value.likeness === likeness).length;
  return <span className="small muted block">{t("score", { same: count("same"), other: count("other") })}</span>;
}

function Cell({ value, picked }: { value: CandidateView["values"][number] | undefined; picked: boolean }) {
  const t = useTranslations("review");
  const likeness = value?.likeness ?? "blank";
  if (likeness === "blank") return <div className={`cell muted ${picked ? "picked" : ""}`}>{t("blank")}</div>;
  const { icon: Icon, tone } = LOOK[likeness];
  return (
    <div className={`cell value ${picked ? "picked" : ""}`}>
      <span>{value?.text}</span>
      <span className={`state plain ${tone}`}>
        <Icon className="icon" />
        {t(likeness)}
      </span>
    </div>
  );
}
