"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "@/components/ui/class-names";
import { STATES, type StateName } from "@/components/ui/states";

/** The icon alone, in its tone; only where the word is beside it or in the column's head. */
export function StateIcon({ state }: { state: StateName }) {
  const { icon: Icon } = STATES[state];
  return Icon ? <Icon className="icon" /> : <span className="pulse" />;
}

type StateBadgeProps = {
  state: StateName;
  /** Instead of the word of the state: `1 failed`, `Running, 63 %`. */
  children?: ReactNode;
  plain?: boolean;
};

export function StateBadge({ state, children, plain }: StateBadgeProps) {
  const t = useTranslations("state");
  return (
    <span className={cx("state", plain && "plain", STATES[state].tone)}>
      <StateIcon state={state} />
      {children ?? t(state)}
    </span>
  );
}
