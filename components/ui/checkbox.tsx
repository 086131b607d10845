"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";

type CheckboxProps = {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
};

export function Checkbox({ checked, onCheckedChange, ...rest }: CheckboxProps) {
  return (
    <Radix.Root {...rest} className="check" checked={checked} onCheckedChange={(next) => onCheckedChange(next === true)}>
      <Radix.Indicator>{checked === "indeterminate" ? <Minus className="icon" /> : <Check className="icon" />}</Radix.Indicator>
    </Radix.Root>
  );
}

/** A checkbox with its words; the whole line is pressed. */
export function CheckRow({ children, ...rest }: CheckboxProps & { children: ReactNode }) {
  const id = useId();
  return (
    <div className="check-row">
      <Checkbox {...rest} id={id} />
      <label htmlFor={id}>{children}</label>
    </div>
  );
}
