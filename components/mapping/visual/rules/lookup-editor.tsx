"use client";

import { ArrowRight, Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { ConstantInput } from "@/components/mapping/visual/rules/constant-editor";
import { SourcePicker } from "@/components/mapping/visual/rules/source-picker";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule } from "@/engine/mapping/visual/model";

type LookupRule = Extract<Rule, { kind: "lookup" }>;
type Props = { field: RecordField; rule: LookupRule; onChange: (rule: Rule, gesture?: string) => void };

/** A short list of values and what each becomes; a long one, or one merchants fill in, is a mapping table. */
export function LookupEditor({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper.lookup");
  const { readOnly } = useMapper();
  const setPair = (index: number, pair: LookupRule["pairs"][number]) =>
    onChange({ ...rule, pairs: rule.pairs.with(index, pair) }, `pair ${index}`);
  return (
    <>
      <Field label={t("source")}>
        {(control) => (
          <SourcePicker
            {...control}
            target={field.path}
            value={rule.source}
            onChange={(source) => onChange({ ...rule, source })}
          />
        )}
      </Field>
      <fieldset className="rule-parts">
        <legend>{t("values")}</legend>
        {rule.pairs.map(([from, to], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no identity but their place
          <div key={index} className="rule-part">
            <Input
              aria-label={t("from", { position: index + 1 })}
              readOnly={readOnly}
              value={from}
              onChange={(event) => setPair(index, [event.target.value, to])}
            />
            <ArrowRight className="icon" aria-hidden="true" />
            <ConstantInput
              control={{ "aria-label": t("to", { position: index + 1 }) }}
              field={field}
              value={to}
              onChange={(value) => setPair(index, [from, value])}
            />
            {!readOnly && rule.pairs.length > 1 && (
              <Button
                square
                size="sm"
                variant="quiet"
                aria-label={t("remove", { position: index + 1 })}
                icon={<X className="icon" />}
                onClick={() => onChange({ ...rule, pairs: rule.pairs.filter((_, each) => each !== index) })}
              />
            )}
          </div>
        ))}
        {!readOnly && (
          <Button
            size="sm"
            variant="quiet"
            icon={<Plus className="icon" />}
            onClick={() => onChange({ ...rule, pairs: [...rule.pairs, ["", ""]] })}
          >
            {t("add")}
          </Button>
        )}
      </fieldset>
    </>
  );
}
