"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Action, useAction } from "@/components/ui/use-action";
import type { Retention } from "@/lib/core/retention";
import { RETENTION_BOUNDS } from "@/lib/core/retention-bounds";

type Props = {
  retention: Retention;
  kept: { readonly bytes: number; readonly runs: number };
  mayManage: boolean;
  save: Action<Retention>;
};

const FIELDS = ["runDays", "sampleDays", "megabytes"] as const;

/** How long and how much is kept of runs, and how much that is now. */
export function RetentionCard({ retention, kept, mayManage, save }: Props) {
  const t = useTranslations("settings.retention");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const [draft, setDraft] = useState({
    runDays: String(retention.runDays),
    sampleDays: String(retention.sampleDays),
    megabytes: String(retention.megabytes),
  });
  const next = { runDays: Number(draft.runDays), sampleDays: Number(draft.sampleDays), megabytes: Number(draft.megabytes) };
  const wrong = new Set(FIELDS.filter((field) => draft[field].trim() === "" || !isWithin(next[field], RETENTION_BOUNDS[field])));
  const changed = FIELDS.some((field) => draft[field] !== String(retention[field]));
  const saving = useAction(save, { done: t("saved") });
  return (
    <section className="card" aria-label={t("title")}>
      <div className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint">
          {t("kept", { runs: kept.runs, size: format.number(kept.bytes / 1_000_000, { maximumFractionDigits: 1 }) })}
        </span>
      </div>
      <div className="card-body form">
        {FIELDS.map((field) => (
          <Field key={field} label={t(field)} help={t(`${field}Help`)} error={wrong.has(field) ? t("wrong") : undefined}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                disabled={!mayManage}
                value={draft[field]}
                onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {mayManage && (
          <div className="row">
            <Button
              variant="primary"
              className="push"
              disabled={!changed || wrong.size > 0}
              busy={saving.busy}
              onClick={() => saving.run(next)}
            >
              {ui("save")}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

function isWithin(value: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
