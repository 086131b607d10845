"use client";

import { Command } from "cmdk";
import { Check, ChevronDown, Search } from "lucide-react";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/class-names";
import type { Option } from "@/components/ui/select";

type MultiSelectProps = {
  value: readonly string[];
  onValueChange: (value: readonly string[]) => void;
  options: readonly Option[];
  empty: ReactNode;
  id?: string;
  disabled?: boolean;
  "aria-describedby"?: string;
};

/** Several values of a list, searched by typing. */
export function MultiSelect({ value, onValueChange, options, empty, ...rest }: MultiSelectProps) {
  const t = useTranslations("ui");
  const toggle = (one: string) => onValueChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  const chosen = options.filter((option) => value.includes(option.value)).map((option) => option.label);
  return (
    <Popover.Root>
      <Popover.Trigger {...rest} role="combobox" aria-expanded={false} className="select">
        <span className={cx("value", chosen.length === 0 && "placeholder")}>{chosen.length > 0 ? chosen.join(", ") : empty}</span>
        <ChevronDown className="icon" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu-pop combo-pop" align="end" sideOffset={4} aria-label={t("choose")}>
          <Command>
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
                  keywords={[option.label]}
                  className="menu-item"
                  onSelect={() => toggle(option.value)}
                >
                  <span className="check" data-state={value.includes(option.value) ? "checked" : "unchecked"}>
                    {value.includes(option.value) && <Check className="icon" />}
                  </span>
                  <span className="truncate">{option.label}</span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
