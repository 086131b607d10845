"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Constant } from "@/engine/mapping/visual/model";

type Props = { field: RecordField; value: Constant; onChange: (value: Constant) => void; label?: string };

/** One value for every record; chosen from the target's own list where it has one. */
export function ConstantEditor({ field, value, onChange, label }: Props) {
  const t = useTranslations("mapper");
  return <Field label={label ?? t("value")}>{(control) => <ConstantInput {...{ control, field, value, onChange }} />}</Field>;
}

type InputProps = Omit<Props, "label"> & {
  control: { id?: string; "aria-label"?: string; "aria-describedby"?: string | undefined };
};

export function ConstantInput({ control, field, value, onChange }: InputProps) {
  const t = useTranslations("mapper");
  const { readOnly } = useMapper();
  const choices = useLookup(field.lookup);
  if (field.type === "boolean") {
    return (
      <Select
        {...control}
        value={String(value)}
        disabled={readOnly}
        onValueChange={(next) => onChange(next === "null" ? null : next === "true")}
        options={[
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
          { value: "null", label: t("nothing") },
        ]}
      />
    );
  }
  const options = choices ?? field.values.map((each) => ({ value: each, label: each }));
  if (options.length > 0) {
    return (
      <Combobox
        {...control}
        value={value === null ? null : String(value)}
        empty={t("nothing")}
        disabled={readOnly}
        options={options}
        onValueChange={onChange}
      />
    );
  }
  return (
    <Input
      {...control}
      readOnly={readOnly}
      value={value === null ? "" : String(value)}
      placeholder={value === null ? t("nothing") : t("empty")}
      onChange={(event) => onChange(typed(event.target.value, field))}
    />
  );
}

/** Whole numbers are numbers for the target; amounts stay texts of digits, as everywhere. */
function typed(text: string, { type }: RecordField): Constant {
  return (type === "integer" || type === "number") && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function useLookup(lookup: string | undefined) {
  const { readLookup } = useMapper();
  const [choices, setChoices] = useState<Awaited<ReturnType<typeof readLookup>>>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for a field; the reader is made anew at each edit
  useEffect(() => {
    let isGone = false;
    if (lookup === undefined) return;
    readLookup(lookup).then((found) => {
      if (!isGone) setChoices(found.length > 0 ? found : undefined);
    });
    return () => {
      isGone = true;
    };
  }, [lookup]);
  return choices;
}
