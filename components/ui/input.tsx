import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";

type InputProps = Omit<ComponentProps<"input">, "size"> & { size?: "md" | "sm" };

export function Input({ className, size, ...rest }: InputProps) {
  return <input {...rest} className={cx("input", size === "sm" && "sm", className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cx("textarea", className)} />;
}

/** `aria-label` is mandatory: the placeholder is not a label. */
export function SearchInput({ className, size, ...rest }: InputProps & { "aria-label": string }) {
  return (
    <span className={cx("input", size === "sm" && "sm", className)}>
      <Search className="icon" />
      <input type="search" {...rest} />
    </span>
  );
}
