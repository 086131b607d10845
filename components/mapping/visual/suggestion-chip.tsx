"use client";

import { Check, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { Button } from "@/components/ui/button";
import { printRule } from "@/engine/mapping/visual/print";
import type { Suggestion } from "@/engine/mapping/visual/suggest";

/** An offer on a field: what it would be made of and why; nothing happens before a person says yes. */
export function SuggestionChip({ suggestion }: { suggestion: Suggestion }) {
  const t = useTranslations("mapper.suggestion");
  const { accept, refuse } = useMapper();
  const { target, source, rule, reason } = suggestion;
  const from = source ? source.join(".") : rule ? printRule(rule).replaceAll(/\s+/g, " ") : "";
  const name = target.join(".");
  return (
    <span className="suggestion" title={t(reason)}>
      <span className="mono truncate">{from}</span>
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("accept", { source: from, target: name })}
        icon={<Check className="icon" />}
        onClick={(event) => {
          event.stopPropagation();
          accept(suggestion);
        }}
      />
      <Button
        square
        size="sm"
        variant="quiet"
        aria-label={t("refuse", { source: from, target: name })}
        icon={<X className="icon" />}
        onClick={(event) => {
          event.stopPropagation();
          refuse(suggestion);
        }}
      />
    </span>
  );
}
