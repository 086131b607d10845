"use client";

import { ChevronDown, CircleMinus } from "lucide-react";
import { Popover } from "radix-ui";
import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";

const fetchList = () => import("@/components/ui/combo-list");
const ComboList = lazy(fetchList);
/** Before it is opened; opening it asks again for what did not come. */
const prefetchList = () => {
  fetchList().catch(() => undefined);
};

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
        onPointerEnter={prefetchList}
        onFocus={prefetchList}
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
          <Suspense fallback={<Skeleton height={28} />}>
            <ComboList options={options} value={value} onChoose={choose} clearable={clearable} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
