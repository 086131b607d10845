"use client";

import { Switch as Radix } from "radix-ui";

type SwitchProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
};

export function Switch(props: SwitchProps) {
  return (
    <Radix.Root {...props} className="switch">
      <Radix.Thumb />
    </Radix.Root>
  );
}
