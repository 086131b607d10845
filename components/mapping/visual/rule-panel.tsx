"use client";

import { Trash2, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { useFieldProblemText } from "@/components/mapping/visual/problem-text";
import { RuleEditor } from "@/components/mapping/visual/rules/rule-editor";
import { excerpt } from "@/components/mapping/visual/trees";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { ruleAt } from "@/engine/mapping/visual/edit";
import { fieldAt, type RecordField } from "@/engine/mapping/visual/fields";
import { fieldId } from "@/engine/mapping/visual/preview";

/** The rule of the chosen field of the target, and what it gives for the sample. */
export function RulePanel() {
  const t = useTranslations("mapper");
  const { target, mapping, selected, select, removeRule, readOnly } = useMapper();
  const field = selected ? fieldAt(target, selected) : undefined;
  if (!selected || !field) return <p className="rule-panel rule-none muted">{t("chooseField")}</p>;
  const rule = ruleAt(mapping, selected);
  return (
    <section className="rule-panel" aria-label={t("ruleOf", { field: selected.join(".") })}>
      <header>
        <h2 className="mono truncate">{selected.join(".")}</h2>
        <span className="type-tag">{t(`type.${field.type}`)}</span>
        <span className="muted truncate">
          <Constraints field={field} />
        </span>
        <span className="push" />
        {rule && !readOnly && (
          <Button
            square
            size="sm"
            variant="quiet"
            aria-label={t("removeRule")}
            icon={<Trash2 className="icon" />}
            onClick={() => removeRule(selected)}
          />
        )}
        <Button
          square
          size="sm"
          variant="quiet"
          aria-label={t("closeRule")}
          icon={<X className="icon" />}
          onClick={() => select(null)}
        />
      </header>
      <div className="rule-body" key={fieldId(selected)}>
        <RuleEditor field={field} rule={rule} />
        <Outcome field={field} />
      </div>
    </section>
  );
}

function Constraints({ field: { required, readOnly, maxLength, values } }: { field: RecordField }) {
  const t = useTranslations("mapper.constraint");
  return [
    required ? t("required") : "",
    readOnly ? t("readOnly") : "",
    maxLength === undefined ? "" : t("maxLength", { count: maxLength }),
    values.length > 0 ? t("values", { values: values.join(", ") }) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** The value for the sample, or why there is none. */
function Outcome({ field }: { field: RecordField }) {
  const t = useTranslations("mapper");
  const errorText = useErrorText();
  const problemText = useFieldProblemText();
  const { results, problems, sample } = useMapper();
  const id = fieldId(field.path);
  const result = results.get(id);
  const own = problems.filter((problem) => fieldId(problem.target) === id);
  const words = { empty: t("empty"), entries: (count: number) => t("entries", { count }) };
  return (
    <>
      {own.map((problem) => (
        <p key={problem.code} className={`rule-note ${problem.severity === "error" ? "failed" : "attention"}`}>
          {problemText(problem)}
        </p>
      ))}
      {result?.error && (
        <p className="rule-note failed" role="alert">
          {errorText(result.error)} <span className="mono small">{result.error.message}</span>
        </p>
      )}
      {result && !result.error && sample && (
        <p className="rule-gives">
          <span className="muted">{t("gives", { sample: sample.label })}</span>
          <b className="truncate">{result.value === undefined ? t("leftOut") : excerpt(result.value, words)}</b>
        </p>
      )}
    </>
  );
}
