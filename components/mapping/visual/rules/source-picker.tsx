"use client";

import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { excerpt, sourceValue } from "@/components/mapping/visual/trees";
import { Combobox } from "@/components/ui/combobox";
import { sourceFor } from "@/engine/mapping/visual/edit";
import { flatten } from "@/engine/mapping/visual/fields";
import type { Source } from "@/engine/mapping/visual/model";
import { fieldId } from "@/engine/mapping/visual/preview";
import { printSource } from "@/engine/mapping/visual/print";

type Props = {
  id?: string;
  label?: string;
  "aria-describedby"?: string | undefined;
  target: readonly string[];
  value: Source;
  onChange: (source: Source) => void;
  /** Lists alone: what an entry is made for. */
  lists?: boolean;
};

/** A field of the record that arrives, chosen by name. */
export function SourcePicker({ id, label, target, value, onChange, lists = false, ...rest }: Props) {
  const t = useTranslations("mapper");
  const { source, sample, mapping, readOnly } = useMapper();
  const words = { empty: t("empty"), entries: (count: number) => t("entries", { count }) };
  const fields = flatten(source).filter((field) => (lists ? field.type === "list" : field.type !== "object"));
  const current = printSource(value);
  const written = fields.map((field) => printSource(sourceFor(mapping, { source: field.path, target }, source)));
  const options = fields.map((field, index) => ({
    value: fieldId(field.path),
    label: written[index] ?? field.name,
    hint: excerpt(sourceValue(sample, field.path), words).slice(0, 24),
  }));
  const chosen = options[written.indexOf(current)]?.value ?? null;
  return (
    <Combobox
      id={id}
      aria-label={label}
      aria-describedby={rest["aria-describedby"]}
      value={chosen}
      empty={<span className="mono">{current}</span>}
      clearable={false}
      disabled={readOnly}
      options={options}
      onValueChange={(next) => {
        if (next !== null) onChange(sourceFor(mapping, { source: next.split("/"), target }, source));
      }}
    />
  );
}
