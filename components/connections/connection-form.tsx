"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionInput, ConnectorView } from "@/components/connections/types";
import { FieldControl } from "@/components/forms/field-control";
import { type FieldValue, type FieldValues, type FieldView, isVisible, missingFields } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type ConnectionFormProps = {
  connector: ConnectorView;
  initial: { readonly name: string; readonly config: FieldValues };
  submitLabel: string;
  busy: boolean;
  onSubmit: (input: ConnectionInput) => void;
  onCancel: () => void;
};

/** The form of a connector's spec: its config, and its secrets, which are written and never shown again. */
export function ConnectionForm({ connector, initial, submitLabel, busy, onSubmit, onCancel }: ConnectionFormProps) {
  const t = useTranslations("connections.form");
  const ui = useTranslations("ui");
  const [name, setName] = useState(initial.name);
  const [values, setValues] = useState<Record<string, FieldValue>>({ ...initial.config });
  const [shown, setShown] = useState(false);
  const missing = missingFields(connector.fields, values);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    if (missing.length === 0 && name.trim() !== "") onSubmit(toInput(connector, name, values));
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field label={t("name")} help={t("nameHelp")} required error={shown && name.trim() === "" ? t("required") : undefined}>
        {(control) => <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {connector.fields
        .filter((field) => isVisible(field, values))
        .map((field) => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name]}
            error={shown && missing.includes(field.name) ? t("required") : undefined}
            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
      <div className="row">
        <Button variant="quiet" onClick={onCancel}>
          {ui("cancel")}
        </Button>
        <Button type="submit" variant="primary" className="push" busy={busy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

type FormFieldProps = { field: FieldView; value: FieldValue | undefined; error?: string; onChange: (value: FieldValue) => void };

function FormField({ field, value, error, onChange }: FormFieldProps) {
  const id = useId();
  if (field.control.type === "switch") {
    return (
      <div className="field inline">
        <FieldControl field={field} value={value} onChange={onChange} id={id} />
        <label htmlFor={id}>{field.label}</label>
        {field.help && <p className="help">{field.help}</p>}
      </div>
    );
  }
  return (
    <Field label={field.label} help={field.help} required={field.required} error={error}>
      {(control) => <FieldControl {...control} field={field} value={value} onChange={onChange} />}
    </Field>
  );
}

/** Config and secrets apart; an empty secret is left out, so that a stored one stays. */
function toInput(connector: ConnectorView, name: string, values: FieldValues): ConnectionInput {
  const config: ConnectionInput["config"] = {};
  const secrets: ConnectionInput["secrets"] = {};
  for (const field of connector.fields) {
    const value = values[field.name];
    if (value === undefined || value === null || value === "" || typeof value === "object") continue;
    if (field.control.type === "secret") secrets[field.name] = String(value);
    else config[field.name] = typeof value === "string" ? value.trim() : value;
  }
  return { connector: connector.id, name: name.trim(), config, secrets };
}
