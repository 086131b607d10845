"use client";

import { useTranslations } from "use-intl";
import { emphasised, foldCheck } from "@/components/connections/check";
import type { CheckView } from "@/components/connections/types";
import { Note } from "@/components/ui/note";
import { Ago } from "@/components/ui/time";

const KIND = { error: "error", warning: "warning", info: "info" } as const;

/** What a test of a connection found, and what to do about it. */
export function CheckNote({ check }: { check: CheckView }) {
  const t = useTranslations("connections.check");
  const { advice, detail, problems } = foldCheck(check);
  return (
    <div className="grid gap-2">
      <Note kind={check.ok ? "success" : "error"} title={<Emphasis text={check.message} />}>
        {advice && <Emphasis text={advice} />}
        {detail && <code className="block small muted break-words">{detail}</code>}
        <span className="block small muted">
          {check.version && <>{t("version", { version: check.version })} · </>}
          {t("tested")} <Ago at={check.at} />
        </span>
      </Note>
      {problems.map((problem) => (
        <Note key={problem.message} kind={KIND[problem.severity]} title={<Emphasis text={problem.message} />}>
          {problem.advice && <Emphasis text={problem.advice} />}
        </Note>
      ))}
    </div>
  );
}

function Emphasis({ text }: { text: string }) {
  return emphasised(text).map((part) => (part.strong ? <code key={part.text}>{part.text}</code> : part.text));
}
