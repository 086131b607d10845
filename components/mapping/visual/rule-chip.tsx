"use client";

import { CircleAlert, Equal, List, Repeat2, Rows3, Split, SquareFunction, Table2, TextCursorInput } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { cx } from "@/components/ui/class-names";
import type { Rule } from "@/engine/mapping/visual/model";
import { printRule, printSource } from "@/engine/mapping/visual/print";

/** How a field is filled, in a few characters. */
export function RuleChip({ rule, isMissing = false }: { rule: Rule | undefined; isMissing?: boolean }) {
  const t = useTranslations("mapper");
  const { description } = useMapper();
  if (!rule) {
    return isMissing ? (
      <Chip icon={<CircleAlert className="icon" />} tone="missing">
        {t("toFill")}
      </Chip>
    ) : (
      <span className="muted">{t("none")}</span>
    );
  }
  switch (rule.kind) {
    case "field":
      return <span className="mono muted">{printSource(rule.source)}</span>;
    case "constant":
      return (
        <Chip icon={<Equal className="icon" />}>{rule.value === null ? t("nothing") : String(rule.value) || t("empty")}</Chip>
      );
    case "table":
      return (
        <Chip icon={<Table2 className="icon" />} tone="table">
          {description.tables.find((table) => table.key === rule.table)?.title ?? rule.table}
        </Chip>
      );
    case "join":
    case "text":
      return (
        <Chip icon={<TextCursorInput className="icon" />} isMono>
          {rule.parts.map((part) => printRule(part)).join(" + ")}
        </Chip>
      );
    case "lookup":
      return <Chip icon={<List className="icon" />}>{t("pairs", { count: rule.pairs.length })}</Chip>;
    case "default":
      return <RuleChip rule={rule.value} />;
    case "conditional":
      return <Chip icon={<Split className="icon" />}>{t("cases", { count: rule.cases.length })}</Chip>;
    case "each":
      return (
        <Chip icon={<Repeat2 className="icon" />} tone="each">
          {t("forEach")}
        </Chip>
      );
    case "object":
      return <Chip icon={<Rows3 className="icon" />}>{t("fields", { count: rule.members.length })}</Chip>;
    case "expression":
      return (
        <Chip icon={<SquareFunction className="icon" />} tone="expression" isMono>
          {rule.text.replaceAll(/\s+/g, " ")}
        </Chip>
      );
  }
}

type ChipProps = { icon: ReactNode; tone?: string; isMono?: boolean; children: ReactNode };

function Chip({ icon, tone, isMono, children }: ChipProps) {
  return (
    <span className={cx("rule-chip", tone, isMono && "mono")}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
