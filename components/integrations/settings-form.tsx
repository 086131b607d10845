"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { FieldControl } from "@/components/forms/field-control";
import { type FieldValue, type FieldView, isVisible } from "@/components/forms/fields";
import { AdvancedCard } from "@/components/integrations/advanced-card";
import { countChanges, type SettingsDraft, startOf, toPatch } from "@/components/integrations/settings-draft";
import type { IntegrationPatchInput, SettingsGroup, SettingsView } from "@/components/integrations/types";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { SaveBar } from "@/components/ui/save-bar";
import { Switch } from "@/components/ui/switch";
import { type Action, useAction } from "@/components/ui/use-action";

type FormProps = { view: SettingsView; save: Action<IntegrationPatchInput>; readOnly: boolean };

/** Name, areas and settings of an integration, drawn from its template; one save for all (UI-12, UI-17). */
export function SettingsForm({ view, save, readOnly }: FormProps) {
  const t = useTranslations("integration.settings");
  const start = startOf(view);
  const [draft, setDraft] = useState(start);
  const saving = useAction(save, { done: t("saved") });
  const patch = toPatch(view, draft);
  const count = countChanges(patch);
  return (
    <div className="settings-form stack">
      {view.unread.map((reason) => (
        <Note key={reason} kind="warning" title={t("unread")}>
          {reason}
        </Note>
      ))}
      <section className="card" aria-label={t("general")}>
        <div className="card-head">
          <h2>{t("general")}</h2>
        </div>
        <NameRow name={draft.name} disabled={readOnly} onChange={(name) => setDraft({ ...draft, name })} />
      </section>
      {view.groups.map((group) => (
        <GroupCard key={group.area ?? ""} group={group} draft={draft} readOnly={readOnly} onDraft={setDraft} />
      ))}
      <AdvancedCard view={view} draft={draft} readOnly={readOnly} onDraft={setDraft} />
      <SaveBar
        count={count}
        note={t("usedNext")}
        busy={saving.busy}
        onSave={() => saving.run(patch)}
        onDiscard={() => setDraft(start)}
      />
    </div>
  );
}

function NameRow({ name, disabled, onChange }: { name: string; disabled: boolean; onChange: (name: string) => void }) {
  const t = useTranslations("integration.settings");
  const id = useId();
  return (
    <div className="setting-row">
      <label htmlFor={id}>{t("name")}</label>
      <div className="control">
        <Input id={id} value={name} maxLength={120} disabled={disabled} onChange={(event) => onChange(event.target.value)} />
      </div>
    </div>
  );
}

type GroupProps = { group: SettingsGroup; draft: SettingsDraft; readOnly: boolean; onDraft: (draft: SettingsDraft) => void };

function GroupCard({ group, draft, readOnly, onDraft }: GroupProps) {
  const { area } = group;
  const on = area === null || draft.areas.includes(area);
  const toggle = (next: boolean) =>
    area !== null && onDraft({ ...draft, areas: next ? [...draft.areas, area] : draft.areas.filter((key) => key !== area) });
  return (
    <section className="card" aria-label={group.title}>
      <div className="card-head py-2">
        <div>
          <h2>{group.title}</h2>
          {group.description && <p className="small muted">{group.description}</p>}
        </div>
        {area !== null && (
          <span className="push">
            <Switch aria-label={group.title} checked={on} onCheckedChange={toggle} disabled={readOnly} />
          </span>
        )}
      </div>
      {on &&
        group.fields
          .filter((field) => isVisible(field, draft.values))
          .map((field) => (
            <SettingRow
              key={field.name}
              field={field}
              value={draft.values[field.name]}
              disabled={readOnly}
              onChange={(value) => onDraft({ ...draft, values: { ...draft.values, [field.name]: value } })}
            />
          ))}
    </section>
  );
}

type RowProps = { field: FieldView; value: FieldValue | undefined; disabled: boolean; onChange: (value: FieldValue) => void };

function SettingRow({ field, value, disabled, onChange }: RowProps) {
  const id = useId();
  return (
    <div className="setting-row">
      <div>
        <label htmlFor={id}>{field.label}</label>
        {field.help && (
          <p className="help" id={`${id}-help`}>
            {field.help}
          </p>
        )}
      </div>
      <div className="control">
        <FieldControl
          field={field}
          value={value}
          onChange={onChange}
          id={id}
          disabled={disabled}
          aria-describedby={field.help ? `${id}-help` : undefined}
        />
      </div>
    </div>
  );
}
