"use client";

import { Clock } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { parseTime } from "@/components/ui/calendar";

type TimeFieldProps = {
  /** `HH:MM`, or the empty string. */
  value: string;
  onValueChange: (value: string) => void;
} & Pick<ComponentProps<"input">, "id" | "disabled" | "aria-label" | "aria-describedby" | "aria-invalid">;

/** A time of day on 24 hours in every browser; `8h30` becomes `08:30` on leaving, what is no time is put back. */
export function TimeField({ value, onValueChange, ...rest }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null) onValueChange(typed.trim() === "" ? "" : (parseTime(typed) ?? value));
    setTyped(null);
  };
  return (
    <span className="input time">
      <Clock className="icon" />
      <input
        {...rest}
        inputMode="numeric"
        placeholder="00:00"
        maxLength={5}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
          if (/^\d\d:\d\d$/.test(event.target.value)) onValueChange(parseTime(event.target.value) ?? value);
        }}
        onBlur={settle}
        onKeyDown={(event) => event.key === "Enter" && settle()}
      />
    </span>
  );
}
