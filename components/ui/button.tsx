import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

type Look = {
  variant?: "default" | "primary" | "soft" | "quiet" | "danger";
  size?: "md" | "sm";
  /** Icon alone: give `aria-label`. */
  square?: boolean;
  wide?: boolean;
};

function lookOf({ variant = "default", size = "md", square, wide }: Look, className?: string): string {
  return cx("btn", variant !== "default" && variant, size === "sm" && "sm", square && "square", wide && "wide", className);
}

export type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean; icon?: ReactNode };

export function Button({ variant, size, square, wide, busy, icon, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={lookOf({ variant, size, square, wide }, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <LoaderCircle className="icon spin" /> : icon}
      {children}
    </button>
  );
}

export type LinkButtonProps = ComponentProps<typeof Link> & Look & { icon?: ReactNode };

export function LinkButton({ variant, size, square, wide, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={lookOf({ variant, size, square, wide }, className)}>
      {icon}
      {children}
    </Link>
  );
}
