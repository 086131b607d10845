"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { type JsonLine, toLines } from "@/components/runs/json-lines";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import type { Json } from "@/lib/core/json";

/** Lines drawn at once; a longer text asks before it goes on. */
const LINES_STEP = 500;

type JsonViewProps = {
  value: Json;
  /** Compared with it: lines that were added, changed or removed are marked. */
  before?: Json;
  /** Names the pane for those who do not see it. */
  label?: string;
};

/** A JSON value to read: numbered lines, long lists folded. Fills its container and scrolls inside it. */
export function JsonView({ value, before, label }: JsonViewProps) {
  const t = useTranslations("run.json");
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [limit, setLimit] = useState(LINES_STEP);
  const lines = useMemo(() => toLines(value, { folds, before }), [value, folds, before]);
  const fold = (path: string, folded: boolean) => setFolds(new Map(folds).set(path, folded));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className="json" aria-label={label ?? t("label")} tabIndex={0}>
      <ol>
        {lines.slice(0, limit).map((line) => (
          <Line key={line.id} line={line} onFold={fold} />
        ))}
      </ol>
      {lines.length > limit && (
        <Button size="sm" variant="quiet" onClick={() => setLimit(limit + LINES_STEP)}>
          {t("more", { count: lines.length - limit })}
        </Button>
      )}
    </section>
  );
}

type LineProps = { line: JsonLine; onFold: (path: string, folded: boolean) => void };

function Line({ line, onFold }: LineProps) {
  const t = useTranslations("run.json");
  const { change, was, depth, key } = line;
  return (
    <li className={cx("json-line", change)} style={{ paddingInlineStart: `calc(var(--json-gutter) + ${depth * 2}ch)` }}>
      {line.path !== undefined && line.path !== "" && <FoldButton line={line} path={line.path} onFold={onFold} />}
      {change && <span className="sr-only">{t(change)} </span>}
      {key !== undefined && (
        <>
          <i className="json-key">{JSON.stringify(key)}</i>
          {": "}
        </>
      )}
      <Body line={line} onFold={onFold} />
      {line.comma && ","}
      {was !== undefined && (
        <s className="json-was">
          <span className="sr-only">{t("before")} </span>
          {was}
        </s>
      )}
    </li>
  );
}

function Body({ line, onFold }: LineProps) {
  const t = useTranslations("run.json");
  const { body, path } = line;
  if (body.kind !== "folded") return <i className={`json-${body.kind}`}>{body.text}</i>;
  return (
    <button type="button" className="json-chip" aria-expanded={false} onClick={() => path !== undefined && onFold(path, false)}>
      {body.open} {t(body.isList ? "entries" : "fields", { count: body.entries })} {body.close}
    </button>
  );
}

function FoldButton({ line, path, onFold }: LineProps & { path: string }) {
  const t = useTranslations("run.json");
  const isFolded = line.body.kind === "folded";
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      className="json-fold"
      style={{ insetInlineStart: `calc(var(--json-gutter) - 2ch + ${line.depth * 2}ch)` }}
      // The chip of a folded container is the same gesture: one stop for the keyboard is enough.
      tabIndex={isFolded ? -1 : 0}
      aria-hidden={isFolded || undefined}
      aria-expanded={!isFolded}
      aria-label={t("fold", { name: line.key ?? path })}
      onClick={() => onFold(path, !isFolded)}
    >
      <Icon className="icon" />
    </button>
  );
}
