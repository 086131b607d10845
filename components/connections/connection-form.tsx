"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { findFaults, refusedFields, tidyUrl, toInput } from "@/components/connections/form-input";
import type { ConnectionInput, ConnectorView } from "@/components/connections/types";
import { FieldControl } from "@/components/forms/field-control";
import { type FieldValue, type FieldValues, type FieldView, isVisible } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { ErrorInfo } from "@/lib/core/errors";

type ConnectionFormProps = {
  connector: ConnectorView;
  initial: { readonly name: string; readonly config: FieldValues };
  submitLabel: string;
  busy: boolean;
  /** What the server answered to the last attempt. */
  error?: ErrorInfo | null;
  onSubmit: (input: ConnectionInput) => void;
  onCancel: () => void;
};

/** The form of a connector's spec: its config, and its secrets, which are written and never shown again. */
export function ConnectionForm({ connector, initial, submitLabel, busy, error, onSubmit, onCancel }: ConnectionFormProps) {
  const t = useTranslations("connections.form");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const [name, setName] = useState(initial.name);
  const [values, setValues] = useState<Record<string, FieldValue>>({ ...initial.config });
  const [shown, setShown] = useState(false);
  const faults = { ...(error ? refusedFields(error, connector) : {}), ...findFaults(connector, name, values) };
  const isOurs = (field: string) => shown && faults[field] !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setShown(true);
    if (Object.keys(findFaults(connector, name, values)).length === 0) onSubmit(toInput(connector, name, values));
  };
  const tidy = (field: FieldView) => {
    const value = values[field.name];
    if (field.control.type === "url" && typeof value === "string") {
      setValues((before) => ({ ...before, [field.name]: tidyUrl(value) }));
    }
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      {error && <Note kind="error">{errorText(error)}</Note>}
      <Field label={t("name")} help={t("nameHelp")} required error={isOurs("name") ? t("required") : undefined}>
        {(control) => <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {connector.fields
        .filter((field) => isVisible(field, values))
        .map((field) => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name]}
            error={isOurs(field.name) ? t(faults[field.name] ?? "required") : undefined}
            onBlur={() => tidy(field)}
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

type FormFieldProps = {
  field: FieldView;
  value: FieldValue | undefined;
  error?: string;
  onBlur: () => void;
  onChange: (value: FieldValue) => void;
};

function FormField({ field, value, error, onBlur, onChange }: FormFieldProps) {
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
      {(control) => <FieldControl {...control} field={field} value={value} onChange={onChange} onBlur={onBlur} />}
    </Field>
  );
}
