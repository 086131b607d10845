"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { ExpressionEditor } from "@/components/mapping/expression-editor";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { GivesEditor } from "@/components/mapping/visual/rules/gives-editor";
import { Button } from "@/components/ui/button";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule } from "@/engine/mapping/visual/model";

type CasesRule = Extract<Rule, { kind: "conditional" }>;
type Props = { field: RecordField; rule: CasesRule; onChange: (rule: Rule, gesture?: string) => void };

/** One value or another, by conditions tried in order. */
export function CasesEditor({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper.case");
  const { sample, readOnly } = useMapper();
  const id = useId();
  const setCase = (index: number, change: Partial<CasesRule["cases"][number]>, gesture?: string) => {
    const known = rule.cases[index];
    if (known) onChange({ ...rule, cases: rule.cases.with(index, { ...known, ...change }) }, gesture);
  };
  const { otherwise, ...bare } = rule;
  return (
    <div className="rule-cases">
      {rule.cases.map(({ when, gives }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cases have no identity but their place
        <fieldset key={index} className="rule-parts">
          <legend>{t("when", { position: index + 1 })}</legend>
          <ExpressionEditor
            id={`${id}-${index}`}
            label={t("when", { position: index + 1 })}
            value={when}
            readOnly={readOnly}
            sample={sample?.data}
            onChange={(text) => setCase(index, { when: text.trim() === "" ? "true" : text }, `when ${index}`)}
          />
          <GivesEditor
            field={field}
            label={t("gives")}
            rule={gives}
            onChange={(next, gesture) => setCase(index, { gives: next }, gesture)}
          />
          {!readOnly && rule.cases.length > 1 && (
            <Button
              size="sm"
              variant="quiet"
              icon={<X className="icon" />}
              onClick={() => onChange({ ...rule, cases: rule.cases.filter((_, each) => each !== index) })}
            >
              {t("remove")}
            </Button>
          )}
        </fieldset>
      ))}
      {!readOnly && (
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus className="icon" />}
          onClick={() => onChange({ ...rule, cases: [...rule.cases, { when: "true", gives: { kind: "constant", value: "" } }] })}
        >
          {t("add")}
        </Button>
      )}
      <GivesEditor
        field={field}
        label={t("otherwise")}
        rule={otherwise}
        onChange={(next, gesture) => onChange({ ...rule, otherwise: next }, gesture)}
        onNone={() => onChange(bare)}
      />
    </div>
  );
}
