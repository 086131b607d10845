"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FormContext } from "@/components/canvas/inspector/form-fields";
import { MappingField } from "@/components/canvas/inspector/mapping-field";
import { ExpressionEditor } from "@/components/mapping/expression-editor";
import { Combobox } from "@/components/ui/combobox";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useLanguage } from "@/components/ui/use-language";
import type { NodeFormField } from "@/engine/nodes/contract";
import type { Json, JsonObject } from "@/lib/core/json";
import { getPath } from "@/lib/core/json-path";

type Control = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

type Props = {
  control: Control;
  field: NodeFormField;
  value: Json | undefined;
  /** The object the field belongs to: a stream is offered by the connection beside it. */
  siblings: JsonObject;
  onChange: (value: Json | undefined, gesture?: string) => void;
  context: FormContext;
};

type Typed = { readonly target: { readonly value: string } };

/** One control, by the hint of its field. An emptied text takes the property away. */
export function FieldControl({ control, field, value, siblings, onChange, context }: Props) {
  const { id, "aria-describedby": described } = control;
  const language = useLanguage();
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
  const label = field.label[language];
  const typed = { ...control, readOnly: context.disabled, value: text, onChange: (event: Typed) => onChange(event.target.value) };
  switch (field.control) {
    case "switch":
      return (
        <Switch
          id={id}
          aria-describedby={described}
          checked={value === true}
          disabled={context.disabled}
          onCheckedChange={onChange}
        />
      );
    case "number":
      return (
        <Input
          {...control}
          type="number"
          readOnly={context.disabled}
          value={typeof value === "number" ? value : ""}
          onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
        />
      );
    case "select":
      return (
        <Select
          {...control}
          value={text}
          disabled={context.disabled}
          onValueChange={onChange}
          options={(field.options ?? []).map((option) => ({ value: option.value, label: option.label[language] }))}
        />
      );
    case "connection":
    case "stream":
    case "action":
    case "table":
      return <Picker {...{ control, field, value: text, siblings, onChange, context }} />;
    case "expression":
      if (field.isMapping)
        return <MappingField {...{ id, label, text, context }} onChange={(next, gesture) => onChange(next, gesture)} />;
      return (
        <ExpressionEditor
          id={id}
          label={label}
          value={text}
          readOnly={context.disabled}
          sample={context.sample?.data}
          onChange={(next) => onChange(next.trim() === "" ? undefined : next)}
        />
      );
    case "fields":
      return <NamesInput {...{ control, value, onChange, disabled: context.disabled }} />;
    case "textarea":
    case "json":
      return <Textarea {...typed} rows={4} />;
    default:
      return <Input {...typed} />;
  }
}

type NamesProps = { control: Control; value: Json | undefined; onChange: Props["onChange"]; disabled: boolean };

/** Names separated by commas. */
function NamesInput({ control, value, onChange, disabled }: NamesProps) {
  const [text, setText] = useState(Array.isArray(value) ? value.join(", ") : "");
  const change = (next: string) => {
    setText(next);
    onChange(listOf(next));
  };
  return <Input {...control} readOnly={disabled} value={text} onChange={(event) => change(event.target.value)} />;
}

function listOf(text: string): string[] | undefined {
  const names = text.split(",").map((name) => name.trim());
  const filled = names.filter((name) => name !== "");
  return filled.length === 0 ? undefined : filled;
}

type PickerProps = Omit<Props, "value"> & { value: string };

/** Values that come from the connections and the integration; one that is not offered any more still shows. */
function Picker({ control, field, value, siblings, onChange, context }: PickerProps) {
  const t = useTranslations("editor.form");
  const { choices, node } = context;
  const named = getPath(siblings, "connection") ?? getPath(node.config, "connection");
  const connector = choices.connections.find((connection) => connection.value === named)?.connector ?? "";
  const options =
    field.control === "connection"
      ? choices.connections
      : field.control === "table"
        ? choices.tables
        : ((field.control === "stream" ? choices.streams[connector] : choices.actions[connector]) ?? []);
  return (
    <Combobox
      id={control.id}
      aria-describedby={control["aria-describedby"]}
      value={value === "" ? null : value}
      onValueChange={(next) => onChange(next ?? "")}
      options={options}
      empty={t("choose")}
      clearable={false}
      disabled={context.disabled}
    />
  );
}
