"use client";

import { CircleX, Maximize2 } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { CodeField } from "@/components/mapping/code-field";
import { ExpressionMode } from "@/components/mapping/expression-mode";
import { problemOf } from "@/components/mapping/expression-problem";
import type { CompletionSource } from "@/components/mapping/jsonata-completion";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useLanguage } from "@/components/ui/use-language";
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
export function ExpressionEditor({ id, label, value, onChange, readOnly = false, sample }: ExpressionEditorProps) {
  const t = useTranslations("expression");
  const [isLarge, setLarge] = useState(false);
  const dialog = useRef<HTMLDivElement>(null);
  const checked = useDeferredValue(value);
  const problem = useMemo(() => problemOf(checked), [checked]);
  const language = useLanguage();
  const words = problem?.words[language] ?? "";
  const source = useCompletionSource(sample);
  const field = { label, value, onChange, readOnly, source, problem, words };
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
      {problem ? <ProblemLine id={`${id}-problem`} words={words} /> : <ExpressionMode text={checked} />}
      <Dialog open={isLarge} onOpenChange={close} title={label} description={t("hint")}>
        <div ref={dialog} className="dialog-body expression expression-dialog" data-invalid={problem !== undefined}>
          <CodeField {...field} id={`${id}-large`} isLarge describedBy={problem ? `${id}-large-problem` : undefined} />
          {problem && <ProblemLine id={`${id}-large-problem`} words={words} />}
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

function ProblemLine({ id, words }: { id: string; words: string }) {
  return (
    <p className="expression-problem" id={id}>
      <CircleX className="icon" />
      <span>{words}</span>
    </p>
  );
}

function useCompletionSource(sample: JsonObject | undefined): CompletionSource {
  const t = useTranslations("expression.names");
  const language = useLanguage();
  return useMemo(() => {
    const names = {
      links: t("links"),
      settings: t("settings"),
      trigger: t("trigger"),
      run: t("run"),
      item: t("item"),
      $: t("root"),
    };
    return { sample, language, names };
  }, [sample, language, t]);
}
