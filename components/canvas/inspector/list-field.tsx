"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { type FormContext, FormFields } from "@/components/canvas/inspector/form-fields";
import { Button } from "@/components/ui/button";
import { useLanguage } from "@/components/ui/use-language";
import type { NodeFormField } from "@/engine/nodes/contract";
import { isJsonObject, type Json, type JsonObject } from "@/lib/core/json";

type Props = {
  field: NodeFormField;
  value: Json | undefined;
  onChange: (value: Json) => void;
  context: FormContext;
};

/** Entries of a list, each a small form; added, removed and moved with buttons. */
export function ListField({ field, value, onChange, context }: Props) {
  const t = useTranslations("editor.form");
  const language = useLanguage();
  const entries = Array.isArray(value) ? value.filter(isJsonObject) : [];
  const replace = (index: number, entry: JsonObject) =>
    onChange(entries.map((each, position) => (position === index ? entry : each)));
  const move = (index: number, by: number) => {
    const next = [...entries];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onChange(next);
  };
  return (
    <fieldset className="list-field">
      <legend>{field.label[language]}</legend>
      {field.help && <p className="help">{field.help[language]}</p>}
      {entries.map((entry, index) => (
        // Entries have no identity of their own: their place is all there is.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div className="list-entry" key={index}>
          <div className="list-entry-head">
            <span className="muted small">{index + 1}</span>
            <span className="push" />
            <Button
              square
              size="sm"
              variant="quiet"
              aria-label={t("up")}
              disabled={context.disabled || index === 0}
              icon={<ArrowUp className="icon" />}
              onClick={() => move(index, -1)}
            />
            <Button
              square
              size="sm"
              variant="quiet"
              aria-label={t("down")}
              disabled={context.disabled || index === entries.length - 1}
              icon={<ArrowDown className="icon" />}
              onClick={() => move(index, 1)}
            />
            <Button
              square
              size="sm"
              variant="quiet"
              aria-label={t("removeEntry")}
              disabled={context.disabled}
              icon={<X className="icon" />}
              onClick={() => onChange(entries.filter((_, position) => position !== index))}
            />
          </div>
          <FormFields fields={field.item ?? []} value={entry} onChange={(next) => replace(index, next)} context={context} />
        </div>
      ))}
      <Button
        size="sm"
        disabled={context.disabled}
        icon={<Plus className="icon" />}
        onClick={() => onChange([...entries, blank(field)])}
      >
        {t("add")}
      </Button>
    </fieldset>
  );
}

/** A new entry: switches off, first option of each choice, texts empty. */
function blank(field: NodeFormField): JsonObject {
  const entries = (field.item ?? []).flatMap((item): [string, Json][] => {
    if (item.path.includes(".")) return [];
    if (item.control === "switch") return [[item.path, false]];
    if (item.control === "list") return [[item.path, []]];
    if (item.control === "select") return [[item.path, item.options?.[0]?.value ?? ""]];
    return [[item.path, ""]];
  });
  return Object.fromEntries(entries);
}
