"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { CasesEditor } from "@/components/mapping/visual/rules/cases-editor";
import { ConstantEditor } from "@/components/mapping/visual/rules/constant-editor";
import { DefaultEditor } from "@/components/mapping/visual/rules/default-editor";
import { EachEditor } from "@/components/mapping/visual/rules/each-editor";
import { ExpressionRule } from "@/components/mapping/visual/rules/expression-rule";
import { JoinEditor } from "@/components/mapping/visual/rules/join-editor";
import { LookupEditor } from "@/components/mapping/visual/rules/lookup-editor";
import { SourcePicker } from "@/components/mapping/visual/rules/source-picker";
import { startOf } from "@/components/mapping/visual/rules/start-rule";
import { TableEditor } from "@/components/mapping/visual/rules/table-editor";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Segmented } from "@/components/ui/segmented";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule, RuleKind } from "@/engine/mapping/visual/model";

const USUAL = ["field", "constant", "table", "expression"] as const;
const OTHERS = ["join", "lookup", "conditional", "each", "object"] as const;
type Shown = (typeof USUAL)[number] | (typeof OTHERS)[number];

/** How a field is filled: the kind of its rule, then what that kind asks. */
export function RuleEditor({ field, rule }: { field: RecordField; rule: Rule | undefined }) {
  const t = useTranslations("mapper.kind");
  const { setRule, readOnly, source } = useMapper();
  const inner = rule?.kind === "default" ? rule.value : rule;
  // Text that happens to be drawable is still being written: it stays text until another kind is chosen.
  const [isText, setText] = useState(shownKind(inner) === "expression");
  const kind = isText ? "expression" : shownKind(inner);
  const set = (next: Rule, gesture?: string) =>
    setRule(field.path, rule?.kind === "default" ? { ...rule, value: next } : next, gesture);
  const change = (next: Shown) => {
    setText(next === "expression");
    if (next !== shownKind(inner) || !inner) setRule(field.path, startOf(next, inner, { field, source }));
  };
  const shown = [...USUAL, ...OTHERS.filter((each) => each === kind)];
  return (
    <>
      <div className="rule-kinds">
        <Segmented
          label={t("label")}
          value={kind}
          onValueChange={change}
          options={shown.map((value) => ({ value, label: t(value) }))}
        />
        {!readOnly && (
          <Menu trigger={<Button square size="sm" variant="quiet" aria-label={t("more")} icon={<Ellipsis className="icon" />} />}>
            {OTHERS.filter((each) => fitsField(each, field)).map((value) => (
              <MenuItem key={value} checked={kind === value} onSelect={() => change(value)}>
                {t(value)}
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      {inner &&
        (isText ? (
          <ExpressionRule field={field} rule={inner} onChange={set} />
        ) : (
          <OneRule field={field} rule={inner} onChange={set} />
        ))}
      {rule && canDefault(inner) && <DefaultEditor field={field} rule={rule} />}
    </>
  );
}

function shownKind(rule: Rule | undefined): Shown {
  if (!rule) return "field";
  if (rule.kind === "text") return "join";
  return rule.kind === "default" ? "expression" : rule.kind;
}

function fitsField(kind: (typeof OTHERS)[number], { type }: RecordField): boolean {
  if (kind === "each") return type === "list" || type === "any";
  if (kind === "object") return type === "object" || type === "texts" || type === "any";
  return type !== "list" && type !== "object";
}

/** A constant is never missing; a list and an object have rules of their own inside. */
function canDefault(rule: Rule | undefined): boolean {
  const without: readonly RuleKind[] = ["constant", "each", "object", "conditional", "expression"];
  return rule !== undefined && !without.includes(rule.kind);
}

type OneProps = { field: RecordField; rule: Rule; onChange: (rule: Rule, gesture?: string) => void };

function OneRule({ field, rule, onChange }: OneProps) {
  const t = useTranslations("mapper");
  switch (rule.kind) {
    case "field":
      return (
        <Field label={t("sourceField")}>
          {(control) => (
            <SourcePicker
              {...control}
              target={field.path}
              value={rule.source}
              onChange={(source) => onChange({ kind: "field", source })}
            />
          )}
        </Field>
      );
    case "constant":
      return (
        <ConstantEditor
          field={field}
          value={rule.value}
          onChange={(value) => onChange({ kind: "constant", value }, "constant")}
        />
      );
    case "table":
      return <TableEditor field={field} rule={rule} onChange={onChange} />;
    case "join":
    case "text":
      return <JoinEditor field={field} rule={rule} onChange={onChange} />;
    case "lookup":
      return <LookupEditor field={field} rule={rule} onChange={onChange} />;
    case "conditional":
      return <CasesEditor field={field} rule={rule} onChange={onChange} />;
    case "each":
      return <EachEditor field={field} rule={rule} onChange={onChange} />;
    case "object":
      return <p className="muted small">{t(field.type === "texts" ? "textsHelp" : "objectHelp")}</p>;
    default:
      return <ExpressionRule field={field} rule={rule} onChange={onChange} />;
  }
}
