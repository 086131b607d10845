"use client";

import { ToggleGroup } from "radix-ui";
import { useId } from "react";

type ChipSetProps = {
  label: string;
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  options: readonly { readonly value: string; readonly label: string; readonly name?: string }[];
  error?: string;
  /** Days of a month: seven to a line. */
  grid?: boolean;
};

/** Any number of a few values, all in sight: weekdays, months. */
export function ChipSet({ label, value, onValueChange, options, error, grid }: ChipSetProps) {
  const id = useId();
  return (
    <div className="field">
      <span className="label" id={id}>
        {label}
      </span>
      <ToggleGroup.Root
        type="multiple"
        className={grid ? "chip-set grid7" : "chip-set"}
        aria-labelledby={id}
        value={[...value]}
        onValueChange={onValueChange}
      >
        {options.map((option) => (
          <ToggleGroup.Item key={option.value} value={option.value} className="chip" aria-label={option.name}>
            {option.label}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
