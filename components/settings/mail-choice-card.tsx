"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { type Action, useAction } from "@/components/ui/use-action";
import { MAIL_CHOICES, type MailChoice, type MemberMail } from "@/lib/core/mail-choice";

type Props = {
  email: string;
  mail: MemberMail;
  integrations: readonly { readonly id: string; readonly name: string }[];
  /** The installation has a mail server. */
  hasServer: boolean;
  save: Action<MemberMail>;
};

/** UI-51 to UI-53, for oneself: which mails about runs come, in all and from each integration. */
export function MailChoiceCard({ email, mail, integrations, hasServer, save }: Props) {
  const t = useTranslations("settings.mail");
  const ui = useTranslations("ui");
  const [draft, setDraft] = useState(mail);
  const saving = useAction(save, { done: t("saved") });
  const options = MAIL_CHOICES.map((value) => ({ value, label: t(`choices.${value}`) }));
  const choose = (id: string, value: string) => {
    const { [id]: _before, ...others } = draft.integrations;
    const choice = choiceOf(value);
    setDraft({ ...draft, integrations: choice ? { ...others, [id]: choice } : others });
  };
  const isChanged =
    draft.choice !== mail.choice || integrations.some(({ id }) => draft.integrations[id] !== mail.integrations[id]);
  return (
    <section className="card" aria-label={t("title")}>
      <div className="card-head">
        <h2>{t("title")}</h2>
        <span className="hint">{t("hint", { email })}</span>
      </div>
      <div className="card-body form">
        {!hasServer && <Note kind="warning">{t("noServer")}</Note>}
        <Field label={t("all")} help={t("help")}>
          {(control) => (
            <Select
              {...control}
              value={draft.choice}
              options={options}
              onValueChange={(value) => setDraft({ ...draft, choice: choiceOf(value) ?? draft.choice })}
            />
          )}
        </Field>
        {integrations.map(({ id, name }) => (
          <Field key={id} label={name}>
            {(control) => (
              <Select
                {...control}
                value={draft.integrations[id] ?? ""}
                options={[{ value: "", label: t("asAll", { choice: t(`choices.${draft.choice}`) }) }, ...options]}
                onValueChange={(value) => choose(id, value)}
              />
            )}
          </Field>
        ))}
        <div className="row">
          <Button variant="primary" className="push" disabled={!isChanged} busy={saving.busy} onClick={() => saving.run(draft)}>
            {ui("save")}
          </Button>
        </div>
      </div>
    </section>
  );
}

function choiceOf(value: string): MailChoice | undefined {
  return MAIL_CHOICES.find((choice) => choice === value);
}
