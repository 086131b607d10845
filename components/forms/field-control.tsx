"use client";

import { useTranslations } from "use-intl";
import type { FieldValue, FieldView } from "@/components/forms/fields";
import { Combobox } from "@/components/ui/combobox";
import { DateField } from "@/components/ui/date-field";
import { Input } from "@/components/ui/input";
import { MultiSelect } from "@/components/ui/multi-select";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";

type FieldControlProps = {
  field: FieldView;
  value: FieldValue | undefined;
  onChange: (value: FieldValue) => void;
  /** Only of fields that are typed. */
  onBlur?: () => void;
  id: string;
  disabled?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
};

/** The widget of a field; its label and help are the caller's. */
export function FieldControl({ field, value, onChange, onBlur, ...rest }: FieldControlProps) {
  const t = useTranslations("ui");
  const { control } = field;
  switch (control.type) {
    case "switch":
      return <Switch {...pick(rest)} checked={value === true} onCheckedChange={onChange} />;
    case "select":
      return (
        <Select {...rest} value={asText(value)} onValueChange={onChange} options={control.options} placeholder={t("choose")} />
      );
    case "lookup":
      return <LookupControl {...rest} control={control} value={value} onChange={onChange} required={field.required} />;
    case "number":
      return (
        <Input
          {...rest}
          type="number"
          min={control.min}
          max={control.max}
          value={asText(value)}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.valueAsNumber)}
        />
      );
    case "date":
      return <DateField {...pick(rest)} value={asText(value)} onValueChange={(day) => onChange(day || null)} />;
    default:
      return <TextControl {...rest} field={field} value={value} onChange={onChange} onBlur={onBlur} />;
  }
}

function TextControl({ field, value, onChange, ...rest }: FieldControlProps) {
  const t = useTranslations("ui");
  const { control } = field;
  const isSecret = control.type === "secret";
  return (
    <Input
      {...rest}
      name={field.name}
      type={isSecret ? "password" : control.type === "url" ? "url" : "text"}
      autoComplete={isSecret ? "new-password" : "off"}
      spellCheck={false}
      maxLength={control.type === "text" ? control.maxLength : undefined}
      placeholder={isSecret && control.isSet ? t("secretKept") : field.placeholder}
      value={asText(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type LookupProps = Omit<FieldControlProps, "field"> & {
  control: Extract<FieldView["control"], { type: "lookup" }>;
  required: boolean;
};

function LookupControl({ control, value, onChange, required, ...rest }: LookupProps) {
  const t = useTranslations("ui");
  if (control.options === null) return <span className="state plain attention">{t("valuesUnread")}</span>;
  if (control.multiple) {
    const chosen = Array.isArray(value) ? value : [];
    return <MultiSelect {...pick(rest)} value={chosen} onValueChange={onChange} options={control.options} empty={t("none")} />;
  }
  return (
    <Combobox
      {...rest}
      value={typeof value === "string" && value !== "" ? value : null}
      onValueChange={onChange}
      options={control.options}
      empty={t("none")}
      clearable={!required}
    />
  );
}

function pick({ id, disabled, ...rest }: Omit<FieldControlProps, "field" | "value" | "onChange">) {
  return { id, disabled, "aria-describedby": rest["aria-describedby"] };
}

function asText(value: FieldValue | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
