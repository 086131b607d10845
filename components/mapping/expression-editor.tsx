"use client";

import { AlignLeft, CircleX, Maximize2 } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { CodeEditor } from "@/components/mapping/code-editor";
import { CodeField } from "@/components/mapping/code-field";
import { ExpressionMode } from "@/components/mapping/expression-mode";
import { problemOf } from "@/components/mapping/expression-problem";
import { useExpressionScope } from "@/components/mapping/expression-scope";
import { FunctionPanel } from "@/components/mapping/function-panel";
import type { CompletionSource } from "@/components/mapping/jsonata-completion";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useLanguage } from "@/components/ui/use-language";
import { formatExpression } from "@/engine/mapping/format/format";
import type { JsonObject } from "@/lib/core/json";

export type ExpressionEditorProps = {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  readOnly?: boolean;
  /** A record the expression will meet: its fields are offered. */
  sample?: JsonObject;
};

/** A JSONata expression: checked while it is written, with the record's fields and every function at hand. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const { id, label } = props;
  const t = useTranslations("expression");
  const [isLarge, setLarge] = useState(false);
  const dialog = useRef<HTMLDivElement>(null);
  const { field, problem, checked } = useExpression(props);
  const close = (open: boolean) => {
    // Escape closes the list of offers first.
    if (!open && !dialog.current?.querySelector(".suggest-widget.visible")) setLarge(false);
  };
  return (
    <div className="expression" data-invalid={problem !== undefined}>
      <CodeField {...field} id={id} describedBy={problem ? `${id}-problem` : undefined} />
      <Button
        square
        size="sm"
        variant="quiet"
        className="expression-enlarge"
        aria-label={t("enlarge", { label })}
        icon={<Maximize2 className="icon" />}
        onClick={() => setLarge(true)}
      />
      {problem ? <ProblemLine id={`${id}-problem`} words={field.words} /> : <ExpressionMode text={checked} />}
      <Dialog open={isLarge} onOpenChange={close} title={label} description={t("hint")}>
        <div ref={dialog} className="dialog-body expression-dialog">
          <ExpressionBench {...props} id={`${id}-large`} />
        </div>
        <div className="dialog-foot">
          <Button variant="primary" onClick={() => setLarge(false)}>
            {t("done")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

/** The expression over all the room there is, its functions beside it. */
export function ExpressionBench(props: ExpressionEditorProps) {
  const { id, value, onChange, readOnly = false } = props;
  const t = useTranslations("expression");
  const [editor, setEditor] = useState<CodeEditor>();
  const { field, problem, checked } = useExpression(props);
  return (
    <div className="expression-bench">
      <div className="expression" data-invalid={problem !== undefined}>
        <CodeField
          {...field}
          id={id}
          isLarge
          describedBy={problem ? `${id}-problem` : undefined}
          onEditor={(made) => setEditor(made)}
        />
        <div className="expression-foot">
          {problem ? <ProblemLine id={`${id}-problem`} words={field.words} /> : <ExpressionMode text={checked} />}
          <span className="push" />
          {!readOnly && (
            <Button
              size="sm"
              variant="quiet"
              icon={<AlignLeft className="icon" />}
              title={t("formatKeys")}
              disabled={problem !== undefined || value.trim() === ""}
              onClick={() => onChange(formatExpression(value))}
            >
              {t("format")}
            </Button>
          )}
        </div>
      </div>
      <FunctionPanel onInsert={readOnly ? undefined : editor?.insert} />
    </div>
  );
}

function useExpression({ label, value, onChange, readOnly = false, sample }: ExpressionEditorProps) {
  const checked = useDeferredValue(value);
  const problem = useMemo(() => problemOf(checked), [checked]);
  const language = useLanguage();
  const source = useCompletionSource(sample);
  const words = problem?.words[language] ?? "";
  return { field: { label, value, onChange, readOnly, source, problem, words }, problem, checked };
}

function ProblemLine({ id, words }: { id: string; words: string }) {
  return (
    <p className="expression-problem" id={id}>
      <CircleX className="icon" />
      <span>{words}</span>
    </p>
  );
}

function useCompletionSource(sample: JsonObject | undefined): CompletionSource {
  const t = useTranslations("expression");
  const language = useLanguage();
  const scope = useExpressionScope();
  return useMemo(() => {
    const names = {
      links: t("names.links"),
      settings: t("names.settings"),
      trigger: t("names.trigger"),
      run: t("names.run"),
      item: t("names.item"),
      $: t("names.root"),
    };
    const types = {
      string: t("type.string"),
      number: t("type.number"),
      boolean: t("type.boolean"),
      object: t("type.object"),
      list: t("type.list"),
      null: t("type.null"),
    };
    return { sample, language, names, types, scope };
  }, [sample, language, scope, t]);
}
