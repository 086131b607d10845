"use client";

import { Command } from "cmdk";
import { Check, CircleMinus, Search } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ComboOption } from "@/components/ui/combobox";

type ComboListProps = {
  options: readonly ComboOption[];
  value: string | null;
  onChoose: (value: string | null) => void;
  clearable: boolean;
};

/** What a drop-down offers, filtered by what is typed. A script of its own: pages come without it. */
export default function ComboList({ options, value, onChoose, clearable }: ComboListProps) {
  const t = useTranslations("ui");
  return (
    <Command defaultValue={value ?? undefined}>
      <div className="input sm">
        <Search className="icon" />
        <Command.Input autoFocus placeholder={t("search")} aria-label={t("search")} />
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
