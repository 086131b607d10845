"use client";

import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { ConstantInput } from "@/components/mapping/visual/rules/constant-editor";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule } from "@/engine/mapping/visual/model";
import { printRule } from "@/engine/mapping/visual/print";

/** What stands in for a value that is missing or empty. */
export function DefaultEditor({ field, rule }: { field: RecordField; rule: Rule }) {
  const t = useTranslations("mapper.default");
  const { setRule, readOnly } = useMapper();
  const fallback = rule.kind === "default" ? rule.fallback : undefined;
  const change = (mode: string) => {
    const value = rule.kind === "default" ? rule.value : rule;
    setRule(
      field.path,
      mode === "none" ? value : { kind: "default", value, fallback: { kind: "constant", value: mode === "null" ? null : "" } },
    );
  };
  const mode = !fallback ? "none" : fallback.kind === "constant" && fallback.value === null ? "null" : "value";
  return (
    <Field label={t("label")}>
      {(control) => (
        <div className="rule-pair">
          <Select
            {...control}
            value={mode}
            disabled={readOnly}
            onValueChange={change}
            options={[
              { value: "none", label: t("none") },
              { value: "null", label: t("null") },
              { value: "value", label: t("value") },
            ]}
          />
          {mode === "value" &&
            rule.kind === "default" &&
            (rule.fallback.kind === "constant" ? (
              <ConstantInput
                control={{ "aria-label": t("value") }}
                field={field}
                value={rule.fallback.value}
                onChange={(value) => setRule(field.path, { ...rule, fallback: { kind: "constant", value } }, "default")}
              />
            ) : (
              <code className="mono truncate">{printRule(rule.fallback)}</code>
            ))}
        </div>
      )}
    </Field>
  );
}
