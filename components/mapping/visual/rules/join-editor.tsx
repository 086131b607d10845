"use client";

import { Plus, TextCursorInput, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { SourcePicker } from "@/components/mapping/visual/rules/source-picker";
import { startOf } from "@/components/mapping/visual/rules/start-rule";
import { Button } from "@/components/ui/button";
import { CheckRow } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule, SimpleRule } from "@/engine/mapping/visual/model";

type JoinRule = Extract<Rule, { kind: "join" | "text" }>;
type Props = { field: RecordField; rule: JoinRule; onChange: (rule: Rule, gesture?: string) => void };

/** Separators offered by name; any other one is written. */
const SEPARATORS = [" ", ", ", "\n", " - ", ""] as const;

/** Several fields one after the other, with what stands between them. */
export function JoinEditor({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper.join");
  const { source, readOnly } = useMapper();
  const setParts = (parts: readonly SimpleRule[], gesture?: string) => {
    if (rule.kind === "join") onChange({ ...rule, parts }, gesture);
    else if (parts.length > 1) onChange({ ...rule, parts }, gesture);
  };
  const add = (part: SimpleRule) => setParts([...rule.parts, part]);
  const next = startOf("field", rule, { field, source });
  return (
    <fieldset className="rule-parts">
      <legend>{t("parts")}</legend>
      {rule.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <div key={index} className="rule-part">
          {part.kind === "field" ? (
            <SourcePicker
              label={t("part", { position: index + 1 })}
              target={field.path}
              value={part.source}
              onChange={(chosen) => setParts(rule.parts.with(index, { kind: "field", source: chosen }))}
            />
          ) : (
            <Input
              aria-label={t("part", { position: index + 1 })}
              readOnly={readOnly}
              value={part.value === null ? "" : String(part.value)}
              onChange={(event) =>
                setParts(rule.parts.with(index, { kind: "constant", value: event.target.value }), `part ${index}`)
              }
            />
          )}
          {!readOnly && rule.parts.length > 1 && (
            <Button
              square
              size="sm"
              variant="quiet"
              aria-label={t("remove", { position: index + 1 })}
              icon={<X className="icon" />}
              onClick={() => setParts(rule.parts.filter((_, each) => each !== index))}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <div className="rule-adds">
          <Button size="sm" variant="quiet" icon={<Plus className="icon" />} onClick={() => next.kind === "field" && add(next)}>
            {t("addField")}
          </Button>
          <Button
            size="sm"
            variant="quiet"
            icon={<TextCursorInput className="icon" />}
            onClick={() => add({ kind: "constant", value: "" })}
          >
            {t("addText")}
          </Button>
        </div>
      )}
      {rule.kind === "join" && <Separator rule={rule} onChange={onChange} />}
    </fieldset>
  );
}

function Separator({ rule, onChange }: { rule: Extract<Rule, { kind: "join" }>; onChange: Props["onChange"] }) {
  const t = useTranslations("mapper.join");
  const { readOnly } = useMapper();
  const known = SEPARATORS.indexOf(rule.separator as (typeof SEPARATORS)[number]);
  const names = ["space", "comma", "line", "dash", "nothing"] as const;
  return (
    <>
      <Field label={t("separator")}>
        {(control) => (
          <Select
            {...control}
            value={String(known)}
            disabled={readOnly}
            onValueChange={(value) => onChange({ ...rule, separator: SEPARATORS[Number(value)] ?? rule.separator })}
            options={[
              ...names.map((name, index) => ({ value: String(index), label: t(name) })),
              ...(known < 0 ? [{ value: "-1", label: `« ${rule.separator} »` }] : []),
            ]}
          />
        )}
      </Field>
      <CheckRow checked={rule.skipEmpty} disabled={readOnly} onCheckedChange={(on) => onChange({ ...rule, skipEmpty: on })}>
        {t("skipEmpty")}
      </CheckRow>
    </>
  );
}
