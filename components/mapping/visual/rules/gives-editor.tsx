"use client";

import { useId } from "react";
import { useTranslations } from "use-intl";
import { ExpressionEditor } from "@/components/mapping/expression-editor";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { ConstantInput } from "@/components/mapping/visual/rules/constant-editor";
import { SourcePicker } from "@/components/mapping/visual/rules/source-picker";
import { startOf } from "@/components/mapping/visual/rules/start-rule";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule } from "@/engine/mapping/visual/model";
import { parseRule } from "@/engine/mapping/visual/parse";
import { printRule } from "@/engine/mapping/visual/print";

type Props = {
  field: RecordField;
  label: string;
  rule: Rule | undefined;
  onChange: (rule: Rule, gesture?: string) => void;
  /** Offered when the value may be left out. */
  onNone?: () => void;
};

const KINDS = ["field", "constant", "expression"] as const;

/** The value of one case: a field, a constant, or an expression for anything else. */
export function GivesEditor({ field, label, rule, onChange, onNone }: Props) {
  const t = useTranslations("mapper");
  const id = useId();
  const { readOnly, source, sample } = useMapper();
  const kind = !rule ? "none" : rule.kind === "field" || rule.kind === "constant" ? rule.kind : "expression";
  const options = [
    ...KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    ...(onNone ? [{ value: "none", label: t("leftOut") }] : []),
  ];
  const change = (next: string) => {
    const chosen = KINDS.find((each) => each === next);
    if (chosen) onChange(startOf(chosen, rule, { field, source }));
    else onNone?.();
  };
  return (
    <Field label={label}>
      {(control) => (
        <div className="rule-gives-row">
          <Select {...control} value={kind} disabled={readOnly} onValueChange={change} options={options} />
          {rule?.kind === "field" && (
            <SourcePicker
              label={label}
              target={field.path}
              value={rule.source}
              onChange={(next) => onChange({ kind: "field", source: next })}
            />
          )}
          {rule?.kind === "constant" && (
            <ConstantInput
              control={{ "aria-label": label }}
              field={field}
              value={rule.value}
              onChange={(value) => onChange({ kind: "constant", value }, label)}
            />
          )}
          {rule && kind === "expression" && (
            <ExpressionEditor
              id={`${id}-text`}
              label={label}
              value={printRule(rule)}
              readOnly={readOnly}
              sample={sample?.data}
              onChange={(text) => onChange(text.trim() === "" ? { kind: "constant", value: "" } : parseRule(text), label)}
            />
          )}
        </div>
      )}
    </Field>
  );
}
