"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";

export type Option = { readonly value: string; readonly label: string };

type SelectProps = {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly Option[];
  placeholder?: string;
  size?: "md" | "sm";
  disabled?: boolean;
  className?: string;
} & Pick<ComponentProps<"button">, "id" | "aria-label" | "aria-describedby" | "aria-invalid">;

/** Radix keeps the empty string for "nothing chosen": an option may still carry it. */
const EMPTY = "\u0000";

/** A closed list of few values; for many, or to search, use `Combobox`. */
export function Select({ value, onValueChange, options, placeholder, size, disabled, className, ...rest }: SelectProps) {
  const hasEmpty = options.some((option) => option.value === "");
  return (
    <Radix.Root
      value={value === "" && hasEmpty ? EMPTY : value}
      onValueChange={(next) => onValueChange(next === EMPTY ? "" : next)}
      disabled={disabled}
    >
      <Radix.Trigger {...rest} className={cx("select", size === "sm" && "sm", className)}>
        <Radix.Value placeholder={placeholder} />
        <ChevronDown className="icon" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu-pop menu" position="popper" sideOffset={4}>
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value === "" ? EMPTY : option.value} className="menu-item">
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="push">
                  <Check className="icon" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
