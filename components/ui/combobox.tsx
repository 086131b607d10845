"use client";

import { Command } from "cmdk";
import { Check, ChevronDown, CircleMinus, Search } from "lucide-react";
import { Popover } from "radix-ui";
import { type ComponentProps, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/class-names";

export type ComboOption = { readonly value: string; readonly label: string; readonly code?: string; readonly hint?: string };

type ComboboxProps = {
  value: string | null;
  onValueChange: (value: string | null) => void;
  options: readonly ComboOption[];
  /** What an empty cell says: the default that will apply, in a table. */
  empty: ReactNode;
  /** Amber, dashed: a person should look at it. */
  unset?: boolean;
  clearable?: boolean;
  size?: "md" | "sm";
  disabled?: boolean;
} & Pick<ComponentProps<"button">, "id" | "aria-label" | "aria-describedby" | "aria-invalid">;

/** A drop-down searched by typing (UI-24); "none" removes the value. */
export function Combobox(props: ComboboxProps) {
  const { value, onValueChange, options, empty, unset, clearable = true, size, disabled, ...rest } = props;
  const t = useTranslations("ui");
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const choose = (next: string | null) => {
    onValueChange(next);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        {...rest}
        role="combobox"
        aria-expanded={open}
        disabled={disabled}
        className={cx("select", size === "sm" && "sm", unset && "unset")}
      >
        {unset && <CircleMinus className="icon" />}
        {chosen?.code && <span className="code-label">{chosen.code}</span>}
        <span className={cx("value", !chosen && !unset && "placeholder")}>{chosen?.label ?? value ?? empty}</span>
        <ChevronDown className="icon" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu-pop combo-pop"
          align="start"
          sideOffset={4}
          aria-label={rest["aria-label"] ?? t("choose")}
        >
          <ComboList options={options} value={value} onChoose={choose} clearable={clearable} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ComboListProps = {
  options: readonly ComboOption[];
  value: string | null;
  onChoose: (value: string | null) => void;
  clearable: boolean;
};

function ComboList({ options, value, onChoose, clearable }: ComboListProps) {
  const t = useTranslations("ui");
  return (
    <Command defaultValue={value ?? undefined}>
      <div className="input sm">
        <Search className="icon" />
        <Command.Input placeholder={t("search")} aria-label={t("search")} />
      </div>
      <Command.List label={t("choose")}>
        <Command.Empty className="menu-label">{t("noMatch")}</Command.Empty>
        {options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            keywords={[option.label, option.code ?? ""]}
            onSelect={() => onChoose(option.value)}
            className="menu-item"
          >
            {option.code && <span className="code-label">{option.code}</span>}
            <span className="truncate">{option.label}</span>
            {option.value === value ? (
              <Check className="icon push" />
            ) : (
              option.hint && <span className="small">{option.hint}</span>
            )}
          </Command.Item>
        ))}
        {clearable && (
          <Command.Item value="__none" forceMount onSelect={() => onChoose(null)} className="menu-item none">
            <CircleMinus className="icon" />
            {t("none")}
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
