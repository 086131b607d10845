"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { type CodeEditor, createCodeEditor } from "@/components/mapping/code-editor";
import type { ExpressionProblem } from "@/components/mapping/expression-problem";
import type { CompletionSource } from "@/components/mapping/jsonata-completion";
import { loadMonaco } from "@/components/mapping/monaco";
import { cx } from "@/components/ui/class-names";
import { formatExpression } from "@/engine/mapping/format/format";

export type CodeFieldProps = {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  readOnly: boolean;
  isLarge?: boolean;
  source: CompletionSource;
  problem: ExpressionProblem | undefined;
  /** The problem in words; `describedBy` is the id of the element that says them. */
  words: string;
  describedBy: string | undefined;
  /** Told the editor once it is there, and undefined when it goes. */
  onEditor?: (editor: CodeEditor | undefined) => void;
};

/** Monaco in a field. Until it is there, and when it does not come, a plain text area does the same. */
export function CodeField(props: CodeFieldProps) {
  const { id, label, value, onChange, readOnly, isLarge = false, problem, describedBy } = props;
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const isReady = useCodeEditor(props, host, plain);
  return (
    <>
      {!isReady && (
        <textarea
          ref={plain}
          id={id}
          className={cx("textarea expression-plain", isLarge && "large")}
          aria-label={label}
          aria-invalid={problem !== undefined}
          aria-describedby={describedBy}
          spellCheck={false}
          readOnly={readOnly}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <div ref={host} className={cx("expression-host", isLarge && "large")} hidden={!isReady} />
    </>
  );
}

function useCodeEditor(props: CodeFieldProps, host: RefObject<HTMLDivElement | null>, plain: RefObject<HTMLElement | null>) {
  const { label, value, readOnly, problem, words, describedBy } = props;
  const latest = useRef(props);
  latest.current = props;
  /** Values told to the owner that have not come back yet: they are ours, not changes from elsewhere. */
  const told = useRef<string[]>([]);
  const [made, setMade] = useState<CodeEditor>();

  useEffect(() => {
    let isGone = false;
    let created: CodeEditor | undefined;
    const start = async () => {
      const monaco = await loadMonaco();
      if (isGone || !host.current) return;
      const { id, isLarge = false } = latest.current;
      const hadFocus = document.activeElement === plain.current;
      host.current.hidden = false;
      created = createCodeEditor(monaco, {
        ...{ host: host.current, id, isLarge, label: latest.current.label, value: latest.current.value },
        source: () => latest.current.source,
        format: formatExpression,
        onChange: (next) => {
          told.current.push(next);
          latest.current.onChange(next);
        },
      });
      if (hadFocus) created.focus();
      setMade(created);
      latest.current.onEditor?.(created);
    };
    start().catch(() => {
      // The text area stays: the expression can still be written.
    });
    return () => {
      isGone = true;
      created?.dispose();
      latest.current.onEditor?.(undefined);
      setMade(undefined);
    };
  }, [host, plain]);

  useEffect(() => {
    const own = told.current.indexOf(value);
    told.current = own >= 0 ? told.current.slice(own) : [];
    if (own < 0) made?.setValue(value);
  }, [made, value]);

  const invalid = problem !== undefined;
  useEffect(() => made?.describe({ label, readOnly, describedBy, invalid }), [made, label, readOnly, describedBy, invalid]);
  useEffect(() => made?.mark(problem, words), [made, problem, words]);
  return made !== undefined;
}
