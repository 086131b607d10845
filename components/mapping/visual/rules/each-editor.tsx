"use client";

import { useTranslations } from "use-intl";
import { SourcePicker } from "@/components/mapping/visual/rules/source-picker";
import { Field } from "@/components/ui/field";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule } from "@/engine/mapping/visual/model";

type EachRule = Extract<Rule, { kind: "each" }>;
type Props = { field: RecordField; rule: EachRule; onChange: (rule: Rule) => void };

/** The list whose entries make those of the target. */
export function EachEditor({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper.each");
  return (
    <>
      <Field label={t("list")} help={t("help")}>
        {(control) => (
          <SourcePicker
            {...control}
            lists
            target={field.path.slice(0, -1)}
            value={rule.source}
            onChange={(source) => onChange({ ...rule, source })}
          />
        )}
      </Field>
      {rule.variables.length > 0 && (
        <dl className="rule-variables">
          {rule.variables.map(({ name, text }) => (
            <div key={name}>
              <dt className="mono">${name}</dt>
              <dd className="mono truncate">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
