"use client";

import { useLocale } from "use-intl";
import { cx } from "@/components/ui/class-names";

/** `1234.50` → `1 234,50`: digits are grouped as text, so that no amount passes through a float. */
export function formatAmount(amount: string, locale: string): string {
  const [, sign = "", whole = "0", rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? ["", "", amount];
  const [group, point] = locale.startsWith("fr") ? ["\u202f", ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${sign === "-" ? "\u2212" : ""}${grouped}${rest === "" ? "" : `${point}${rest}`}`;
}

/** Both sides of a figure: the second one stands out where it is another. */
export function Figures({ source, target }: { source: string; target: string }) {
  const locale = useLocale();
  const isSame = source === target;
  return (
    <>
      <td className="right num">{formatAmount(source, locale)}</td>
      <td className={cx("right num", !isSame && "differs")}>{formatAmount(target, locale)}</td>
    </>
  );
}
