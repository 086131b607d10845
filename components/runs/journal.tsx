"use client";

import { ArrowDown } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import type { LogLineView } from "@/components/runs/types";
import { useNewest } from "@/components/runs/use-newest";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { useErrorText } from "@/components/ui/error-text";
import { StateBadge } from "@/components/ui/state-badge";
import { Stamp } from "@/components/ui/time";
import type { ErrorInfo } from "@/lib/core/errors";

const parseLog = async (reply: unknown) => (await import("@/components/runs/shapes")).LogPageSchema.parse(reply);

type JournalProps = {
  runId: string;
  stamp: string;
  isLive: boolean;
  onRecord: (label: string) => void;
};

/** UI-44 to UI-48: phases and one line for each record, as they happen; the newest at the bottom. */
export function Journal({ runId, stamp, isLive, onRecord }: JournalProps) {
  const t = useTranslations("run.journal");
  const zone = useTimeZone();
  const list = useNewest({ url: `/api/v1/runs/${runId}/log`, parse: parseLog, stamp, pageSize: 200 });
  const lines = list.items.toReversed();
  const { scroller, isAtEnd, onScroll, toEnd } = useStickToEnd(lines.at(-1)?.seq);
  return (
    <section className="run-journal" aria-label={t("title")}>
      <div className="run-journal-head">
        <h2>{t("title")}</h2>
        {isLive && (
          <StateBadge plain state="running">
            {t("live")}
          </StateBadge>
        )}
        <span className="push muted small">{t("zone", { zone: zone ?? "UTC" })}</span>
        {!isAtEnd && (
          <Button size="sm" icon={<ArrowDown className="icon" />} onClick={toEnd}>
            {t("toEnd")}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div className="run-journal-lines" ref={scroller} onScroll={onScroll} role="log" aria-label={t("lines")} tabIndex={0}>
        {list.hasOlder && (
          <Button size="sm" variant="quiet" onClick={list.loadOlder}>
            {t("older")}
          </Button>
        )}
        {list.state === "failed" && (
          <Button size="sm" onClick={list.retry}>
            {t("retry")}
          </Button>
        )}
        <ol>
          {lines.map((line) => (
            <Line key={line.seq} line={line} onRecord={onRecord} />
          ))}
        </ol>
        {list.state === "ready" && lines.length === 0 && <p className="muted">{t("empty")}</p>}
      </div>
    </section>
  );
}

function Line({ line, onRecord }: { line: LogLineView; onRecord: (label: string) => void }) {
  const state = useTranslations("state");
  const words = useLineWords();
  const { at, text, outcome, params, level } = line;
  if (text !== null && outcome) {
    return (
      <li className={cx(outcome)}>
        <Stamp at={at} name="seconds" />
        <button type="button" className="run-journal-at" onClick={() => onRecord(String(params.label ?? ""))}>
          {text}
        </button>
        <span className={outcome === "failed" || outcome === "review" ? "toned" : undefined}>{state(outcome)}</span>
      </li>
    );
  }
  return (
    <li className={cx("phase", level === "error" && "failed", level === "warn" && "attention")}>
      <Stamp at={at} name="seconds" />
      <span className={level === "info" ? undefined : "toned"}>{text ?? words(line)}</span>
    </li>
  );
}

function useLineWords(): (line: LogLineView) => string {
  const t = useTranslations("run.log");
  const stream = useTranslations("run.stream");
  const errorText = useErrorText();
  return ({ key, params }) => {
    const values = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
    );
    const named = String(params.stream ?? "");
    const what = stream.has(named) ? stream(named) : String(params.node ?? named);
    const why = typeof params.code === "string" ? errorText(errorOf(params.code, values.message)) : "";
    return t.has(key) ? t(key, { ...values, what, why }) : key;
  };
}

/** The journal keeps code and message: enough for the words of the code. */
function errorOf(code: string, message: string | number | undefined): ErrorInfo {
  return { code: code as ErrorInfo["code"], category: "system", message: String(message ?? ""), details: {} };
}

/** Stays at the last line while new ones come, unless the reader has scrolled up. */
function useStickToEnd(last: number | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what moves the view
  useEffect(() => {
    const box = scroller.current;
    if (box && isAtEnd) box.scrollTop = box.scrollHeight;
  }, [last, isAtEnd]);
  const onScroll = () => {
    const box = scroller.current;
    if (box) setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 24);
  };
  const toEnd = () => setAtEnd(true);
  return { scroller, isAtEnd, onScroll, toEnd };
}
