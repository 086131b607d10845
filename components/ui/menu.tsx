"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

type MenuProps = {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  onOpenChange?: (open: boolean) => void;
};

/** `trigger` is a button; `children` are `MenuItem`, `MenuLink`, `MenuLabel`, `MenuLine`. */
export function Menu({ trigger, children, align = "end", onOpenChange }: MenuProps) {
  return (
    <Radix.Root modal={false} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu-pop menu" align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = {
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  hint?: ReactNode;
  children: ReactNode;
};

export function MenuItem({ icon, danger, disabled, checked, hint, children, onSelect }: ItemProps & { onSelect: () => void }) {
  return (
    <Radix.Item className={cx("menu-item", danger && "danger")} disabled={disabled} onSelect={onSelect}>
      {icon}
      {children}
      {hint && <span className="small">{hint}</span>}
      {checked && <Check className="icon push" />}
    </Radix.Item>
  );
}

export function MenuLink({ icon, children, href }: Pick<ItemProps, "icon" | "children"> & { href: string }) {
  return (
    <Radix.Item asChild className="menu-item">
      <Link href={href}>
        {icon}
        {children}
      </Link>
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="menu-label">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="menu-line" />;
}
