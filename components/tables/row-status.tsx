"use client";

import { CircleMinus, CircleX, type LucideIcon, Pencil, SquareArrowDown, TriangleAlert, User, WandSparkles } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RowStatus } from "@/components/tables/edits";

const LOOK: Record<RowStatus, { icon: LucideIcon; tone?: string }> = {
  changed: { icon: Pencil, tone: "attention" },
  takesDefault: { icon: TriangleAlert, tone: "attention" },
  fails: { icon: CircleX, tone: "failed" },
  idle: { icon: TriangleAlert, tone: "attention" },
  removed: { icon: CircleMinus, tone: "attention" },
  auto: { icon: WandSparkles },
  manual: { icon: User },
  default: { icon: SquareArrowDown },
};

/** Why a row has its values: the rule of auto-match, a person, the default. */
export function RowReason({ status, reason }: { status: RowStatus; reason: string | null }) {
  const t = useTranslations("tables.reason");
  const { icon: Icon, tone } = LOOK[status];
  const rule = reason?.startsWith("flag:") ? "flag" : reason;
  const text = status === "auto" && rule && t.has(`rule.${rule}`) ? t(`rule.${rule}`) : t(status);
  return (
    <span className={`reason ${tone ? `tone-text ${tone}` : ""}`} title={text}>
      <Icon className="icon" />
      <span className="reason-text">{text}</span>
    </span>
  );
}
