"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { ExpressionEditor } from "@/components/mapping/expression-editor";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { checkExpression } from "@/engine/mapping/check-expression";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule } from "@/engine/mapping/visual/model";
import { parseRule } from "@/engine/mapping/visual/parse";
import { printRule } from "@/engine/mapping/visual/print";

type Props = { field: RecordField; rule: Rule; onChange: (rule: Rule, gesture?: string) => void };

/**
 * A rule as text. What is being written and does not parse yet stays here: it would take the other fields with it. Once it
 * parses it is the rule, drawn if it can be.
 */
export function ExpressionRule({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper");
  const id = useId();
  const { sample, readOnly, mapping } = useMapper();
  const [written, setWritten] = useState<{ text: string; rule: string }>();
  const printed = printRule(rule);
  const text = written?.rule === printed ? written.text : printed;
  const change = (next: string) => {
    const isSound = next.trim() !== "" && !checkExpression(`{"x": ${next}}`);
    setWritten({ text: next, rule: isSound ? printRule(parseRule(next)) : printed });
    if (isSound) onChange({ kind: "expression", text: next.trim() }, `expression ${field.path.join("/")}`);
  };
  const isDrawable = parseRule(text).kind !== "expression";
  return (
    <div className="rule-expression">
      <ExpressionEditor
        id={id}
        label={t("kind.expression")}
        value={text}
        readOnly={readOnly}
        sample={sample?.data}
        onChange={change}
      />
      {!isDrawable && <p className="muted small">{t("notDrawn")}</p>}
      {mapping.variables.length > 0 && (
        <dl className="rule-variables" aria-label={t("variables")}>
          {mapping.variables.map(({ name, text: value }) => (
            <div key={name}>
              <dt className="mono">${name}</dt>
              <dd className="mono truncate">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
