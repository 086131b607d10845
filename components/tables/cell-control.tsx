"use client";

import { useTranslations } from "use-intl";
import { isSet } from "@/components/tables/edits";
import type { Cell, ColumnView, Target } from "@/components/tables/types";
import { Combobox } from "@/components/ui/combobox";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";

type CellControlProps = {
  column: ColumnView;
  value: Cell | undefined;
  /** Default of the table, to show what an empty cell will become. */
  fallback: Target;
  onChange: (value: Cell) => void;
  /** Row and column in words. */
  label: string;
  disabled?: boolean;
  /** In the bar of defaults an empty value is a choice, not a gap. */
  isDefault?: boolean;
};

export function CellControl({ column, value, fallback, onChange, label, disabled, isDefault }: CellControlProps) {
  const t = useTranslations("tables");
  const ui = useTranslations("ui");
  const { control } = column;
  if (control.type === "switch") {
    return (
      <span className="row small">
        <Switch aria-label={label} checked={value === true} onCheckedChange={onChange} disabled={disabled} />
        {ui(value === true ? "yes" : "no")}
      </span>
    );
  }
  if (control.type === "text") {
    const text = typeof value === "string" ? value : "";
    return (
      <Input size="sm" aria-label={label} value={text} disabled={disabled} onChange={(event) => onChange(event.target.value)} />
    );
  }
  const unset = !isDefault && column.required && !isSet(value);
  const inherited = labelOf(column, fallback[column.key]);
  const empty = unset ? (inherited ? t("byDefault", { value: inherited }) : t("toChoose")) : ui("none");
  return (
    <Combobox
      size="sm"
      aria-label={label}
      value={typeof value === "string" && value !== "" ? value : null}
      onValueChange={onChange}
      options={control.options ?? []}
      empty={empty}
      unset={unset}
      disabled={disabled || control.options === null}
    />
  );
}

/** The words of a value; its id where the list could not be read. */
export function labelOf(column: ColumnView, value: Cell | undefined): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const options = column.control.type === "choice" ? column.control.options : null;
  return options?.find((option) => option.value === value)?.label ?? value;
}
