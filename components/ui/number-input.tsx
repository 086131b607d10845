"use client";

import { type ComponentProps, useState } from "react";
import { Input } from "@/components/ui/input";

type NumberInputProps = {
  value: number;
  min: number;
  max: number;
  onValueChange: (value: number) => void;
} & Omit<ComponentProps<typeof Input>, "value" | "min" | "max" | "type" | "onChange" | "onBlur">;

/** A whole number that may be emptied while typing; on leaving it is the nearest one allowed. */
export function NumberInput({ value, min, max, onValueChange, ...rest }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      {...rest}
      type="number"
      min={min}
      max={max}
      value={typed ?? value}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = event.target.valueAsNumber;
        if (Number.isInteger(next) && next >= min && next <= max) onValueChange(next);
      }}
      onBlur={() => {
        const next = Number(typed);
        if (typed !== null && typed !== "" && Number.isFinite(next))
          onValueChange(Math.min(max, Math.max(min, Math.round(next))));
        setTyped(null);
      }}
    />
  );
}
