"use client";

import { ArrowRight, History, KeyRound, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ComponentProps, useId, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import type { SavePreference } from "@/components/frame/top-bar";
import { MailChoiceCard } from "@/components/settings/mail-choice-card";
import { PasswordForm } from "@/components/settings/password-form";
import { RetentionCard } from "@/components/settings/retention-card";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHead } from "@/components/ui/page-head";
import { Segmented } from "@/components/ui/segmented";
import { type Action, useAction } from "@/components/ui/use-action";
import { TIME_ZONES } from "@/components/ui/zones";
import type { Retention } from "@/lib/core/retention";
import type { Locale } from "@/lib/core/text";

type SettingsProps = {
  workspace: { readonly name: string; readonly timeZone: string };
  /** Without a password: signs in through the demo or another provider. */
  person: { readonly name: string; readonly email: string; readonly hasPassword: boolean };
  locale: Locale;
  minLength: number;
  mayManage: boolean;
  saveWorkspace: Action<{ name: string; timeZone: string }>;
  changePassword: Action<{ current: string; next: string }>;
  savePreference: SavePreference;
  retention: { readonly retention: Retention; readonly kept: { readonly bytes: number; readonly runs: number } };
  saveRetention: Action<Retention>;
  mail: Omit<ComponentProps<typeof MailChoiceCard>, "email">;
};

export function SettingsPage(props: SettingsProps) {
  const t = useTranslations("settings");
  const { person, mayManage } = props;
  return (
    <div className="page">
      <PageHead title={t("title")} purpose={t("purpose")} />
      <div className="settings-form stack">
        <WorkspaceCard {...props} />
        <section className="card" aria-label={t("account")}>
          <div className="card-head">
            <h2>{t("account")}</h2>
            <span className="hint">
              {person.name} · {person.email}
            </span>
          </div>
          <LanguageRow locale={props.locale} savePreference={props.savePreference} />
          {person.hasPassword && <PasswordForm email={person.email} minLength={props.minLength} change={props.changePassword} />}
        </section>
        <MailChoiceCard email={person.email} {...props.mail} />
        <RetentionCard {...props.retention} mayManage={mayManage} save={props.saveRetention} />
        {mayManage && (
          <section className="card" aria-label={t("access")}>
            <div className="card-head">
              <h2>{t("access")}</h2>
            </div>
            <LinkRow href="/people" icon={<Users className="icon" />} title={t("people")} text={t("peopleText")} />
            <LinkRow href="/settings/tokens" icon={<KeyRound className="icon" />} title={t("tokens")} text={t("tokensText")} />
            <LinkRow href="/settings/audit" icon={<History className="icon" />} title={t("audit")} text={t("auditText")} />
          </section>
        )}
      </div>
    </div>
  );
}

function WorkspaceCard({ workspace, mayManage, saveWorkspace }: SettingsProps) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const [draft, setDraft] = useState(workspace);
  const saving = useAction(saveWorkspace, { done: t("saved") });
  const changed = draft.name !== workspace.name || draft.timeZone !== workspace.timeZone;
  return (
    <section className="card" aria-label={t("workspace")}>
      <div className="card-head">
        <h2>{t("workspace")}</h2>
      </div>
      <div className="card-body form">
        <Field label={t("workspaceName")}>
          {(control) => (
            <Input
              {...control}
              value={draft.name}
              disabled={!mayManage}
              maxLength={120}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t("zone")} help={t("zoneHelp")}>
          {(control) => (
            <Combobox
              {...control}
              value={draft.timeZone}
              options={TIME_ZONES}
              empty=""
              clearable={false}
              disabled={!mayManage}
              onValueChange={(timeZone) => timeZone && setDraft({ ...draft, timeZone })}
            />
          )}
        </Field>
        {mayManage && (
          <div className="row">
            <Button
              variant="primary"
              className="push"
              disabled={!changed || draft.name.trim() === ""}
              busy={saving.busy}
              onClick={() => saving.run(draft)}
            >
              {ui("save")}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

function LanguageRow({ locale, savePreference }: Pick<SettingsProps, "locale" | "savePreference">) {
  const t = useTranslations("settings");
  const top = useTranslations("top.languages");
  const router = useRouter();
  const [, startTransition] = useTransition();
  const id = useId();
  return (
    <div className="setting-row">
      <span id={id} className="font-medium text-13">
        {t("language")}
      </span>
      <div className="control">
        <Segmented
          label={t("language")}
          value={locale}
          options={[
            { value: "fr", label: top("fr") },
            { value: "en", label: top("en") },
          ]}
          onValueChange={(value) =>
            startTransition(async () => {
              await savePreference({ name: "locale", value });
              router.refresh();
            })
          }
        />
      </div>
    </div>
  );
}

function LinkRow({ href, icon, title, text }: { href: string; icon: React.ReactNode; title: string; text: string }) {
  return (
    <Link href={href} className="setting-row link-row">
      <span className="row">
        {icon}
        <span>
          <b className="block text-13 font-medium text-ink">{title}</b>
          <span className="help">{text}</span>
        </span>
      </span>
      <span className="control">
        <ArrowRight className="icon sm" />
      </span>
    </Link>
  );
}
