"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { IntegrationPatchInput } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { CheckRow } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Segmented } from "@/components/ui/segmented";
import { type Action, useAction } from "@/components/ui/use-action";
import { LOCALES } from "@/lib/core/locales";
import type { MailOptions } from "@/lib/core/mail";
import { MOST_RECIPIENTS, readRecipients } from "@/lib/core/recipients";

const OCCASIONS = ["failed", "attention", "created", "succeeded"] as const;

type Props = {
  id: string;
  mail: MailOptions;
  /** The installation has a mail server. */
  hasServer: boolean;
  save: Action<IntegrationPatchInput>;
  readOnly: boolean;
};

/** UI-51 to UI-53: who is mailed about the runs of the integration, when, and with what. */
export function MailCard({ id, mail, hasServer, save, readOnly }: Props) {
  const t = useTranslations("notifications.settings");
  const ui = useTranslations("ui");
  const [draft, setDraft] = useState(mail);
  const [typed, setTyped] = useState(mail.recipients.join("; "));
  const saving = useAction(save, { done: t("saved") });
  const { recipients, wrong } = readRecipients(typed);
  const error = wrong.length > 0 ? t("wrong", { list: wrong.join(", ") }) : undefined;
  const tooMany = recipients.length > MOST_RECIPIENTS ? t("tooMany", { max: MOST_RECIPIENTS }) : undefined;
  const next = { ...draft, recipients };
  const isChanged = JSON.stringify(next) !== JSON.stringify(mail);
  return (
    <section className="card settings-form mail-card" aria-label={t("title")}>
      <div className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint">{t("hint")}</span>
      </div>
      <fieldset className="card-body stack" disabled={readOnly}>
        {!hasServer && <Note kind="warning">{t("noServer")}</Note>}
        <Field label={t("recipients")} help={t("recipientsHelp")} error={error ?? tooMany}>
          {(control) => (
            <Input {...control} value={typed} disabled={readOnly} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        <Occasions draft={draft} readOnly={readOnly} onDraft={setDraft} />
        <Words draft={draft} readOnly={readOnly} onDraft={setDraft} />
        {!readOnly && (
          <div className="row">
            <Button
              variant="primary"
              className="push"
              busy={saving.busy}
              disabled={!isChanged || error !== undefined || tooMany !== undefined}
              onClick={() => saving.run({ id, options: { mail: next } })}
            >
              {ui("save")}
            </Button>
          </div>
        )}
      </fieldset>
    </section>
  );
}

type PartProps = { draft: MailOptions; readOnly: boolean; onDraft: (draft: MailOptions) => void };

function Occasions({ draft, readOnly, onDraft }: PartProps) {
  const t = useTranslations("notifications.settings");
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would nest in that of the card, with its frame
    <div className="stack" role="group" aria-labelledby={id}>
      <span className="label" id={id}>
        {t("when")}
      </span>
      {OCCASIONS.map((occasion) => (
        <CheckRow
          key={occasion}
          disabled={readOnly}
          checked={draft.when[occasion]}
          onCheckedChange={(on) => onDraft({ ...draft, when: { ...draft.when, [occasion]: on } })}
        >
          {t(occasion)}
        </CheckRow>
      ))}
    </div>
  );
}

function Words({ draft, readOnly, onDraft }: PartProps) {
  const t = useTranslations("notifications.settings");
  const top = useTranslations("top.languages");
  return (
    <>
      <Field label={t("subject")} help={t("subjectHelp")}>
        {(control) => (
          <Input
            {...control}
            value={draft.subject}
            maxLength={200}
            disabled={readOnly}
            onChange={(event) => onDraft({ ...draft, subject: event.target.value })}
          />
        )}
      </Field>
      <div className="row">
        <span className="label">{t("language")}</span>
        <Segmented
          label={t("language")}
          value={draft.language}
          onValueChange={(language) => onDraft({ ...draft, language })}
          options={LOCALES.map((locale) => ({ value: locale, label: top(locale) }))}
        />
      </div>
      <CheckRow
        disabled={readOnly}
        checked={draft.attachJournal}
        onCheckedChange={(attachJournal) => onDraft({ ...draft, attachJournal })}
      >
        {t("journal")}
      </CheckRow>
    </>
  );
}
